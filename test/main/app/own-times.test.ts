import { expect, test } from 'vitest'
import { OwnTimes } from '../../../src/main/app/own-times'

test('knows the times that it told, and no other', () => {
  let clock = 1000
  const times = new OwnTimes(() => clock)
  expect(times.now()).toBe(1000)
  clock = 1007
  expect(times.now()).toBe(1007)
  expect([1000, 1003, 1007, 2000].map((time) => times.has(time))).toEqual([true, false, true, false])
})

test('forgets the oldest', () => {
  let clock = 0
  const times = new OwnTimes(() => clock++)
  for (let i = 0; i <= 100; i++) times.now()
  expect([times.has(0), times.has(1), times.has(100)]).toEqual([false, true, true])
})
