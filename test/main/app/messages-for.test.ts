import { expect, test } from 'vitest'
import { messagesFor } from '../../../src/main/app/messages-for'

const speaks = (locale: 'system' | 'en' | 'de', env: Record<string, string>, preferred: string[] = []) =>
  messagesFor({ locale }, { env, preferred }).locale

test("the user's choice is above the system's", () => {
  expect(speaks('en', { LANG: 'de_DE.UTF-8' }, ['de-DE'])).toBe('en')
  expect(speaks('de', { LANG: 'en_GB.UTF-8' })).toBe('de')
})

test.each([
  ['de', { LANGUAGE: 'de:en', LANG: 'en_US.UTF-8' }, []],
  ['de', { LC_ALL: 'de_AT.UTF-8', LC_MESSAGES: 'en_GB.UTF-8' }, []],
  ['en', { LC_MESSAGES: 'en_GB.UTF-8', LANG: 'de_DE.UTF-8' }, []],
  ['de', { LANG: 'de_DE.UTF-8' }, ['en-GB']],
  ['de', { LANG: 'C.UTF-8' }, ['de-CH']],
  ['de', {}, ['fr-FR', 'de-DE', 'en-US']],
  ['en', {}, ['fr-FR', 'ja-JP']],
] as const)("the system's choice is %s with %j and %j", (locale, env, preferred) => {
  expect(speaks('system', env, [...preferred])).toBe(locale)
})

test('messages are compiled once a language', () => {
  const languages = { env: {}, preferred: ['de'] }
  expect(messagesFor({ locale: 'system' }, languages)).toBe(messagesFor({ locale: 'de' }, languages))
})
