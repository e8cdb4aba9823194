import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { namedText, namingWords } from '../../../src/main/narrate/named-text'
import { createMessages } from '../../../src/shared/messages'
import type { Table } from '../../../src/shared/table'
import type { TextLine } from '../../../src/shared/text-line'
import { textLines } from '../../support/app/scripted-narrator'
import { tableOf } from '../../support/tables'

const MAIL = textLines('Your order 48213 has been shipped', 'Your parcel arrives on Thursday', 'Reply', 'Reply to all', 'Delete')
const said = (question: string, lines: readonly TextLine[] = MAIL, tables: readonly Table[] = []) =>
  namedText(question, { lines, tables, fields: [] }, createMessages('en')).map(({ text }) => text)

test.each([
  ['Is there a Delete button?', 'Delete'],
  ['where is the button delete', 'Delete'],
  ['What is the order number?', 'Your order 48213 has been shipped'],
  ['When does my parcel arrive?', 'Your parcel arrives on Thursday'],
  ['When does my big parcel arrive?', 'Your parcel arrives on Thursday'],
  ['IST DA EIN KNOPF „DELETE“?', 'Delete'],
])('“%s” is told the line that names it', (question, line) => {
  expect(said(question)).toEqual([`I can't tell, but it says: ${line}.`])
})

test('several lines that name it are all told', () => {
  expect(said('Is there a Reply button?')).toEqual(["I can't tell, but it says in 2 places: Reply.", 'Reply to all.'])
})

test('of many the first one is told, and how many there are', () => {
  const lines = Array.from({ length: 9 }, (_, i) => `Comment ${i + 1}`)
  expect(said('Are there comments?', textLines(...lines))).toEqual(["I can't tell, but it is named in 9 places; the first one: Comment 1."])
})

describe.each(['Is there a horse?', 'What is this?', 'Who is it?', '?', '', 'Is it the Dele', 'Is the red bus with the reply late today?'])('“%s”', (question) => {
  test('is told nothing that is not named', () => {
    expect(said(question)).toEqual([])
  })
})

test('a word that only some lines share with the question names nothing', () => {
  expect(said('Is there a reply from the doctor?')).toEqual([])
})

test('in a table the row that names it is told with its headers', () => {
  const { table, lines } = tableOf(['Item | Price', 'Gloves | $17.00', 'Seeds | $11.60'])
  expect(said('How much do the gloves cost?', lines, [table])).toEqual([
    "I can't tell, but it says: Item: Gloves. Price: $17.00.",
  ])
})

test('what could not be read well is unclear', () => {
  const [first] = textLines('Delete')
  expect(said('Is there a delete button?', [{ ...first!, confidence: 0.6 }])).toEqual(["I can't tell, but it says: unclear: Delete."])
})

test('what sort of thing is asked for counts only where nothing else is', () => {
  expect([...namingWords('Is there a Save button?')]).toEqual(['save'])
  expect([...namingWords('Is there a button?')]).toEqual(['button'])
  expect([...namingWords('What is it?')]).toEqual([])
})

test('every line is told to a question that has all of its words', () => {
  fc.assert(
    fc.property(fc.constantFrom(...MAIL), fc.constantFrom('Is there', 'Where is', 'WHO HAS'), (line, before) => {
      expect(said(`${before} ${line.text}?`).join(' ')).toContain(line.text)
    }),
  )
})
