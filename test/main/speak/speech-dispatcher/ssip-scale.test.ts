import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ssipPitch, ssipRate, ssipVolume, ssipWordsPerMinute } from '../../../../src/main/speak/speech-dispatcher/ssip-scale'
import { rateFactor } from '../../../../src/main/speak/speech-synthesis/scale'
import { espeakModuleMissing, startEspeakModule } from '../../../support/speech/espeak-module'
import { loudness, pitch, READING, wordsPerMinute } from '../../../support/speech/measure'

describe('the scales', () => {
  test('words a minute become the rate that was measured to give them', () => {
    expect([106, 158, 217, 397, 560].map(ssipRate)).toEqual([-100, -50, 0, 50, 100])
    expect(ssipRate(298)).toBe(23)
    expect([10, 2000].map(ssipRate)).toEqual([-100, 100])
  })

  test('the words a minute of a rate are those that it was made of', () => {
    for (let wpm = 110; wpm <= 550; wpm += 10) expect(Math.abs(ssipWordsPerMinute(ssipRate(wpm)) - wpm)).toBeLessThanOrEqual(2)
    expect([-100, 0, 100].map(ssipWordsPerMinute)).toEqual([106, 217, 560])
  })

  test('a faster rate is never a lower one', () => {
    for (let wpm = 80; wpm < 550; wpm++) expect(ssipRate(wpm + 1)).toBeGreaterThanOrEqual(ssipRate(wpm))
  })

  test('pitch and volume span the scale', () => {
    expect([-1, 0, 1, 9].map((pitch) => ssipPitch(pitch))).toEqual([-100, 0, 100, 100])
    expect([0, 0.5, 1].map((volume) => ssipVolume(volume))).toEqual([-100, 0, 100])
  })
})

test("a volume is a part of the user's own, and a pitch goes up or down from it", () => {
  expect([0, 0.5, 1].map((volume) => ssipVolume(volume, 0))).toEqual([-100, -50, 0])
  expect([-0.5, 0, 0.5, 1].map((pitch) => ssipPitch(pitch, 30))).toEqual([-20, 30, 80, 100])
})

const skipped = espeakModuleMissing

describe.skipIf(skipped)(`in the samples of Speech Dispatcher's own espeak-ng module ${skipped ?? ''}`, () => {
  let module: Awaited<ReturnType<typeof startEspeakModule>>
  beforeAll(async () => {
    module = await startEspeakModule()
  })
  afterAll(() => module.close())
  const speak = (text: string, settings: Parameters<typeof module.speak>[2]) => module.speak(text, 'en', settings)
  const [text = ''] = READING

  test.each([110, 200, 300, 400, 550])('%i words a minute are that many, within a tenth', async (asked) => {
    const measured = await wordsPerMinute(READING, (words) => speak(words, { rate: ssipRate(asked) }))
    expect(measured / asked).toBeGreaterThan(0.9)
    expect(measured / asked).toBeLessThan(1.1)
  })

  test('80 are 106, the slowest that this voice can, and no faster than asked for 106', async () => {
    const [slowest, next] = [ssipRate(80), ssipRate(106)]
    expect(slowest).toBe(next)
    expect(await wordsPerMinute(READING, (words) => speak(words, { rate: slowest }))).toBeCloseTo(106, -1)
  })

  test("Chromium's factors give the same", async () => {
    // tts_linux.cc: 100 * log10(rate) / log10(3), as a whole number.
    const ssip = (asked: number): number => Math.trunc((100 * Math.log10(rateFactor(asked, 'linux'))) / Math.log10(3))
    for (const asked of [110, 300, 550]) {
      const measured = await wordsPerMinute(READING, (words) => speak(words, { rate: ssip(asked) }))
      expect(measured / asked).toBeGreaterThan(0.9)
      expect(measured / asked).toBeLessThan(1.1)
    }
  })

  test('a higher pitch is a higher voice, by about half an octave and more to each side', async () => {
    const [low, middle, high] = [
      pitch(await speak(text, { pitch: ssipPitch(-1) })),
      pitch(await speak(text, { pitch: ssipPitch(0) })),
      pitch(await speak(text, { pitch: ssipPitch(1) })),
    ]
    expect(middle / low).toBeGreaterThan(1.4)
    expect(high / middle).toBeGreaterThan(1.4)
  })

  test('half the volume is about half as loud, none is silence', async () => {
    const full = loudness(await speak(text, { volume: ssipVolume(1) }))
    const half = loudness(await speak(text, { volume: ssipVolume(0.5) }))
    expect(full - half).toBeGreaterThan(4)
    expect(full - half).toBeLessThan(8)
    expect(loudness(await speak(text, { volume: ssipVolume(0) }))).toBe(-Infinity)
  })
})
