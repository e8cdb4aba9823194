import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SpeechSpans } from '../../../../src/main/engine/audio/speech-span'

/** A window is 32 ms. */
function heard(...probabilities: readonly number[]): SpeechSpans {
  const spans = new SpeechSpans()
  for (const probability of probabilities) spans.push(probability)
  return spans
}
const times = (count: number, probability: number): number[] => Array.from({ length: count }, () => probability)

test('speech begins at the upper threshold and not below it', () => {
  expect(heard(0.49, 0.49).hearing).toEqual({ speaking: false, speech: 0, silence: 64 })
  expect(heard(0.49, 0.5).hearing).toEqual({ speaking: true, speech: 32, silence: 0 })
})

test('it goes on between the thresholds, and a tenth of a second below the lower one ends it', () => {
  expect(heard(...times(10, 0.9), 0.4, 0.36).hearing).toEqual({ speaking: true, speech: 12 * 32, silence: 0 })
  expect(heard(...times(10, 0.9), ...times(3, 0.1)).hearing).toEqual({ speaking: true, speech: 320, silence: 96 })
  expect(heard(...times(10, 0.9), ...times(4, 0.1)).hearing).toEqual({ speaking: false, speech: 320, silence: 128 })
})

test('a pause that is shorter ends nothing, and what is between the thresholds does not end the pause', () => {
  expect(heard(...times(10, 0.9), 0.1, 0.4, 0.9).spans).toEqual([{ from: 0, to: 13 }])
  expect(heard(...times(10, 0.9), 0.1, 0.4, 0.4, 0.4, 0.9).spans).toEqual([{ from: 0, to: 10 }])
})

test('two sentences are two spans; what is shorter than a quarter of a second was none', () => {
  const two = heard(...times(5, 0), ...times(20, 1), ...times(30, 0), ...times(10, 1), ...times(10, 0), ...times(7, 1), ...times(10, 0))
  expect(two.spans).toEqual([
    { from: 5, to: 25 },
    { from: 55, to: 65 },
  ])
  expect(two.hearing).toEqual({ speaking: false, speech: 37 * 32, silence: 320 })
})

test('whatever comes, speech and silence are never more than what was heard', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 200 }), (probabilities) => {
      const { hearing, spans } = heard(...probabilities)
      expect(hearing.speech + hearing.silence).toBeLessThanOrEqual(probabilities.length * 32)
      for (const { from, to } of spans) expect(to - from).toBeGreaterThanOrEqual(8)
      for (const [i, { from }] of spans.entries()) expect(from).toBeGreaterThan(spans[i - 1]?.to ?? -1)
    }),
  )
})
