import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createMessages } from '../../src/shared/messages'
import type { DownloadProgress } from '../../src/shared/model-catalogue'
import { percentOf, progressWords, sizeValues } from '../../src/shared/model-words'

const messages = createMessages('en')
const size = (bytes: number): string => messages.say('models.size', sizeValues(bytes))
const at = (received: number, phase: DownloadProgress['phase'] = 'downloading'): DownloadProgress => ({
  id: 'tiny',
  phase,
  received,
  total: 1000,
})

/** Everything that is said while these reports come in. */
function said(reports: readonly DownloadProgress[]): string[] {
  let before: DownloadProgress | null = null
  const words: string[] = []
  for (const report of reports) {
    const said = progressWords(before, report, 'Tiny', size)
    if (said) words.push(messages.say(said.key, said.values))
    before = report
  }
  return words
}

describe('a download by voice', () => {
  test('says that it began and each quarter, and leaves the end to who began it', () => {
    const reports = [at(0, 'listing'), ...Array.from({ length: 11 }, (_, i) => at(i * 100)), at(1000, 'installing')]
    expect(said(reports)).toEqual(['Downloading Tiny, one megabyte.', 'Tiny: 25 percent.', 'Tiny: 50 percent.', 'Tiny: 75 percent.'])
  })

  test('says where it goes on', () => {
    expect(said([at(0, 'listing'), at(600), at(700), at(800)])).toEqual([
      'Going on with the download of Tiny at 60 percent.',
      'Tiny: 75 percent.',
    ])
  })

  test('says nothing of one that was all there', () => {
    expect(said([at(0, 'listing'), at(1000, 'checking'), at(1000)])).toEqual([])
  })

  test('says the last of several quarters that passed at once', () => {
    expect(said([at(0, 'listing'), at(0), at(900)])).toEqual(['Downloading Tiny, one megabyte.', 'Tiny: 75 percent.'])
  })

  test('says at most four things, whatever comes in, and never the same twice', () => {
    const growing = fc.array(fc.integer({ min: 0, max: 1000 })).map((numbers) => numbers.sort((a, b) => a - b).map((n) => at(n)))
    fc.assert(
      fc.property(growing, (reports) => {
        const words = said(reports)
        expect(words.length).toBeLessThanOrEqual(4)
        expect(new Set(words).size).toBe(words.length)
      }),
    )
  })

  test('says a quarter again when a file was thrown away and comes once more', () => {
    expect(said([at(0), at(300), at(200), at(300)])).toEqual(['Downloading Tiny, one megabyte.', 'Tiny: 25 percent.', 'Tiny: 25 percent.'])
  })
})

test.each([
  [1, 'one megabyte'],
  [213_000_000, '213 megabytes'],
  [1_700_000_000, '1.7 gigabytes'],
  [1_000_000_000, 'one gigabyte'],
])('%d bytes are %s', (bytes, words) => {
  expect(size(bytes)).toBe(words)
})

test('per cent never reach a hundred before the end', () => {
  expect(percentOf(999, 1000)).toBe(99)
  expect(percentOf(0, 0)).toBe(0)
})
