import { describe, expect, test } from 'vitest'
import { FAILURE_CODES, type FailureCode } from '../../src/shared/codes'
import { createMessages, LOCALES, type Locale } from '../../src/shared/messages'

const locales = Object.keys(LOCALES) as Locale[]

/** Nothing can be done about these, or nothing has to be. */
const NOTHING_TO_DO: ReadonlySet<FailureCode> = new Set<FailureCode>(['cancelled', 'nothing-to-stop', 'nothing-more', 'no-such-answer', 'no-such-cell', 'memory-unavailable', 'login-item-unavailable'])

/** Words of those who make programs, not of those who use them. */
const JARGON = /\b(null|undefined|exception|errno|enoent|eacces|ipc|stdout|stderr|tensor|onnx ?runtime|kv|api|json object|hash|checksum|timeout|thread|process id|socket|buffer|payload|invalid|abort(ed)?|fatal|parse|schema|runtime|daemon|stack|timeout|ungültig|ausnahme|puffer|prüfsumme)\b/i

/** What a sentence is allowed to have that is no word: names of programs, files and kinds of files. */
const NAMES = /\b(descry doctor|descry help|descry again|npm start|speech-dispatcher|pulseaudio-utils|alsa-utils|wl-clipboard|xclip|pipewire|config\.json|tokenizer\.json|DESCRY_MODEL_HOST|X11|WebP)\b/g

const sentences = (text: string): string[] => text.replace(NAMES, 'name').match(/[^.!?;]+[.!?;]+/g) ?? []
const words = (sentence: string): number => sentence.split(/\s+/).filter(Boolean).length

describe.each(locales)('a failure in %s', (locale) => {
  const text = (code: FailureCode): string => createMessages(locale).say(`failure.${code}`, { path: 'picture.png', detail: 'There is no such command.' })

  test.each(FAILURE_CODES)('%s is told in plain words', (code) => {
    const said = text(code)
    expect(said).not.toMatch(JARGON)
    // No code, no path of a program, no sign that a voice would have to spell.
    expect(said.replace(NAMES, 'name').replace('picture.png', 'name')).not.toMatch(/[_{}<>|\\/#@~^*=]|\w-\w+-\w+-|[a-z][A-Z]/)
  })

  test.each(FAILURE_CODES)('%s is told in sentences that can be heard once', (code) => {
    const said = sentences(text(code))
    expect(said.length).toBeGreaterThan(0)
    for (const sentence of said) expect({ sentence, words: words(sentence) <= 26 }).toEqual({ sentence, words: true })
    expect(words(text(code))).toBeLessThanOrEqual(50)
  })

  test.each(FAILURE_CODES.filter((code) => !NOTHING_TO_DO.has(code)))('%s says what to do', (code) => {
    expect(sentences(text(code)).length).toBeGreaterThanOrEqual(2)
  })

  test('no two codes are told in the same words', () => {
    const all = FAILURE_CODES.map(text)
    expect(all.filter((one, i) => all.indexOf(one) !== i)).toEqual([])
  })
})
