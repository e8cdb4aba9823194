import { describe, expect, test } from 'vitest'
import { FAILURE_CODES } from '../../src/shared/codes'
import { chooseLocale, createMessages, LOCALES, type Locale, type MessageKey } from '../../src/shared/messages'
import { EMPTY_PICTURES } from '../../src/shared/picture'

const locales = Object.keys(LOCALES) as Locale[]
const keys = Object.keys(LOCALES.en) as MessageKey[]

describe.each(locales)('the messages in %s', (locale) => {
  test('are complete', () => {
    expect(keys.filter((key) => !LOCALES[locale][key])).toEqual([])
  })

  test('have no message that the English file lacks', () => {
    expect(Object.keys(LOCALES[locale]).filter((key) => !keys.includes(key as MessageKey))).toEqual([])
  })

  test('name the same values as the English ones', () => {
    // `{name}` and `{name, plural, …}`; a branch may begin with a word and a comma, too.
    const values = (text: string) => [...new Set(text.match(/(?<=\{)\w+(?=\}|, *(?:plural|select|number)\b)/g) ?? [])].sort()
    const differing = keys.filter((key) => String(values(LOCALES[locale][key] ?? '')) !== String(values(LOCALES.en[key])))
    expect(differing).toEqual([])
  })

  test.each(FAILURE_CODES)('say what %s means in a sentence', (code) => {
    const text = createMessages(locale).say(`failure.${code}`, { path: 'picture.png', detail: 'Detail.' })
    expect(text).toMatch(/^[\p{Lu}p].*[.]$/u)
  })

  test.each(EMPTY_PICTURES)('say that a picture is %s', (empty) => {
    expect(createMessages(locale).say(`answer.${empty}`, { colour: 'red' })).toMatch(/\.$/)
  })
})

test('a message with markup in a value is said as it is', () => {
  expect(createMessages('en').say('answer.says', { text: '<b>{x}</b> \'q\'' })).toBe("It says: <b>{x}</b> 'q'")
})

test.each([
  [['de_AT.UTF-8'], 'de'],
  [[undefined, 'fr:de'], 'de'],
  [['C.UTF-8'], 'en'],
  [['en_GB'], 'en'],
  [[], 'en'],
  [['__proto__'], 'en'],
])('%j means the language %s', (wanted, locale) => {
  expect(chooseLocale(wanted)).toBe(locale)
})
