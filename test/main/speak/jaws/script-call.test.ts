import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { brailleCall, brailleSpelling } from '../../../../src/main/speak/jaws/script-call'
import { speakable } from '../../../../src/main/speak/speakable'
import { bestFit, parseScript, type Backslash } from '../../../support/speech/jaws-script'

const BACKSLASHES: readonly Backslash[] = ['plain', 'escapes', 'escapes-quotes']

const ATTACKS = [
  'x") RunScript("ShutDownJAWS',
  'x\\") RunScript("ShutDownJAWS',
  'x\\\\") RunScript("ShutDownJAWS',
  'ends with a backslash \\',
  'ends with two \\\\',
  '"',
  '\\"',
  'fullwidth \uFF02) RunScript(\uFF02ShutDownJAWS',
  'primes \u2033) RunScript(\u02BAShutDownJAWS',
  'typographic \u201C) RunScript(\u201DShutDownJAWS',
  'fullwidth backslash \uFF3C\u2216\uFE68',
  "it's",
  '); Beep(); SayString(',
]

test('the parser of the tests sees an attack where nothing is escaped', () => {
  const plain = (text: string) => parseScript(`BrailleString("${text}")`, 'plain')
  expect(plain('x") RunScript("ShutDownJAWS')?.map(({ name }) => name)).toEqual(['BrailleString', 'RunScript'])
  expect(parseScript('BrailleString("a\\")', 'escapes')).toBeUndefined()
  expect(plain(bestFit('x\uFF02) Beep(\uFF02'))).toHaveLength(2)
})

describe.each(BACKSLASHES)('where a backslash %s', (backslash) => {
  const one = (text: string, through: (script: string) => string) =>
    expect(parseScript(through(brailleCall(text)), backslash)).toEqual([
      { name: 'BrailleString', args: [brailleSpelling(text)] },
    ])

  test.each(ATTACKS)('%j is one call with one text, also after a code page', (attack) => {
    one(attack, (script) => script)
    one(attack, bestFit)
  })

  test('random text is one call with one text (500 seeded inputs)', () => {
    const unit = fc.oneof(
      fc.constantFrom('"', '\\', '\\"', '")', 'RunScript("', '\uFF02', '\u201D', '\uFF3C', ';', '\n', '\u02BA', '\u0000'),
      fc.string({ unit: 'binary', maxLength: 8 }),
    )
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 10 }), (parts) => {
        const text = speakable(parts.join(''))
        one(text, (script) => script)
        one(text, bestFit)
      }),
      { numRuns: 500, seed: 20_261_125 },
    )
  })
})

test('text without such signs reaches braille as it is', () => {
  const text = 'Größe 5 × 3, «ja», 100 %, ¥500, it’s 你好, a/b'
  expect(brailleSpelling(text)).toBe(text)
  expect(brailleSpelling('The sign says "Exit", C:\\Temp')).toBe("The sign says 'Exit', C:/Temp")
})
