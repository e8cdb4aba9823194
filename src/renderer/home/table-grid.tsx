import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { cellText } from '../../shared/cell-words'
import type { Cell, Table } from '../../shared/table'
import { cellAt, headersOf, stepFrom, type CellStep, type GridPlace } from '../../shared/table-grid'
import { usePage } from '../page-context'

const STEPS: Readonly<Record<string, CellStep>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' }
const ROLES = { column: 'columnheader', row: 'rowheader' } as const

/** The id of a cell, by which the text view gives it the focus. */
export const cellId = (index: number, { row, column }: GridPlace): string => `table-${index}-${row}-${column}`

/** Where Home and End go: in the row, or with Control in the whole table. */
function endOf({ rows, columns }: Table, { row }: GridPlace, key: string, whole: boolean): GridPlace | null {
  if (key === 'Home') return { row: whole ? 0 : row, column: 0 }
  if (key === 'End') return { row: whole ? rows - 1 : row, column: columns - 1 }
  return null
}

interface TableGridProps {
  /** Its number among the tables of the answer, from 0. */
  readonly index: number
  readonly count: number
  readonly table: Table
  readonly lang: string | undefined
}

/**
 * A table of the answer, one tab stop: arrow keys go from cell to cell, each with its headers for whoever reads it.
 * A cell that spans several is left on the other side, in the row or column along which one came.
 */
export function TableGrid({ index, count, table, lang }: TableGridProps) {
  const { say } = usePage()
  const [at, setAt] = useState<GridPlace>({ row: 0, column: 0 })
  /** How often there was no cell on the side to which a key led; null while one goes on. */
  const [edge, setEdge] = useState<number | null>(null)
  const grid = useRef<HTMLTableElement>(null)
  const captionId = useId()
  const here = cellAt(table, at)

  function go(to: GridPlace): void {
    const cell = cellAt(table, to)
    if (!cell) return
    setEdge(null)
    setAt(to)
    grid.current?.querySelector<HTMLElement>(`#${cellId(index, cell)}`)?.focus()
  }
  function press(event: KeyboardEvent): void {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event
    if (altKey || shiftKey || metaKey) return
    const step = ctrlKey ? undefined : STEPS[key]
    const to = step ? stepFrom(table, at, step) : endOf(table, at, key, ctrlKey)
    if (!step && !to) return
    event.preventDefault()
    if (to) go(to)
    else setEdge((times) => (times ?? 0) + 1)
  }
  const cellsOf = (row: number): Cell[] => table.cells.filter((cell) => cell.row === row).sort((a, b) => a.column - b.column)

  return (
    <div className="table-grid">
      <div className="table-frame">
        <table
          ref={grid}
          role="grid"
          aria-labelledby={captionId}
          aria-readonly="true"
          aria-rowcount={table.rows}
          aria-colcount={table.columns}
          onKeyDown={press}
          onBlur={() => setEdge(null)}
        >
          <caption id={captionId} lang={table.caption === '' ? undefined : lang} dir="auto">
            {table.caption || say('table.view.name', { table: index + 1, count })}
          </caption>
          <tbody role="rowgroup">
            {Array.from({ length: table.rows }, (_, row) => (
              <tr key={row} role="row" aria-rowindex={row + 1}>
                {cellsOf(row).map((cell) => (
                  <GridCell
                    key={cell.column}
                    {...{ index, table, cell, lang }}
                    isHere={cell === here}
                    // Not where one is in it already: the way through a cell that spans several is kept.
                    enter={() => setAt((now) => (cellAt(table, now) === cell ? now : cell))}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {edge !== null && (
        <p key={edge} className="error-text" role="alert">
          {say('failure.no-such-cell')}
        </p>
      )}
    </div>
  )
}

interface GridCellProps {
  readonly index: number
  readonly table: Table
  readonly cell: Cell
  readonly lang: string | undefined
  readonly isHere: boolean
  /** It has the focus: by a click, or because a reader went there. */
  readonly enter: () => void
}

function GridCell({ index, table, cell, lang, isHere, enter }: GridCellProps) {
  const { say } = usePage()
  const headers = headersOf(table, cell)
  // A corner in which nothing stands names nothing.
  const header = cell.text === '' ? null : cell.header
  const Tag = header ? 'th' : 'td'
  return (
    <Tag
      id={cellId(index, cell)}
      role={header ? ROLES[header] : 'gridcell'}
      scope={header === 'column' ? 'col' : (header ?? undefined)}
      headers={[...headers.column, ...headers.row].filter(({ text }) => text !== '').map((one) => cellId(index, one)).join(' ') || undefined}
      rowSpan={cell.rowSpan}
      colSpan={cell.columnSpan}
      aria-colindex={cell.column + 1}
      tabIndex={isHere ? 0 : -1}
      lang={lang}
      dir="auto"
      onFocus={enter}
    >
      {cellText(cell, say)}
    </Tag>
  )
}
