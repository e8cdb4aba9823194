import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { walkTables, type TablePlace } from '../../../../src/main/narrate/table/table-walk'
import { moveSentences } from '../../../../src/main/narrate/table/move-words'
import { walkedTables } from '../../../../src/shared/fields-table'
import { createMessages } from '../../../../src/shared/messages'
import { cellAt, headersOf, stepFrom, type CellStep } from '../../../../src/shared/table-grid'
import { choiceOf, fieldOf, tableOf } from '../../../support/tables'

/** Says what each key is answered by. */
function walk(tables: Parameters<typeof walkTables>[0], keys: readonly CellStep[], locale: 'en' | 'de' = 'en'): string[] {
  let from: TablePlace | null = null
  return keys.map((key) => {
    const move = walkTables(tables, from, key)
    if (move.to === 'nothing') return 'nothing'
    const said = moveSentences(tables, move, from, key, createMessages(locale)).map(({ text }) => text)
    from = move.place
    return said.join(' | ')
  })
}

const PRICES = tableOf(['Name|Price', 'Ada|3', 'Bob|'], { caption: 'Prices' }).table
const SALES = tableOf(['|Sales|^', '|North|South', 'May|1|2', 'June|3|4'], { headerRows: 2, headerColumns: 1, spans: { '0,1': [1, 2] } }).table

describe('one table', () => {
  test('is entered at its first cell, told with its size and name, and walked with the headers that change', () => {
    expect(walk([PRICES], ['right', 'right', 'down', 'down', 'left'])).toEqual([
      'Table, 2 columns, 3 rows. Prices. Name. Row 1, column 1.',
      'Price. Row 1, column 2.',
      '3. Row 2, column 2.',
      'empty. Row 3, column 2.',
      'Bob. Name. Row 3, column 1.',
    ])
  })

  test('says so at its edges, and one stays where one is', () => {
    expect(walk([PRICES], ['down', 'left', 'up', 'down']).slice(1)).toEqual([
      'There is no cell on that side.',
      'There is no cell on that side.',
      'Ada. Row 2, column 1.',
    ])
  })

  test('has headers over headers, and says the outer one once', () => {
    expect(walk([SALES], ['right', 'down', 'down', 'right', 'right', 'down']).slice(2)).toEqual([
      'May. Row 3, column 1.',
      '1. Sales, North. Row 3, column 2.',
      '2. Sales, South. Row 3, column 3.',
      '4. June. Row 4, column 3.',
    ])
  })

  test('says which cell spans several, and one comes out of it where one went in', () => {
    expect(walk([SALES], ['right', 'down', 'right', 'right', 'up', 'down', 'up', 'right', 'left']).slice(3)).toEqual([
      'South. Row 2, column 3.',
      'Sales. Spans 2 columns, row 1, column 2.',
      'South. Row 2, column 3.',
      'Sales. Spans 2 columns, row 1, column 2.',
      'There is no cell on that side.',
      'empty. Row 1, column 1.',
    ])
  })

  test('is told in German', () => {
    expect(walk([PRICES], ['right', 'down'], 'de')).toEqual(['Tabelle, 2 Spalten, 3 Zeilen. Prices. Name. Zeile 1, Spalte 1.', 'Ada. Zeile 2, Spalte 1.'])
  })

  test('marks what was hard to read, and says the language of what was read beside its own', () => {
    const { table } = tableOf(['Das ist der Preis|und die Steuer', '3|4'], { confidences: { '1,0': 0.6, '1,1': 0.3 } })
    const move = walkTables([table], { table: 0, row: 0, column: 0, beyond: null }, 'down')
    if (move.to === 'nothing') throw new Error('there is a table')
    expect(moveSentences([table], move, { table: 0, row: 0, column: 0, beyond: null }, 'down', createMessages('en'))).toEqual([
      { text: 'unclear: 3.', lang: 'de', source: 'recogniser' },
      { text: 'Row 2, column 1.', lang: 'en', source: 'app' },
    ])
    expect(walk([table], ['down', 'right', 'down']).at(-1)).toContain('not readable.')
  })
})

describe('what is checked', () => {
  test('stands beside its label in a form, which is not told its state for its name', () => {
    const form = walkedTables([], [fieldOf('Name', 'Ada', [0, 1]), choiceOf('Remember me', true, 2), choiceOf('Send news', false, 3)], 'Form')
    expect(walk(form, ['right', 'right', 'down', 'down'])).toEqual([
      'Table, 2 columns, 3 rows. Form. Name. Row 1, column 1.',
      'Ada. Row 1, column 2.',
      'checked. Remember me. Row 2, column 2.',
      'not checked. Send news. Row 3, column 2.',
    ])
  })

  test('so does what is filled in and cannot be read, as a password: it is not empty', () => {
    const form = walkedTables([], [fieldOf('Name', '', [0]), { ...fieldOf('Password', '', [1]), marked: true }], 'Form')
    expect(walk(form, ['right', 'right', 'down']).slice(1)).toEqual(['empty. Row 1, column 2.', 'not readable. Password. Row 2, column 2.'])
  })

  test('is told of a cell of a table, and not of the headers it gives to others', () => {
    const { table } = tableOf(['Task|Day', 'Milk|Monday', 'Bread|Friday'], { headerColumns: 1 })
    const cells = table.cells.map((cell) => (cell.column === 0 && cell.row > 0 ? { ...cell, checked: cell.row === 1 } : cell))
    expect(walk([{ ...table, cells }], ['down', 'down', 'right', 'down', 'left']).slice(1)).toEqual([
      'Milk, checked. Row 2, column 1.',
      'Monday. Day. Row 2, column 2.',
      'Friday. Bread. Row 3, column 2.',
      'Bread, not checked. Task. Row 3, column 1.',
    ])
  })
})

describe('several tables', () => {
  test('the key that meets the end, pressed again, goes on to the next, and back to the last row of the one before', () => {
    expect(walk([PRICES, SALES], ['down', 'down', 'down', 'down', 'down', 'up', 'up']).slice(3)).toEqual([
      'The table ends here. Press the key again for table 2 of 2.',
      'Table 2 of 2, 3 columns, 4 rows. empty. Row 1, column 1.',
      'The table begins here. Press the key again for table 1 of 2.',
      'Table 1 of 2, 2 columns, 3 rows. Prices. Bob. Name. Row 3, column 1.',
    ])
  })

  test('another key between forgets that the end was met', () => {
    expect(walk([PRICES, SALES], ['down', 'down', 'down', 'down', 'left', 'down']).at(-1)).toBe('The table ends here. Press the key again for table 2 of 2.')
  })
})

test('without a table there is nothing to walk', () => {
  expect(walk([], ['down'])).toEqual(['nothing'])
})

const steps = fc.array(fc.constantFrom<CellStep[]>('left', 'right', 'up', 'down'), { maxLength: 30 })

test('whatever is pressed, one is in a cell; and a way along one line leads back to the cell from which it came', () => {
  const back: Record<CellStep, CellStep> = { left: 'right', right: 'left', up: 'down', down: 'up' }
  fc.assert(
    fc.property(steps, (keys) => {
      let at = { row: 0, column: 0 }
      for (const key of keys) {
        const next = stepFrom(SALES, at, key)
        if (!next) continue
        const returned = stepFrom(SALES, next, back[key])
        expect(returned && cellAt(SALES, returned)).toBe(cellAt(SALES, at))
        at = next
        expect(cellAt(SALES, at)).toBeDefined()
      }
    }),
  )
})

test('a section of its own headers in the middle of a table names the rows below it', () => {
  const { table } = tableOf(['A|B', '1|2', 'C|D', '3|4'])
  const cells = table.cells.map((cell) => (cell.row === 2 ? { ...cell, header: 'column' as const } : cell))
  const mixed = { ...table, cells }
  const under = (row: number) => headersOf(mixed, cells.find((cell) => cell.row === row && cell.column === 0)!).column.map(({ text }) => text)
  expect([under(1), under(3)]).toEqual([['A'], ['C']])
})
