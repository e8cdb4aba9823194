import { LOCALES, type Locale, type MessageKey } from '../../shared/messages'
import type { Punctuation } from '../../shared/settings'

type Level = 'some' | 'most' | 'all'
type SignName = MessageKey extends infer Key ? (Key extends `voice.sign.${infer Name}` ? Name : never) : never

/**
 * Signs by the level from which on they are read out, each level with those before it. The levels are
 * those that NVDA, Orca and Speech Dispatcher share: `some` are the signs that carry meaning of their own,
 * `most` has brackets and quotation marks too, `all` also what a sentence is built with and money, which
 * voices read well by themselves.
 */
const SIGNS: Readonly<Record<Level, Readonly<Record<string, SignName>>>> = {
  some: {
    '@': 'at',
    '#': 'number',
    '%': 'percent',
    '&': 'and',
    '*': 'star',
    '+': 'plus',
    '−': 'minus',
    '=': 'equals',
    '/': 'slash',
    '\\': 'backslash',
    '<': 'less',
    '>': 'greater',
    '×': 'times',
    '÷': 'divided',
    '±': 'plus-minus',
    '°': 'degrees',
    '§': 'section',
    '©': 'copyright',
    '®': 'registered',
    '™': 'trademark',
    '→': 'right-arrow',
    '←': 'left-arrow',
    '↑': 'up-arrow',
    '↓': 'down-arrow',
    '✓': 'check',
  },
  most: {
    '(': 'left-paren',
    ')': 'right-paren',
    '[': 'left-bracket',
    ']': 'right-bracket',
    '{': 'left-brace',
    '}': 'right-brace',
    '"': 'quote',
    '“': 'left-quote',
    '”': 'right-quote',
    '„': 'low-quote',
    '«': 'left-guillemet',
    '»': 'right-guillemet',
    ';': 'semicolon',
    ':': 'colon',
    _: 'underscore',
    '|': 'bar',
    '~': 'tilde',
    '^': 'caret',
    '`': 'backtick',
    '•': 'bullet',
    '–': 'dash',
    '—': 'long-dash',
    '…': 'ellipsis',
  },
  all: {
    '.': 'dot',
    ',': 'comma',
    '!': 'exclamation',
    '?': 'question',
    "'": 'apostrophe',
    '‘': 'left-single-quote',
    '’': 'right-single-quote',
    '-': 'hyphen',
    '$': 'dollar',
    '€': 'euro',
    '£': 'pound',
    '¥': 'yen',
  },
}

/** At a word's end these stay behind their names, for the pauses and the tune that a voice makes of them. */
const PAUSES = '.,;:!?…'

const NAMED: Readonly<Record<Level, Readonly<Record<string, SignName>>>> = {
  some: SIGNS.some,
  most: { ...SIGNS.some, ...SIGNS.most },
  all: { ...SIGNS.some, ...SIGNS.most, ...SIGNS.all },
}

/** One sign, or the same one again and again, as lines of text are drawn with it. */
const RUN = /([^\p{L}\p{N}\s])\1*/gu
/** From so many on a run is counted: "12 times hyphen". */
const COUNTED = 3

/**
 * A text with its signs in words, for voices that cannot be told to read them: letters and digits stay as
 * they are, and so do apostrophes inside words and the signs inside numbers. The names are those of the
 * text's own language; a text in a language that has none is left to its voice. Pure.
 *
 * @param lang BCP 47
 */
export function readSigns(text: string, lang: string, punctuation: Punctuation): string {
  const locale = localeOf(lang)
  if (punctuation === 'voice' || punctuation === 'none' || locale === undefined) return text
  const names = NAMED[punctuation]
  const read = text.replace(RUN, (run: string, sign: string, at: number) => {
    const name = names[sign]
    if (name === undefined) return run
    const times = [...run].length
    if (times === 1 && inside(text, at, sign)) return run
    const pause = PAUSES.includes(sign) && /\s/.test(text[at + run.length] ?? ' ')
    return ` ${named(name, times, locale)}${pause ? sign : ''} `
  })
  return read.replace(/ {2,}/g, ' ').trim()
}

/** "don’t", "3.5", "10:30" and "1,000" are one word to a voice. */
function inside(text: string, at: number, sign: string): boolean {
  const around = `${text[at - 1] ?? ' '}${text[at + 1] ?? ' '}`
  if ("'’".includes(sign)) return /^\p{L}{2}$/u.test(around)
  return '.,:'.includes(sign) && /^\p{N}{2}$/u.test(around)
}

function named(name: SignName, times: number, locale: Locale): string {
  const word = say(`voice.sign.${name}`, locale)
  if (times < COUNTED) return Array.from({ length: times }, () => word).join(' ')
  return `${times} ${say('voice.sign-times', locale)} ${word}`
}

const say = (key: MessageKey, locale: Locale): string => LOCALES[locale][key] ?? LOCALES.en[key]

function localeOf(lang: string): Locale | undefined {
  const language = lang.split(/[-_]/)[0]?.toLowerCase() ?? ''
  return Object.hasOwn(LOCALES, language) ? (language as Locale) : undefined
}
