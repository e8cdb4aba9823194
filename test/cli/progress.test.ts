import { expect, test } from 'vitest'
import { startProgress } from '../../src/cli/progress'
import { createMessages } from '../../src/shared/messages'

/** A progress whose clock is moved by hand, and what it wrote. */
function watched() {
  const written: string[] = []
  let now = 0
  let due: { at: number; run: () => void } | undefined
  const timers = {
    setTimeout: (run: () => void, milliseconds: number) => (due = { at: now + milliseconds, run }),
    clearTimeout: () => void (due = undefined),
  }
  const stderr = { write: (text: string) => written.push(text) }
  const progress = startProgress(stderr, createMessages('en'), timers)
  return {
    progress,
    written: () => written.join(''),
    passUntil(time: number) {
      while (due && due.at <= time) {
        now = due.at
        due.run()
      }
      now = time
    },
  }
}

test('nothing is written in the first two seconds', () => {
  const { written, passUntil } = watched()
  passUntil(1999)
  expect(written()).toBe('')
  passUntil(2000)
  expect(written()).toBe('.')
})

test('marks share a line, which ends before words and when the answer comes', () => {
  const { progress, written, passUntil } = watched()
  passUntil(10_500)
  progress.stop()
  passUntil(60_000)
  expect(written()).toBe('...\nStill working. Stop with Control C.\n.\n')
})

test('an answer that comes at once leaves nothing behind', () => {
  const { progress, written, passUntil } = watched()
  passUntil(500)
  progress.stop()
  progress.stop()
  passUntil(60_000)
  expect(written()).toBe('')
})
