import { describe, expect, test } from 'vitest'
import { textAnswer, type TextQuestion } from '../../../src/main/narrate/ask-reading'
import { readingSentences } from '../../../src/main/narrate/reading'
import { createMessages } from '../../../src/shared/messages'
import type { TextLine } from '../../../src/shared/text-line'
import { hasValue } from '../../../src/main/narrate/table/table-answer'
import { textLines } from '../../support/app/scripted-narrator'
import { choiceOf, fieldOf, tableOf } from '../../support/tables'

const SIGN = textLines('Beware of the dog', 'Please use the bell', 'Thank you')

function answer(question: TextQuestion, lines: readonly TextLine[] = SIGN, locale: 'en' | 'de' = 'en') {
  const options = { length: 'normal', hedge: 'words', messages: createMessages(locale), takenAt: 1, signal: new AbortController().signal } as const
  return textAnswer(question, { lines, tables: [], fields: [] }, options)
}
const said = (...args: Parameters<typeof answer>) => answer(...args).map(({ text }) => text)

test('what it says is said as reading says it', () => {
  expect(answer({ asks: 'text' })).toEqual(readingSentences({ lines: SIGN, tables: [], fields: [] }, 'normal', createMessages('en')))
})

describe('a line', () => {
  test('is said with its place, as fact', () => {
    expect(answer({ asks: 'line', line: 2 })).toEqual([{ text: 'Line 2 of 3: Please use the bell', lang: 'en', source: 'recogniser' }])
  })

  test('is counted from the end, too', () => {
    expect(said({ asks: 'line', line: -1 })).toEqual(['Line 3 of 3: Thank you'])
    expect(said({ asks: 'line', line: -2 })).toEqual(['Line 2 of 3: Please use the bell'])
  })

  test.each([4, -4, 1000])('that is not there (%i) is said not to be, with how many there are', (line) => {
    expect(said({ asks: 'line', line })).toEqual(['There is no such line: 3 lines were read.'])
  })

  test('that could not be read well is unclear', () => {
    const [first] = textLines('Bevvare')
    expect(said({ asks: 'line', line: 1 }, [{ ...first!, confidence: 0.6 }])).toEqual(['Line 1 of 1: unclear: Bevvare'])
  })

  test('keeps its own language where Descry speaks another one', () => {
    expect(answer({ asks: 'line', line: 1 }, textLines('This is the way to the station and not for you'), 'de')).toMatchObject([
      { text: 'Zeile 1 von 1:', lang: 'de' },
      { text: 'This is the way to the station and not for you', lang: 'en' },
    ])
  })
})

test('lines are counted without what is only noise', () => {
  const noise = textLines('x').map((line) => ({ ...line, confidence: 0.2 }))
  expect(said({ asks: 'count' }, [...SIGN, ...noise])).toEqual(['3 lines of text were read.'])
  expect(said({ asks: 'count' }, SIGN.slice(0, 1), 'de')).toEqual(['Eine Zeile Text wurde gelesen.'])
})

describe('words', () => {
  test('are found as whole words, whatever their case', () => {
    expect(said({ asks: 'words', words: 'THE' })).toEqual(['Yes, in 2 lines; the first one: Beware of the dog'])
    expect(said({ asks: 'words', words: 'the bell' })).toEqual(['Yes, in one line: Please use the bell'])
  })

  test.each(['do', 'bells', 'dog please', '…'])('that are not there (%s) are said not to have been read', (words) => {
    expect(said({ asks: 'words', words })).toEqual(['No line that was read says so.'])
  })
})

test('a picture without text says so, whatever is asked of its text', () => {
  const none = ['No text was found.']
  expect([said({ asks: 'text' }, []), said({ asks: 'line', line: 1 }, []), said({ asks: 'count' }, []), said({ asks: 'words', words: 'x' }, [])]).toEqual([none, none, none, none])
})

describe('tables and forms', () => {
  const { table, lines } = tableOf(['Name|Price|Tax', 'Ada|3|1', 'Bob|4|', 'Total|7|1'], { headerColumns: 1 })
  const fields = [fieldOf('Due date:', '4 May', [90, 91]), fieldOf('Signature', '', [92]), choiceOf('Remember me', true, 93), choiceOf('Send news', false, 94)]
  const say = (question: TextQuestion, locale: 'en' | 'de' = 'en', tables = [table]) => {
    const options = { length: 'normal', hedge: 'words', messages: createMessages(locale), takenAt: 1, signal: new AbortController().signal } as const
    return textAnswer(question, { lines, tables, fields }, options).map(({ text }) => text)
  }

  test('the table is read with its headers', () => {
    expect(say({ asks: 'table' }).slice(0, 2)).toEqual(['Table with 3 columns and 4 rows.', 'Name: Ada. Price: 3. Tax: 1.'])
  })

  test('its size is said', () => {
    expect(say({ asks: 'size' })).toEqual(['The table has 4 rows and 3 columns.'])
    expect(say({ asks: 'size' }, 'de')).toEqual(['Die Tabelle hat 4 Zeilen und 3 Spalten.'])
    expect(say({ asks: 'size' }, 'en', [table, table])).toHaveLength(2)
  })

  test('a row is said by its number as places are said, the last one, too, and one that is not there is not', () => {
    expect(say({ asks: 'row', row: 2 })).toEqual(['Row 2.', 'Name: Ada. Price: 3. Tax: 1.'])
    expect(say({ asks: 'row', row: -1 })).toEqual(['Row 4.', 'Name: Total. Price: 7. Tax: 1.'])
    expect(say({ asks: 'row', row: 1 })).toEqual(['Row 1.', 'Name. Price. Tax.'])
    expect(say({ asks: 'row', row: 9 })).toEqual(['The table has only 4 rows.'])
  })

  test('a column is said by name or number, each cell with its row', () => {
    expect(say({ asks: 'column', column: 'price' })).toEqual(['Price. Ada: 3. Bob: 4. Total: 7.'])
    expect(say({ asks: 'column', column: 'third' })).toEqual(['Column 3.', 'Tax. Ada: 1. Bob: empty. Total: 1.'])
    expect(say({ asks: 'column', column: 'weight' })).toEqual(['The table has no such column. Its columns are: Name, Price, Tax.'])
  })

  test('what stands at a label is said: a field’s value, a row, the cell where two labels meet', () => {
    expect(say({ asks: 'value', label: 'due date' })).toEqual(['Due date: 4 May.'])
    expect(say({ asks: 'value', label: 'signature' })).toEqual(['Signature: empty.'])
    expect(say({ asks: 'value', label: 'total' })).toEqual(['Name: Total. Price: 7. Tax: 1.'])
    expect(say({ asks: 'value', label: 'price of bob' })).toEqual(['Bob, Price: 4.'])
    expect(say({ asks: 'value', label: 'tax' })).toEqual(['Tax. Ada: 1. Bob: empty. Total: 1.'])
  })

  test('whether something is checked is said', () => {
    expect(say({ asks: 'value', label: 'remember me' })).toEqual(['Remember me: checked.'])
    expect(say({ asks: 'value', label: 'send news' }, 'de')).toEqual(['Send news: nicht aktiviert.'])
  })

  test('a label that is only like one has no value: the model is asked', () => {
    const read = { lines, tables: [table], fields }
    expect(hasValue('total', read)).toBe(true)
    expect(['totals', 'date', '3', 'price of cleo', '…'].filter((label) => hasValue(label, read))).toEqual([])
  })

  test('where there is no table, that is said', () => {
    expect(say({ asks: 'row', row: 2 }, 'en', [])).toEqual(['No table was found in the picture.'])
  })
})
