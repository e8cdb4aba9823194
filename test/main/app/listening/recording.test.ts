import { expect, test } from 'vitest'
import { Recording } from '../../../../src/main/app/listening/recording'

const piece = (length: number, level: number): Float32Array => new Float32Array(length).fill(level)

test('what was recorded comes back in its order, as copies, and piece by piece once', () => {
  const recording = new Recording()
  expect(recording.next()).toBeNull()
  recording.add(piece(2, 0.5))
  recording.add(piece(1, 0.25))
  expect(recording.next()).toEqual(Float32Array.of(0.5, 0.5, 0.25))
  expect(recording.next()).toBeNull()
  recording.add(piece(1, 0.75))
  expect(recording.next()).toEqual(Float32Array.of(0.75))
  recording.whole().fill(0)
  expect(recording.whole()).toEqual(Float32Array.of(0.5, 0.5, 0.25, 0.75))
})

test('it is full after thirty seconds; what comes then is wiped', () => {
  const recording = new Recording()
  recording.add(piece(16_000 * 30 - 1600, 0.5))
  expect(recording.isFull).toBe(false)
  recording.add(piece(1600, 0.5))
  const late = piece(1600, 0.5)
  recording.add(late)
  expect([recording.isFull, recording.whole().length, Math.max(...late)]).toEqual([true, 480_000, 0])
})

test('wiped, nothing of it is left', () => {
  const recording = new Recording()
  const samples = piece(1600, 0.5)
  recording.add(samples)
  recording.wipe()
  expect([Math.max(...samples), recording.whole().length, recording.next()]).toEqual([0, 0, null])
})
