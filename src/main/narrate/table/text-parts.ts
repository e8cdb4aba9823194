import { fieldText, withPauses } from '../../../shared/cell-words'
import type { Messages } from '../../../shared/messages'
import type { Field, Table } from '../../../shared/table'
import type { Box, TextLine } from '../../../shared/text-line'
import { NOISE } from '../weight'
import { tableRows, type TableRow } from './row-words'

/** What was read in a picture. */
export interface ReadText {
  readonly lines: readonly TextLine[]
  readonly tables: readonly Table[]
  readonly fields: readonly Field[]
}

/** A line as it is read; a field of a form is one, with its label before it. */
export interface ReadLine extends TextLine {
  /** Which of the picture's lines it is, in order. */
  readonly indices: readonly number[]
}

/** Part of a text, in reading order: lines of one block, or of a form over all of its blocks; or a table. */
export type TextPart =
  | { readonly kind: 'lines'; readonly lines: readonly ReadLine[] }
  | { readonly kind: 'table'; readonly table: Table; readonly rows: readonly TableRow[] }

/** The text in its parts, without noise. Lines in tables are in these alone, and a table's caption goes with it. Pure. */
export function textParts(text: ReadText, messages: Messages): TextPart[] {
  const taken = new Set(text.tables.flatMap((table) => [...linesOf(table), ...captionOf(table, text.lines)]))
  const blocks = new Map<number, ReadLine[]>()
  for (const line of pairedLines(text, taken, messages)) blocks.set(line.block, [...(blocks.get(line.block) ?? []), line])
  const parts = [
    ...formsJoined([...blocks.values()], text.fields).map((lines) => ({ at: lines[0]?.indices[0] ?? 0, part: { kind: 'lines' as const, lines } })),
    ...text.tables.map((table) => {
      const at = Math.min(...linesOf(table))
      return { at, part: { kind: 'table' as const, table, rows: tableRows(table, messages) } }
    }),
  ]
  return parts.sort((a, b) => a.at - b.at).map(({ part }) => part)
}

/** Blocks without a field that stand between two of one form: what is wrong with a value, or a list to choose from. */
const BETWEEN = 1

/** Blocks with those of a form as one: its fields stand so far apart that hardly two are in the same. */
function formsJoined(blocks: readonly ReadLine[][], fields: readonly Field[]): ReadLine[][] {
  const ofFields = new Set(fields.flatMap((field) => field.lines))
  const withField = blocks.flatMap((lines, at) => (lines.some(({ indices }) => indices.some((index) => ofFields.has(index))) ? [at] : []))
  const parts: ReadLine[][] = []
  for (const [at, lines] of blocks.entries()) {
    const before = withField.findLast((one) => one < at) ?? -Infinity
    const next = withField.find((one) => one >= at) ?? Infinity
    const form = next - before <= BETWEEN + 1 ? parts.at(-1) : undefined
    if (form) form.push(...lines)
    else parts.push([...lines])
  }
  return parts
}

/** The area of a part's letters, pixels. */
export function weightOf(part: TextPart, lines: readonly TextLine[]): number {
  const area = ({ box }: { box: Box }): number => box.width * box.height
  if (part.kind === 'lines') return part.lines.reduce((sum, line) => sum + area(line), 0)
  return linesOf(part.table).reduce((sum, index) => sum + (lines[index] ? area(lines[index]) : 0), 0)
}

export const linesOf = ({ cells }: Table): number[] => cells.flatMap((cell) => cell.lines)

/** Where a table's caption stands among the lines. */
function captionOf({ caption, box }: Table, lines: readonly TextLine[]): number[] {
  if (caption === '') return []
  const at = lines.findLastIndex((line) => line.text.trim() === caption.trim() && line.box.y < box.y + box.height)
  return at === -1 ? [] : [at]
}

/** Lines outside of tables; those of a field as "Name: Ada", where its first one stood. */
function pairedLines({ lines, fields }: ReadText, taken: ReadonlySet<number>, messages: Messages): ReadLine[] {
  const isFilledIn = ({ value, checked, marked }: Field): boolean => value !== '' || checked !== undefined || marked === true
  // An empty box below a label may be no field at all where no other is.
  const isForm = fields.filter(isFilledIn).length > 1
  // What stands in one line with its value is a pair as it is.
  const isPair = (field: Field): boolean => (field.value === '' ? isForm || isFilledIn(field) : field.lines.length > 1)
  const pairs = fields.filter((field) => isPair(field) && !field.lines.some((index) => taken.has(index)))
  const byFirst = new Map(pairs.map((field) => [Math.min(...field.lines), field]))
  const inPairs = new Set(pairs.flatMap((field) => field.lines))
  return lines.flatMap((line, index): ReadLine[] => {
    const field = byFirst.get(index)
    if (field) return [{ ...line, text: pairText(field, messages), confidence: field.confidence, box: field.box, indices: [...field.lines].sort((a, b) => a - b) }]
    if (inPairs.has(index) || taken.has(index)) return []
    return [{ ...line, indices: [index] }]
  }).filter((line) => line.confidence >= NOISE)
}

/** A label without the sign that stands behind it. */
export const plainLabel = (label: string): string => label.replace(/[\s:*：]+$/u, '')

function pairText(field: Field, messages: Messages): string {
  const { label } = field
  const state = fieldText(field, (key, values) => messages.say(key, values))
  // A sentence of its own: it does not run on where the next begins with a small letter.
  return withPauses([`${plainLabel(label)}: ${state}`])
}
