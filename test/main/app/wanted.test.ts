import { expect, test } from 'vitest'
import { Wanted } from '../../../src/main/app/wanted'

test('at first nothing is wanted', () => {
  const wanted = new Wanted()
  expect([wanted.camera(), wanted.microphone(), wanted.screen()]).toEqual([false, false, null])
})

test('the camera is wanted while somebody looks, also when one of two looks is over', async () => {
  const wanted = new Wanted()
  const [first, second] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()]
  const looks = [wanted.whileLooking(() => first.promise), wanted.whileLooking(() => second.promise)]
  expect(wanted.camera()).toBe(true)
  first.resolve('a')
  expect(await looks[0]).toBe('a')
  expect(wanted.camera()).toBe(true)
  second.reject(new Error('lost'))
  await expect(looks[1]).rejects.toThrow('lost')
  expect(wanted.camera()).toBe(false)
})

test('the microphone is wanted while a question is listened to, which the camera is not, and no longer when that failed', async () => {
  const wanted = new Wanted()
  const { promise, reject } = Promise.withResolvers<undefined>()
  const listening = wanted.whileListening(() => promise)
  expect([wanted.microphone(), wanted.camera()]).toEqual([true, false])
  reject(new Error('lost'))
  await expect(listening).rejects.toThrow('lost')
  expect(wanted.microphone()).toBe(false)
})

test('a display is wanted while it is opened, and no longer when that failed', async () => {
  const wanted = new Wanted()
  const opening = wanted.whileOpening('7', () => Promise.reject(new Error('denied')))
  expect(wanted.screen()).toBe('7')
  await expect(opening).rejects.toThrow('denied')
  expect(wanted.screen()).toBeNull()
})

test('of two displays that are opened at once the later is wanted, until it is open, also when the earlier is done first', async () => {
  const wanted = new Wanted()
  const [first, second] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
  const earlier = wanted.whileOpening('1', () => first.promise)
  const later = wanted.whileOpening('2', () => second.promise)
  expect(wanted.screen()).toBe('2')
  first.resolve(undefined)
  await earlier
  expect(wanted.screen()).toBe('2')
  second.resolve(undefined)
  await later
  expect(wanted.screen()).toBeNull()
})
