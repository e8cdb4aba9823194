import type { Field, Table } from '../../../../shared/table'
import type { TextLine } from '../../../../shared/text-line'
import { captionOf } from './caption'
import type { Draft, DraftCell, Numbered } from './draft'
import { boxedFields, colonFields, type DraftField } from './fields'
import { framesOf } from './frames'
import { headersOf, type Known } from './headers'
import { inkOf } from './ink'
import type { Drawing } from './drawing'
import type { Lightness } from './lightness'
import { looseTables } from './loose-table'
import { ruledTable } from './ruled-table'
import { rulesOf } from './rules'

/** As the protocol has it. */
const MOST_TABLES = 100
const MOST_FIELDS = 500

interface Found {
  /** Top to bottom, as are the fields. */
  readonly tables: Table[]
  readonly fields: Field[]
}

/**
 * Tables and fields of a picture, by its lines and by what is drawn between them. A line is in one cell or
 * field at most; their `lines` are places in `lines`.
 */
export function findTables(lines: readonly TextLine[], drawing: Drawing): Found {
  if (lines.length < 2) return { tables: [], fields: [] }
  const { light, runs } = drawing
  const rules = rulesOf(runs, lines.map(({ box }) => box))
  const numbered = lines.map((line, index) => ({ index, line }))
  const taken = new Set<number>()
  const rest = (): Numbered[] => numbered.filter(({ index }) => !taken.has(index))
  const take = (indices: readonly number[]): void => indices.forEach((index) => taken.add(index))
  const drafts: Draft[] = []
  const keep = (draft: Draft): void => {
    drafts.push(draft)
    take(draft.cells.flatMap((cell) => cell.lines))
  }
  const frames = framesOf(rules)
  for (const frame of frames) {
    const draft = ruledTable(frame, rest())
    if (draft) keep(draft)
  }
  const fields: DraftField[] = boxedFields(rest(), frames, rules, light)
  for (const field of fields) take(field.lines)
  const colons = colonFields(rest())
  for (const field of colons) take(field.lines)
  looseTables(rest(), rules).forEach(keep)
  const tables = drafts.slice(0, MOST_TABLES).map((draft) => {
    const caption = captionOf(draft, numbered, taken)
    if (caption !== null) taken.add(caption)
    return finished(draft, lines, caption === null ? '' : (lines[caption]?.text ?? ''), light)
  })
  return {
    tables: tables.sort((a, b) => a.box.y - b.box.y || a.box.x - b.box.x),
    fields: [...fields, ...colons]
      .sort((a, b) => a.box.y - b.box.y || a.box.x - b.box.x)
      .slice(0, MOST_FIELDS)
      .map((field) => ({ ...field, lines: [...field.lines], confidence: surenessOf(field.lines, lines) })),
  }
}

/** The least of some lines; 1 of none. */
function surenessOf(indices: readonly number[], lines: readonly TextLine[]): number {
  return Math.min(1, ...indices.map((index) => lines[index]?.confidence ?? 1))
}

function finished(draft: Draft, lines: readonly TextLine[], caption: string, light: Lightness): Table {
  const known: Known[] = draft.cells.map((cell) => ({ cell, text: textOf(cell, lines), ink: inkOfCell(cell, lines, light) }))
  const header = headersOf(draft, known)
  const { rows, columns, ruled, box } = draft
  const cells = known.map(({ cell, text }) => ({
    ...cell,
    text,
    lines: [...cell.lines],
    confidence: surenessOf(cell.lines, lines),
    header: header(cell),
  }))
  return { rows, columns, ruled, caption, box, cells }
}

function textOf(cell: DraftCell, lines: readonly TextLine[]): string {
  return cell.lines.map((index) => lines[index]?.text ?? '').join(' ')
}

function inkOfCell({ lines: [first] }: DraftCell, lines: readonly TextLine[], light: Lightness): Known['ink'] {
  const line = first === undefined ? undefined : lines[first]
  return line ? inkOf(light, line.box) : null
}
