import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawingOf } from '../../../../../src/main/engine/text/table/drawing'
import { findTables } from '../../../../../src/main/engine/text/table/find-tables'
import { fieldsSchema, tablesSchema, type Table } from '../../../../../src/shared/table'
import type { TextLine } from '../../../../../src/shared/text-line'
import { drawn, inColumns, lineAt } from './support'

const find = (lines: readonly TextLine[], black: Parameters<typeof drawn>[2] = []): ReturnType<typeof findTables> =>
  findTables(lines, drawingOf(drawn(600, 400, black)))

const textsOf = ({ rows, cells }: Table): string[][] =>
  Array.from({ length: rows }, (_, row) => cells.filter((cell) => cell.row === row).map(({ text }) => text))

const ORDERS = [
  ['Item', 'Units', 'Price'],
  ['Lamp', '12', '$9.50'],
  ['Chair', '3', '$79.00'],
  ['Paper', '', '$4.20'],
  ['Clock', '41', '$18.00'],
]
const PLACE = { left: 40, top: 60, column: 120, row: 30 }

describe('tables by how their texts stand', () => {
  test('numbers under names are a table with headers of columns and rows, and empty cells', () => {
    const [table, ...more] = find(inColumns(ORDERS, PLACE)).tables
    expect(more).toEqual([])
    expect(table && textsOf(table)).toEqual(ORDERS)
    expect(table?.ruled).toBe(false)
    expect(table?.cells.slice(0, 4).map(({ header }) => header)).toEqual(['column', 'column', 'column', 'row'])
    expect(table?.cells.find(({ row, column }) => row === 3 && column === 1)).toMatchObject({ text: '', confidence: 1, lines: [] })
  })

  test('a line above it is its caption and in no cell', () => {
    const lines = [lineAt('Orders of May', [40, 34, 110, 16]), ...inColumns(ORDERS, PLACE)]
    const [table] = find(lines).tables
    expect(table?.caption).toBe('Orders of May')
    expect(table?.cells.flatMap((cell) => cell.lines)).not.toContain(0)
  })

  test('a name over the middle of two columns spans them', () => {
    const rows = [['Town', '2023', '', '2024', ''], ['', 'In', 'Out', 'In', 'Out'], ...[1, 2, 3, 4].map((n) => [`Place ${'abcd'[n - 1] ?? ''}`, `${n}12`, `${n}07`, `${n}45`, `${n}98`])]
    const lines = inColumns(rows.slice(1), { ...PLACE, column: 100 })
    const [above, below] = [lines.find(({ text }) => text === 'In'), lines.find(({ text }) => text === 'Out')]
    if (!above || !below) throw new Error('no columns')
    const left = inColumns([['', '112', '107', '145', '198']], { ...PLACE, column: 100 }).map(({ box }) => box)
    const middle = (a: number, b: number): number => ((left[a]?.x ?? 0) + (left[b]?.x ?? 0) + (left[b]?.width ?? 0)) / 2
    const head = [lineAt('2023', [middle(0, 1) - 16, 30, 32, 16]), lineAt('2024', [middle(2, 3) - 16, 30, 32, 16])]
    const [table] = find([...head, ...lines]).tables
    const spanning = table?.cells.filter(({ columnSpan }) => columnSpan === 2).map(({ text, column, row, header }) => ({ text, column, row, header }))
    expect(spanning).toEqual([
      { text: '2023', column: 1, row: 0, header: 'column' },
      { text: '2024', column: 3, row: 0, header: 'column' },
    ])
  })

  test('a cell of two lines is one cell where rows stand further apart than lines', () => {
    // The row of the second line is higher by it.
    const rows = [...inColumns(ORDERS.slice(0, 2), PLACE), ...inColumns(ORDERS.slice(2), { ...PLACE, top: 60 + 2 * 30 + 18 })]
    const second = lineAt('black', [40, 60 + 30 + 18, 40, 16])
    const [table] = find([...rows, second]).tables
    expect(table && textsOf(table)[1]).toEqual(['Lamp black', '12', '$9.50'])
  })

  test('two columns of words are none', () => {
    const menu = [['New', 'Ctrl+N'], ['Open', 'Ctrl+O'], ['Save', 'Ctrl+S'], ['Close', 'Ctrl+W']]
    expect(find(inColumns(menu, PLACE)).tables).toEqual([])
  })
})

describe('tables by what is drawn', () => {
  /** Lines round all places of a grid. */
  const grid = (rows: number, columns: number): [number, number, number, number][] => [
    ...Array.from({ length: rows + 1 }, (_, row): [number, number, number, number] => [30, 50 + row * 30, columns * 120, 1]),
    ...Array.from({ length: columns + 1 }, (_, column): [number, number, number, number] => [30 + column * 120, 50, 1, rows * 30 + 1]),
  ]

  test('lines round two rows of words make a table', () => {
    const [table] = find(inColumns([['Ann', 'Leeds'], ['Bob', 'Dublin']], PLACE), grid(2, 2)).tables
    expect(table).toMatchObject({ rows: 2, columns: 2, ruled: true })
    expect(table && textsOf(table)).toEqual([['Ann', 'Leeds'], ['Bob', 'Dublin']])
  })

  test('where no line parts two places, one cell spans both', () => {
    const open = grid(3, 3)
    // The line after the first column begins below the first row.
    open[5] = [150, 80, 1, 61]
    const lines = inColumns([['All of it', '', 'b'], ['c', 'd', 'e'], ['f', 'g', 'h']], PLACE)
    const [table] = find(lines, open).tables
    expect(table?.cells[0]).toMatchObject({ text: 'All of it', row: 0, column: 0, rowSpan: 1, columnSpan: 2 })
    expect(table?.cells).toHaveLength(8)
  })

  test('lines from top to bottom alone part columns of words, which are no table without them', () => {
    const rows = [['Ann', 'Leeds', 'tea'], ['Bob', 'Dublin', 'milk'], ['Cleo', 'Oxford', 'water']]
    const down = (to: number): [number, number, number, number][] => [[150, 50, 1, to - 50], [270, 50, 1, to - 50]]
    expect(find(inColumns(rows, PLACE)).tables).toEqual([])
    const [table, ...more] = find([lineAt('Above it', [40, 10, 80, 16]), ...inColumns(rows, PLACE)], down(150)).tables
    expect(more).toEqual([])
    expect(table && textsOf(table)).toEqual(rows)
    expect(table?.ruled).toBe(true)
    // The edges of panes go on below what stands in them.
    expect(find(inColumns(rows, PLACE), down(390)).tables).toEqual([])
  })

  test('a box with words above it is a field, filled in or empty; a button is none', () => {
    const box = (y: number): [number, number, number, number][] => [[40, y, 200, 1], [40, y + 30, 200, 1], [40, y, 1, 31], [240, y, 1, 31]]
    const lines = [lineAt('Name', [38, 30, 44, 16]), lineAt('Ada', [50, 58, 30, 16]), lineAt('Town', [38, 100, 44, 16]), lineAt('Send', [124, 208, 32, 16])]
    const { fields, tables } = find(lines, [...box(50), ...box(120), ...box(200)])
    expect(fields.map(({ label, value, lines: used }) => [label, value, used])).toEqual([['Name', 'Ada', [0, 1]], ['Town', '', [2]]])
    expect(tables).toEqual([])
  })

  const boxAt = (top: number): [number, number, number, number][] => [[40, top, 200, 2], [40, top + 34, 200, 2], [40, top, 2, 36], [238, top, 2, 36]]
  const DOTS = Array.from({ length: 8 }, (_, i): [number, number, number, number] => [50 + i * 10, 65, 6, 6])

  test('a box with the dots of a password is not empty; one with a caret, or with the arrow of a list, is', () => {
    const arrow = [220, 224, 228].map((x): [number, number, number, number] => [x, 215, 2, 6])
    const lines = [lineAt('Password', [40, 30, 70, 16]), lineAt('Town', [40, 100, 36, 16]), lineAt('Country', [40, 180, 60, 16])]
    const { fields } = find(lines, [...boxAt(50), ...DOTS, ...boxAt(120), [50, 128, 1, 18], ...boxAt(200), ...arrow])
    expect(fields.map(({ label, value, marked }) => [label, value, marked])).toEqual([['Password', '', true], ['Town', '', undefined], ['Country', '', undefined]])
  })

  test('dots of a password that were read as letters are none; letters that are hard to read are', () => {
    const letters = [4, 9, 6, 11, 5].map((width, i): [number, number, number, number] => [50 + i * 14, 130, width, 12])
    const lines = [lineAt('Password', [40, 30, 70, 16]), lineAt('eee e e ee', [48, 58, 82, 16], 0.6), lineAt('Town', [40, 100, 36, 16]), lineAt('Ulni', [48, 128, 70, 16], 0.6)]
    const { fields } = find(lines, [...boxAt(50), ...DOTS, ...boxAt(120), ...letters])
    expect(fields.map(({ label, value, marked, confidence, lines: used }) => [label, value, marked, confidence, used])).toEqual([
      ['Password', '', true, 0.98, [0, 1]],
      ['Town', 'Ulni', undefined, 0.6, [2, 3]],
    ])
  })

  test('labels with a colon below each other are fields; one alone, and code, are none', () => {
    const pairs = [lineAt('Name: Ada', [40, 40, 80, 16]), lineAt('Town: Leeds', [40, 64, 90, 16])]
    expect(find(pairs).fields.map(({ label, value }) => `${label}=${value}`)).toEqual(['Name=Ada', 'Town=Leeds'])
    expect(find(pairs.slice(0, 1)).fields).toEqual([])
    expect(find([lineAt('color: red;', [40, 40, 80, 16]), lineAt('margin: 0;', [40, 64, 90, 16])]).fields).toEqual([])
  })
})

test('a pair beside a label is no value of it: each line is in one field', () => {
  const lines = [lineAt('Name:', [40, 40, 50, 16]), lineAt('Town: Leeds', [160, 40, 90, 16]), lineAt('Street:', [40, 64, 60, 16]), lineAt('County: York', [160, 64, 90, 16])]
  const used = find(lines).fields.flatMap((field) => field.lines)
  expect(new Set(used).size).toBe(used.length)
})

test('whatever boxes and lines there are, every place is in one cell and every line used once at most', () => {
  const line = fc.record({ x: fc.integer({ min: -5, max: 580 }), y: fc.integer({ min: -5, max: 390 }), width: fc.integer({ min: 0, max: 300 }), height: fc.integer({ min: 0, max: 60 }), text: fc.constantFrom('', 'Ada', '12', 'Name:', 'Town: Leeds', '$4.00') })
  const stroke = fc.oneof(
    fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 398 }), fc.integer({ min: 20, max: 399 }), fc.constant(1)),
    fc.tuple(fc.integer({ min: 0, max: 598 }), fc.integer({ min: 0, max: 100 }), fc.constant(1), fc.integer({ min: 10, max: 299 })),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), fc.array(stroke, { maxLength: 14 }), (boxes, strokes) => {
      const lines = boxes.map(({ text, x, y, width, height }) => lineAt(text, [x, y, width, height]))
      const { tables, fields } = find(lines, strokes)
      expect(tablesSchema.safeParse(tables).success && fieldsSchema.safeParse(fields).success).toBe(true)
      const used = [...tables.flatMap(({ cells }) => cells), ...fields].flatMap((each) => each.lines)
      expect(new Set(used).size).toBe(used.length)
      for (const { rows, columns, cells } of tables) {
        const places = new Set<string>()
        for (const { row, column, rowSpan, columnSpan } of cells) {
          for (let i = 0; i < rowSpan * columnSpan; i++) places.add(`${row + Math.floor(i / columnSpan)},${column + (i % columnSpan)}`)
        }
        expect(cells.reduce((all, { rowSpan, columnSpan }) => all + rowSpan * columnSpan, 0)).toBe(places.size)
        expect(places.size).toBe(rows * columns)
      }
    }),
    { numRuns: 150 },
  )
})
