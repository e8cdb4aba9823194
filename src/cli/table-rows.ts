import type { Table } from '../shared/table'

/** A table's rows with their cells: one that spans several places stands at its first and leaves the others empty. Pure. */
export function tableRows({ rows, columns, cells }: Table): string[][] {
  const texts = Array.from({ length: rows }, () => Array.from({ length: columns }, () => ''))
  for (const { row, column, text } of cells) {
    const places = texts[row]
    if (places && column < columns) places[column] = text
  }
  return texts
}
