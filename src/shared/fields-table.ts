import type { Cell, Field, Table } from './table'

/** Fields of a form as a table of two columns, so that they are walked like one: each label names what is beside it. */
function fieldsTable(fields: readonly Field[], caption: string): Table | null {
  const [first] = fields
  if (!first) return null
  const one = { rowSpan: 1, columnSpan: 1 }
  const cells = fields.flatMap(({ label, value, checked, marked, confidence, box, lines }, row): Cell[] => [
    { ...one, row, column: 0, text: label.replace(/[\s:*：]+$/u, ''), confidence, header: 'row', box, lines },
    { ...one, row, column: 1, text: value, ...(checked === undefined ? {} : { checked }), confidence: marked ? 0 : value === '' ? 1 : confidence, header: null, box, lines },
  ])
  return { rows: fields.length, columns: 2, ruled: false, caption, box: first.box, cells }
}

/** All that is walked by the cell: the tables, then the fields. */
export function walkedTables(tables: readonly Table[], fields: readonly Field[], caption: string): readonly Table[] {
  const form = fieldsTable(fields, caption)
  return form ? [...tables, form] : tables
}
