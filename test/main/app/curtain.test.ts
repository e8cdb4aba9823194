import { expect, test } from 'vitest'
import { curtainSentences } from '../../../src/main/app/curtain'
import { createMessages } from '../../../src/shared/messages'

const said = (reader: Parameters<typeof curtainSentences>[0], locale: 'en' | 'de' = 'en') =>
  curtainSentences(reader, createMessages(locale)).map(({ text }) => text).join(' ')

test.each([
  ['nvda', 'NVDA plus Control plus Escape'],
  ['jaws', 'Insert plus Space, then F11'],
  ['voiceover', 'VO plus Shift plus F11'],
] as const)("with %s running its own key is said", (reader, key) => {
  expect(said(reader)).toContain('The screen curtain is on')
  expect(said(reader)).toContain(key)
})

test.each([null, 'orca', 'narrator'] as const)('with %s, which has no curtain, no key is made up', (reader) => {
  expect(said(reader)).toContain('The screen curtain is on')
  expect(said(reader)).not.toMatch(/plus|F11/)
})

test('every reader has words in both languages, and they carry their language', () => {
  for (const reader of ['nvda', 'jaws', 'voiceover', 'orca', 'narrator', null] as const) {
    for (const locale of ['en', 'de'] as const) {
      const sentences = curtainSentences(reader, createMessages(locale))
      expect(sentences).toHaveLength(2)
      expect(sentences.every(({ lang, text, source }) => lang === locale && text !== '' && source === 'app')).toBe(true)
    }
    expect(said(reader, 'de')).not.toBe(said(reader, 'en'))
  }
})
