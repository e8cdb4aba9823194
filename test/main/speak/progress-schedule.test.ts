import { expect, test } from 'vitest'
import { signAt, startProgressSchedule, type ProgressSign } from '../../../src/main/speak/progress-schedule'

/** Timers that run when they are told to. */
function fakeTimers() {
  let now = 0
  let nextId = 1
  const due = new Map<number, { at: number; run: () => void }>()
  return {
    timers: {
      setTimeout(run: () => void, milliseconds: number) {
        due.set(nextId, { at: now + milliseconds, run })
        return nextId++
      },
      clearTimeout: (id: never) => void due.delete(id),
    },
    waiting: () => due.size,
    advance(to: number) {
      for (;;) {
        const first = [...due].sort(([, a], [, b]) => a.at - b.at)[0]
        if (!first || first[1].at > to) break
        now = first[1].at
        due.delete(first[0])
        first[1].run()
      }
      now = to
    },
  }
}

test('a sound at the beginning, two seconds of quiet, then ticks, and words after eight seconds', () => {
  const { timers, advance } = fakeTimers()
  const signs: (readonly [number, ProgressSign])[] = []
  let now = 0
  const schedule = startProgressSchedule((sign) => signs.push([now, sign]), timers, 0)
  for (; now <= 16_000; now += 500) advance(now)
  expect(signs).toEqual([
    [0, 'began'],
    [2000, 'tick'],
    [4000, 'tick'],
    [6000, 'tick'],
    [8000, 'words'],
    [10_000, 'tick'],
    [12_000, 'tick'],
    [14_000, 'tick'],
    [16_000, 'words'],
  ])
  schedule.stop()
  advance(60_000)
  expect(signs).toHaveLength(9)
})

test('an answer that is there at once needs no sound, and no timer stays behind', () => {
  const { timers, advance, waiting } = fakeTimers()
  const signs: ProgressSign[] = []
  const schedule = startProgressSchedule((sign) => signs.push(sign), timers, 40)
  advance(39)
  schedule.stop()
  schedule.stop()
  advance(60_000)
  expect(signs).toEqual([])
  expect(waiting()).toBe(0)
})

test('no sign is due between the beginning and two seconds', () => {
  expect([1, 500, 1999].map(signAt)).toEqual([undefined, undefined, undefined])
})
