import type { Cell, Field, Table } from '../../../../shared/table'
import type { TextLine } from '../../../../shared/text-line'
import { captionOf } from './caption'
import { controlsOf, type Control } from './controls'
import { union, type Draft, type DraftCell, type Numbered } from './draft'
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
  const controls = new Map(controlsOf(light, lines.map(({ box }) => box)).map((control) => [control.label, control]))
  const loose = looseTables(rest(), rules)
  // Choices that stand in line make no table, and others do not with them.
  const isForm = loose.some((draft) => isOfChoices(draft, controls))
  const free = rest().filter(({ index }) => !isForm || !controls.has(index))
  for (const draft of isForm ? looseTables(free, rules) : loose) keep(draft)
  const choices = rest().flatMap(({ index, line }): DraftField[] => {
    const control = controls.get(index)
    return control ? [{ label: line.text, value: '', checked: control.checked, box: union([control.box, line.box]), lines: [index] }] : []
  })
  for (const field of choices) take(field.lines)
  const tables = drafts.slice(0, MOST_TABLES).map((draft) => {
    const caption = captionOf(draft, numbered, taken)
    if (caption !== null) taken.add(caption)
    return finished(draft, lines, caption === null ? '' : (lines[caption]?.text ?? ''), light, controls)
  })
  return {
    tables: tables.sort((a, b) => a.box.y - b.box.y || a.box.x - b.box.x),
    fields: [...fields, ...colons, ...choices]
      .sort((a, b) => a.box.y - b.box.y || a.box.x - b.box.x)
      .slice(0, MOST_FIELDS)
      .map((field) => ({ ...field, lines: [...field.lines], confidence: surenessOf(field.marked ? field.lines.slice(0, 1) : field.lines, lines) })),
  }
}

/** Whether check boxes stand in several of its columns, or among other lines of a cell: a table has them in one. */
function isOfChoices({ cells }: Draft, controls: ReadonlyMap<number, Control>): boolean {
  const chosen = cells.filter((cell) => cell.lines.some((index) => controls.has(index)))
  return new Set(chosen.map(({ column }) => column)).size > 1 || chosen.some((cell) => cell.lines.length > 1)
}

/** The least of some lines; 1 of none. */
function surenessOf(indices: readonly number[], lines: readonly TextLine[]): number {
  return Math.min(1, ...indices.map((index) => lines[index]?.confidence ?? 1))
}

function finished(draft: Draft, lines: readonly TextLine[], caption: string, light: Lightness, controls: ReadonlyMap<number, Control>): Table {
  const known: Known[] = draft.cells.map((cell) => ({ cell, text: textOf(cell, lines), ink: inkOfCell(cell, lines, light) }))
  const header = headersOf(draft, known)
  const { rows, columns, ruled, box } = draft
  const cells = known.map(({ cell, text }) => ({
    ...cell,
    text,
    lines: [...cell.lines],
    confidence: surenessOf(cell.lines, lines),
    header: header(cell),
    ...checkedOf(cell, controls),
  }))
  return { rows, columns, ruled, caption, box, cells }
}

/** Whether the check box in a cell is checked, where there is one. */
function checkedOf({ lines }: DraftCell, controls: ReadonlyMap<number, Control>): Pick<Cell, 'checked'> {
  const [control, ...more] = lines.flatMap((index) => controls.get(index) ?? [])
  return control && more.length === 0 ? { checked: control.checked } : {}
}

function textOf(cell: DraftCell, lines: readonly TextLine[]): string {
  return cell.lines.map((index) => lines[index]?.text ?? '').join(' ')
}

function inkOfCell({ lines: [first] }: DraftCell, lines: readonly TextLine[], light: Lightness): Known['ink'] {
  const line = first === undefined ? undefined : lines[first]
  return line ? inkOf(light, line.box) : null
}
