import { describe, expect, test } from 'vitest'
import { Resampler } from '../../../src/renderer/stage/resampler'

/** A tone of that many hertz at a rate. */
const tone = (hz: number, rate: number, seconds: number): Float32Array =>
  Float32Array.from({ length: rate * seconds }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / rate))

/** All of it, given in pieces of so many samples. */
function resampled(sound: Float32Array, from: number, to: number, piece: number): Float32Array {
  const resampler = new Resampler(from, to)
  const out: number[] = []
  for (let at = 0; at < sound.length; at += piece) out.push(...resampler.push(sound.subarray(at, at + piece)))
  return Float32Array.from(out)
}

const level = (sound: Float32Array): number => Math.sqrt(sound.reduce((sum, s) => sum + s * s, 0) / sound.length)

describe.each([48_000, 44_100, 32_000, 22_050, 16_000, 8000])('sound of %i samples a second', (rate) => {
  test('keeps a tone of speech as it is, at its place and level', () => {
    const out = resampled(tone(440, rate, 1), rate, 16_000, rate / 100)
    const same = tone(440, 16_000, 1).subarray(0, out.length)
    expect(out.length).toBeGreaterThan(15_900)
    // The beginning is filtered with the silence before it.
    const worst = Math.max(...out.subarray(100).map((s, i) => Math.abs(s - same[i + 100]!)))
    expect(worst).toBeLessThan(0.003)
  })

  test('is the same in pieces of any length', () => {
    const sound = tone(700, rate, 0.3)
    const whole = resampled(sound, rate, 16_000, sound.length)
    expect(resampled(sound, rate, 16_000, 7)).toEqual(whole)
    expect(resampled(sound, rate, 16_000, 441)).toEqual(whole)
  })

  test('that never changes does not change', () => {
    const out = resampled(new Float32Array(rate).fill(0.25), rate, 16_000, 480)
    expect(Math.max(...out.subarray(200).map((s) => Math.abs(s - 0.25)))).toBeLessThan(1e-4)
  })
})

test('what the new rate cannot carry is taken out, not folded into the speech', () => {
  for (const hz of [9500, 12_000, 20_000]) {
    expect(level(resampled(tone(hz, 48_000, 1), 48_000, 16_000, 480).subarray(200))).toBeLessThan(0.5 / 500)
  }
})
