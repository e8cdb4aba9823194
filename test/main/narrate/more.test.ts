import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lastSaid, moreText, newClaims } from '../../../src/main/narrate/more'
import { createMessages } from '../../../src/shared/messages'
import type { TextLine } from '../../../src/shared/text-line'
import { fieldOf, tableOf } from '../../support/tables'

const messages = createMessages('en')
const line = (text: string, i: number, confidence = 0.99): TextLine => ({
  text,
  confidence,
  box: { x: 0, y: i * 20, width: 100, height: 16 },
  block: 0,
})
const text = (lines: readonly TextLine[]) => ({ lines, tables: [], fields: [] })
const more = (all: Parameters<typeof moreText>[0], said: readonly string[]) => moreText(all, said, messages).map((sentence) => sentence.text)
const lines = ['Top menu.', 'The headline.', 'First line.', 'Second line.'].map((text, i) => line(text, i))

test('goes on where the last words were, then from the top', () => {
  expect(more(text(lines), ['It says: The headline.'])).toEqual(['First line. Second line. Top menu.'])
})

test('says up to forty words at a time and how many lines are left', () => {
  const many = Array.from({ length: 30 }, (_, i) => line(`Line number ${i} has six words.`, i))
  const first = more(text(many), [])
  expect(first).toHaveLength(2)
  expect(first[0]?.split(/\s+/).length).toBeLessThanOrEqual(40)
  expect(first[1]).toBe('24 more lines.')
})

test('however often it is asked, every line is said once and none is left', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), (count) => {
      const all = Array.from({ length: count }, (_, i) => line(`Row ${i} ends here;`, i))
      const said: string[] = []
      for (let i = 0; i <= count; i++) said.push(...more(text(all), said))
      for (const one of all) expect(said.join(' ').split(one.text)).toHaveLength(2)
      expect(more(text(all), said)).toEqual([])
    }),
  )
})

test('a short line is not said by a longer word that holds it', () => {
  expect(more(text([line('book', 0), line('OK', 1)]), ['It says: bOOKs.', 'book.'])).toEqual(['OK.'])
})

test('a line that was read with doubt is said as such', () => {
  expect(more(text([line('Tota1', 0, 0.7)]), [])[0]).toContain('unclear: Tota1')
})

test('of the model only what is new is said', () => {
  const claims = newClaims(
    [
      { text: 'A dog on a sofa.', lang: 'en', source: 'model' },
      { text: 'The sofa is red and stands at a window.', lang: 'en', source: 'model' },
      { text: 'It says: Beware.', lang: 'en', source: 'recogniser' },
    ],
    ['It looks like a dog on a sofa.'],
  )
  expect(claims.map(({ text }) => text)).toEqual(['The sofa is red and stands at a window.'])
})

describe('a table', () => {
  const { table, lines: cells } = tableOf(['Name|Price', 'Ada|3', 'Bob|3', 'Cleo|5', 'Ada|3'])
  const all = { lines: [...cells, line('After it.', 40)], tables: [table], fields: [] }

  test('goes on by rows, says what it is before its first one, and leaves no equal value or row out', () => {
    expect(more(all, [])).toEqual([
      'Table with 2 columns and 5 rows.',
      'Name: Ada. Price: 3.',
      'Name: Bob. Price: 3.',
      'Name: Cleo. Price: 5.',
      'Name: Ada. Price: 3.',
      'After it.',
    ])
    expect(more(all, ['Table with 2 columns and 5 rows.', 'Name: Ada. Price: 3.'])).toEqual([
      'Name: Bob. Price: 3.',
      'Name: Cleo. Price: 5.',
      'Name: Ada. Price: 3.',
      'After it.',
    ])
  })

  test('is not said to be one twice, though another like it comes', () => {
    const opening = 'Table with 2 columns and 5 rows.'
    expect(more(all, [opening])).not.toContain(opening)
    const other = tableOf(['Name|Age', 'Dan|7', 'Eve|8', 'Finn|9', 'Gil|10'], { from: cells.length })
    const both = { lines: [...cells, ...other.lines], tables: [table, other.table], fields: [] }
    const said = [opening, 'Name: Ada. Price: 3.', 'Name: Bob. Price: 3.', 'Name: Cleo. Price: 5.', 'Name: Ada. Price: 3.']
    expect(more(both, said).slice(0, 2)).toEqual([opening, 'Name: Dan. Age: 7.'])
  })

  test('whose cells were said as any text is not said again', () => {
    const once = tableOf(['Name|Price', 'Ada|3', 'Bob|3', 'Cleo|5'])
    const read = { lines: once.lines, tables: [once.table], fields: [] }
    expect(more(read, ['It says: Name. Price. Ada. 3. Bob. 3.'])).toEqual(['Name: Cleo. Price: 5.'])
  })

  test('however long, is said to its end with nothing twice', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a|1', 'b|2', '|3'), { minLength: 1, maxLength: 80 }), (rows) => {
        const one = tableOf(['Letter|Digit', ...rows])
        const long = { lines: one.lines, tables: [one.table], fields: [] }
        const said: string[] = []
        for (let next = more(long, said); next.length > 0; next = more(long, said)) said.push(...next)
        expect(said.filter((sentence) => sentence.startsWith('Letter: '))).toHaveLength(rows.length)
      }),
    )
  })

  test('counts what is left of it in rows', () => {
    const long = tableOf(['Name|Price', ...Array.from({ length: 20 }, (_, i) => `Person ${i}|${i}`)])
    expect(more({ lines: long.lines, tables: [long.table], fields: [] }, []).at(-1)).toMatch(/^\d+ more rows\.$/)
  })

  test('leads to the row that was said last, not to another one with the same value', () => {
    const index = lastSaid(all, ['Table with 2 columns and 5 rows.', 'Name: Ada. Price: 3.', 'Name: Bob. Price: 3.'], messages)
    expect(all.lines[index]?.text).toBe('Bob')
  })
})

test('a form goes on by its pairs', () => {
  const form = [line('Name', 0), line('Town', 1), line('Ada', 2), line('Ulm', 3)]
  expect(more({ lines: form, tables: [], fields: [fieldOf('Name', 'Ada', [0, 2]), fieldOf('Town', 'Ulm', [1, 3])] }, ['Name: Ada.'])).toEqual(['Town: Ulm.'])
})

test('a field whose label and value a description has said is not said again, but the state of a check box is', () => {
  const form = ['Name', 'Ada', 'Town', 'Ulm', 'Send me', 'the news'].map((words, i) => line(words, i))
  const fields = [fieldOf('Name', 'Ada', [0, 1]), fieldOf('Town', 'Ulm', [2, 3]), { ...fieldOf('Send me the news', '', [4, 5]), checked: true }]
  const said = ['It says: Name. Ada. Send me the news.']
  expect(more({ lines: form, tables: [], fields }, said)).toEqual(['Town: Ulm. Send me the news: checked.'])
})
