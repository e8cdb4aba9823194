import { expect, test } from 'vitest'
import { readRecord, recordText } from '../../../src/main/history/kept-record'
import { aRecord } from '../../support/history/a-record'

test('an answer is read as it was written', () => {
  const record = aRecord('A dog.', 'Beware', 'of the dog')
  expect(readRecord(recordText(record))).toEqual(record)
})

test('one that failed has nothing behind it', () => {
  const { answer } = aRecord('The camera is gone.')
  const record = { answer: { ...answer, failed: true }, whole: null }
  expect(readRecord(recordText(record))).toEqual(record)
})

test('an older one, of which only what was said and read is left, keeps that', () => {
  const { answer } = aRecord('A dog.', 'Beware', 'of the dog')
  const record = { answer, whole: null }
  expect(readRecord(recordText(record))).toEqual(record)
})

test('what is told twice is written once', () => {
  const text = recordText(aRecord('A purple dog.', 'Beware'))
  expect([text.split('A purple dog.').length, text.split('Beware').length]).toEqual([2, 2])
})

test.each([
  ['no JSON', 'x'],
  ['something else', '{"a":1}'],
  ['one of a newer Descry', recordText(aRecord('A dog.')).replace('"schema":1', '"schema":2')],
  ['one with more in it', recordText(aRecord('A dog.')).replace('{', '{"html":"<b>",')],
  ['a sentence without a language', recordText(aRecord('A dog.')).replace('"lang":"en"', '"lang":""')],
])('%s is no record', (_, text) => {
  expect(readRecord(text)).toBeNull()
})
