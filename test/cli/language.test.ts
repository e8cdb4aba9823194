import { expect, test } from 'vitest'
import { languageOf } from '../../src/cli/language'

test.each([
  [{}, 'en'],
  [{ LANG: 'de_AT.UTF-8' }, 'de'],
  [{ LANG: 'de_DE.UTF-8', LC_ALL: 'en_GB.UTF-8' }, 'en'],
  [{ LANG: 'de_DE.UTF-8', LC_ALL: 'fr_FR.UTF-8' }, 'en'],
  [{ LANG: 'en_GB.UTF-8', LC_MESSAGES: 'de_DE.UTF-8' }, 'de'],
  [{ LANG: 'en_GB.UTF-8', LANGUAGE: 'fr:de:en' }, 'de'],
  [{ LC_ALL: 'C', LANGUAGE: 'de' }, 'en'],
  [{ LC_ALL: '', LANG: 'de_DE' }, 'de'],
])('%o speaks %s', (env, locale) => {
  expect(languageOf(env)).toBe(locale)
})

test('the flag overrules the system', () => {
  expect(languageOf({ LANG: 'de_DE.UTF-8' }, 'en')).toBe('en')
})
