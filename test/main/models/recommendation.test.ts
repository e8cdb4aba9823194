import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CATALOGUE } from '../../../src/main/models/catalogue'
import { recommend, type MachineFacts } from '../../../src/main/models/recommendation'
import { descriptionSeconds, type Measured } from '../../../src/main/models/speed-estimate'
import type { CatalogueEntry } from '../../../src/shared/model-catalogue'
import { createMessages } from '../../../src/shared/messages'
import { recommendationWords, sizeValues, verdictWords } from '../../../src/shared/model-words'

const GB = 1e9
const RESERVE = 0.2 * GB
const MODELS = CATALOGUE.models
const size = ({ id }: { id: string }): number => MODELS.find((model) => model.id === id)!.millionParameters

/** A laptop of some years, with descry-nano measured as in docs/performance.md. */
const LAPTOP: MachineFacts = {
  firstTokenSeconds: 0.03,
  tokensPerSecond: 400,
  modelInUse: 'descry-nano',
  freeMemory: 6 * GB,
  totalMemory: 8 * GB,
  freeDisk: 50 * GB,
  languages: ['en-GB'],
}

const facts = fc.record<MachineFacts>({
  firstTokenSeconds: fc.option(fc.double({ min: 0.001, max: 10, noNaN: true })),
  tokensPerSecond: fc.option(fc.double({ min: 0.1, max: 5000, noNaN: true })),
  modelInUse: fc.constantFrom('descry-nano', 'smolvlm-256m-instruct', 'gone'),
  freeMemory: fc.double({ min: 0, max: 64 * GB, noNaN: true }),
  totalMemory: fc.double({ min: 0, max: 64 * GB, noNaN: true }),
  freeDisk: fc.double({ min: 0, max: 500 * GB, noNaN: true }),
  languages: fc.constantFrom(['en'], ['de-AT', 'en'], ['xx'], []),
})
const installed = fc.subarray(MODELS.map(({ id }) => id)).map((ids) => ['descry-nano', ...ids])
const suggest = (on: MachineFacts, there: readonly string[] = ['descry-nano']) =>
  recommend(CATALOGUE.box, MODELS, there, on, RESERVE)
const chosen = (on: MachineFacts, there?: readonly string[]): CatalogueEntry | undefined =>
  MODELS.find(({ id }) => id === suggest(on, there).id)

describe('what is recommended for a machine', () => {
  test('fits its memory and its disk, needs no consent and is not there yet', () => {
    fc.assert(
      fc.property(facts, installed, (on, there) => {
        const model = chosen(on, there)
        if (!model) return
        expect(model.memory).toBeLessThanOrEqual(on.freeMemory)
        expect(model.memory).toBeLessThanOrEqual(on.totalMemory / 2)
        expect(model.downloadSize + RESERVE).toBeLessThanOrEqual(on.freeDisk)
        expect(model.licence.needsConsent).toBe(false)
        expect(there).not.toContain(model.id)
      }),
    )
  })

  test('is never smaller because the machine is faster', () => {
    const measured = facts.filter(
      (on) => on.firstTokenSeconds !== null && on.tokensPerSecond !== null && on.modelInUse !== 'gone',
    )
    fc.assert(
      fc.property(measured, fc.double({ min: 1, max: 20, noNaN: true }), (on, times) => {
        const faster = { ...on, firstTokenSeconds: on.firstTokenSeconds! / times, tokensPerSecond: on.tokensPerSecond! * times }
        const before = chosen(on)
        const after = chosen(faster)
        if (!before) return
        expect(after).toBeDefined()
        // The one that speaks the user's language may take the place of a larger one that does not.
        if (on.languages[0] === 'en') expect(size(after!)).toBeGreaterThanOrEqual(size(before))
      }),
    )
  })

  test('has a verdict for every model, with a sentence in every language', () => {
    fc.assert(
      fc.property(facts, installed, fc.constantFrom('en' as const, 'de' as const), (on, there, locale) => {
        const messages = createMessages(locale)
        const say = (bytes: number): string => messages.say('models.size', sizeValues(bytes))
        const recommendation = suggest(on, there)
        expect(recommendation.candidates.map(({ id }) => id)).toEqual(MODELS.map(({ id }) => id))
        const words = [recommendationWords(recommendation, say), ...recommendation.candidates.map(verdictWords)]
        for (const { key, values } of words) expect(messages.say(key, values)).toMatch(/^\p{L}[^{}]*\.$/u)
      }),
    )
  })

  test('is said in one sentence with the seconds and the size', () => {
    const messages = createMessages('en')
    const say = (bytes: number): string => messages.say('models.size', sizeValues(bytes))
    const only = recommend(CATALOGUE.box, MODELS.slice(0, 1), ['descry-nano'], LAPTOP, RESERVE)
    const { key, values } = recommendationWords(only, say)
    expect(messages.say(key, values)).toBe(
      'SmolVLM 256M would describe a picture in about 2 seconds here; it is a download of 213 megabytes.',
    )
  })

  test('is nothing where nothing fits, and the verdicts say why', () => {
    const tiny = suggest({ ...LAPTOP, freeMemory: 0.3 * GB })
    expect(tiny.id).toBeNull()
    expect(new Set(tiny.candidates.map(({ verdict }) => verdict))).toEqual(new Set(['memory']))
    expect(new Set(suggest({ ...LAPTOP, freeDisk: 0.3 * GB }).candidates.map(({ verdict }) => verdict))).toEqual(new Set(['disk']))
    const slow = suggest({ ...LAPTOP, firstTokenSeconds: 3, tokensPerSecond: 4, freeMemory: 32 * GB, totalMemory: 64 * GB })
    expect(slow.id).toBeNull()
    expect(new Set(slow.candidates.map(({ verdict }) => verdict))).toEqual(new Set(['slow']))
  })

  test('is never a model whose licence must be accepted, however fast the machine is', () => {
    const fast = { ...LAPTOP, firstTokenSeconds: 0.002, tokensPerSecond: 4000, freeMemory: 60 * GB, totalMemory: 64 * GB }
    const offered = suggest(fast)
    expect(offered.id).toBe('qwen3.5-0.8b')
    expect(offered.candidates.find(({ id }) => id === 'lfm3-vl-2b')?.verdict).toBe('consent')
  })

  test('takes no more than half of all memory, even where nothing else runs', () => {
    const small = suggest({ ...LAPTOP, freeMemory: 3 * GB, totalMemory: 3 * GB })
    expect(small.candidates.find(({ id }) => id === 'qwen3.5-0.8b')?.verdict).toBe('memory')
    expect(small.candidates.find(({ id }) => id === 'smolvlm-256m-instruct')?.verdict).toBe('fits')
  })

  test('is the smallest download before anything was measured', () => {
    expect(suggest({ ...LAPTOP, tokensPerSecond: null }).id).toBe('smolvlm-256m-instruct')
    expect(suggest({ ...LAPTOP, modelInUse: 'gone' }).candidates.every(({ seconds }) => seconds === null)).toBe(true)
  })

  test('is one that speaks the user’s language', () => {
    expect(chosen({ ...LAPTOP, languages: ['de'] })?.languages).toContain('de')
  })

  test('is nothing where the best is there already', () => {
    expect(suggest(LAPTOP, ['descry-nano', 'qwen3.5-0.8b']).id).toBeNull()
  })
})

describe('the estimate', () => {
  const nano: Measured = { gigaflops: 2.3, millionParameters: 7.9, firstTokenSeconds: 0.03, secondsPerToken: 1 / 400 }

  test('gives a machine’s own measurement back for the model that was measured', () => {
    expect(descriptionSeconds(nano, nano)).toBeCloseTo(0.03 + 40 / 400, 6)
  })

  test.each([
    { size: '256M', model: { gigaflops: 238, millionParameters: 135 }, seconds: 0.831 + 40 * 0.0115 },
    { size: '500M', model: { gigaflops: 275, millionParameters: 360 }, seconds: 0.94 + 40 * 0.0222 },
  ])('is what docs/performance.md measured for SmolVLM-$size, within a quarter', ({ model, seconds }) => {
    expect(descriptionSeconds(model, nano)).toBeGreaterThan(seconds * 0.75)
    expect(descriptionSeconds(model, nano)).toBeLessThan(seconds * 1.25)
  })

  test('grows with the model and with the machine’s slowness', () => {
    const positive = fc.double({ min: 0.01, max: 5000, noNaN: true })
    fc.assert(
      fc.property(positive, positive, fc.double({ min: 1.01, max: 10, noNaN: true }), (gigaflops, millionParameters, times) => {
        const model = { gigaflops, millionParameters }
        const base = descriptionSeconds(model, nano)
        const larger = { gigaflops: gigaflops * times, millionParameters: millionParameters * times }
        const slower = { ...nano, firstTokenSeconds: nano.firstTokenSeconds * times, secondsPerToken: nano.secondsPerToken * times }
        expect(descriptionSeconds(larger, nano)).toBeGreaterThan(base)
        expect(descriptionSeconds(model, slower)).toBeCloseTo(base * times, 6)
      }),
    )
  })
})
