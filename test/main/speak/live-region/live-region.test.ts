import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LiveRegionRoute } from '../../../../src/main/speak/live-region/live-region'
import type { Message, Words } from '../../../../src/main/speak/route'
import { createMessages } from '../../../../src/shared/messages'

const messages = createMessages('en')
const answer = (text: string, lang = 'en'): Message => ({ kind: 'answer', text, lang })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function regionOf() {
  const said: Words[] = []
  const front = { is: true }
  const route = new LiveRegionRoute(
    { isInFront: () => front.is, readerRuns: async () => true, announce: (words) => void said.push(words) },
    messages,
  )
  return { route, front, texts: () => said.map(({ text }) => text), said }
}

test('the first message is in the region at once, with its language', async () => {
  const { route, said } = regionOf()
  expect(await route.speak(answer('Ein Hund.', 'de'))).toEqual({ ok: true, end: 'handed-over' })
  expect(said).toEqual([{ text: 'Ein Hund.', lang: 'de' }])
})

test('one that follows at once waits until the reader has taken the words before it', async () => {
  const { route, texts } = regionOf()
  await route.speak(answer('one'))
  const second = route.speak(answer('two'))
  await vi.advanceTimersByTimeAsync(499)
  expect(texts()).toEqual(['one'])
  await vi.advanceTimersByTimeAsync(1)
  expect(await second).toEqual({ ok: true, end: 'handed-over' })
  expect(texts()).toEqual(['one', 'two'])
})

test('one that comes later waits for nothing, and the same words again are another message', async () => {
  const { route, texts } = regionOf()
  await route.speak(answer('one'))
  await vi.advanceTimersByTimeAsync(500)
  await route.speak(answer('one'))
  expect(texts()).toEqual(['one', 'one'])
})

test('one that is silenced while it waits is never announced, and the next one is', async () => {
  const { route, texts } = regionOf()
  await route.speak(answer('one'))
  const second = route.speak(answer('two'))
  await route.silence()
  expect(await second).toEqual({ ok: true, end: 'silenced' })
  const third = route.speak(answer('three'))
  await vi.advanceTimersByTimeAsync(500)
  expect(await third).toEqual({ ok: true, end: 'handed-over' })
  expect(texts()).toEqual(['one', 'three'])
})

test('one that is silenced while it is asked whether a reader runs is never announced', async () => {
  const said: string[] = []
  const asked = Promise.withResolvers<boolean>()
  const route = new LiveRegionRoute({ isInFront: () => true, readerRuns: () => asked.promise, announce: ({ text }) => void said.push(text) }, messages)
  const first = route.speak(answer('one'))
  await vi.advanceTimersByTimeAsync(0)
  await route.silence()
  asked.resolve(true)
  expect(await first).toEqual({ ok: true, end: 'silenced' })
  expect(await route.speak(answer('two'))).toEqual({ ok: true, end: 'handed-over' })
  expect(said).toEqual(['two'])
})

test('one for which another window came to the front while it waited is refused', async () => {
  const { route, front, texts } = regionOf()
  await route.speak(answer('one'))
  const second = route.speak(answer('two'))
  front.is = false
  await vi.advanceTimersByTimeAsync(500)
  expect(await second).toMatchObject({ ok: false, code: 'route-refused' })
  expect(texts()).toEqual(['one'])
})

test('closing leaves no timer behind, and nothing waiting', async () => {
  const { route, texts } = regionOf()
  await route.speak(answer('one'))
  const second = route.speak(answer('two'))
  await route.close()
  expect(await second).toEqual({ ok: true, end: 'silenced' })
  expect(vi.getTimerCount()).toBe(0)
  expect(texts()).toEqual(['one'])
})
