import type { AnswerSentence } from '../../shared/answer'
import type { Length } from '../../shared/engine-protocol'
import type { Messages } from '../../shared/messages'
import type { TextLine } from '../../shared/text-line'
import { firstWords, joined, NORMAL_WORDS, recognised } from './recognised-text'
import { tableOpening, type TableRow } from './table/row-words'
import { linesOf, textParts, weightOf, type ReadLine, type ReadText, type TextPart } from './table/text-parts'
import { CLEAR, NOISE } from './weight'

/** `canGoOn`: "more" is a key away; `hints`: how more is had is said, too. */
interface ReadingStyle {
  readonly canGoOn?: boolean
  readonly hints?: boolean
}

/**
 * What "read the text" says: at normal length the main part's first words and where in the text that is, at full
 * length everything in reading order, one sentence a block or a table's row; at brief length one line, or what
 * table it is. The main part may be a table: that is read row by row, each cell with its header.
 */
export function readingSentences(all: ReadText, length: Length, messages: Messages, how: ReadingStyle = {}): AnswerSentence[] {
  const parts = textParts(all, messages)
  if (parts.length === 0) return [own(messages.say('answer.no-text'), messages)]
  if (length === 'full') return parts.flatMap((part) => wholePart(part, messages))
  const main = parts.reduce((most, part) => (weightOf(part, all.lines) > weightOf(most, all.lines) ? part : most))
  return main.kind === 'table' ? tableStart(main, all, length, messages, how) : linesStart(main, all, length, messages, how)
}

/** All of a part. */
export function wholePart(part: TextPart, messages: Messages): AnswerSentence[] {
  if (part.kind === 'lines') return blocksOf(part.lines).map((lines) => recognised(spoken(lines, messages), messages))
  return [...tableOpening(part.table, messages), ...part.rows.map(({ sentence }) => sentence)]
}

/** A form's blocks stay sentences of their own, so that it can be stopped between them. */
function blocksOf(lines: readonly ReadLine[]): ReadLine[][] {
  const blocks = new Map<number, ReadLine[]>()
  for (const line of lines) blocks.set(line.block, [...(blocks.get(line.block) ?? []), line])
  return [...blocks.values()]
}

function linesStart({ lines: main }: Extract<TextPart, { kind: 'lines' }>, all: ReadText, length: Length, messages: Messages, how: ReadingStyle): AnswerSentence[] {
  const chosen = length === 'brief' ? main.slice(0, 1) : firstWords(main, NORMAL_WORDS)
  const indices = chosen.flatMap((line) => line.indices)
  const rest = indices.length < readable(all).length ? linePlace(Math.max(...indices), all, messages, how) : []
  return [recognised(spoken(chosen, messages), messages), ...rest]
}

/** A table's first rows, and where in it, or in the text, that ends. */
export function tableStart(
  { table, rows }: Extract<TextPart, { kind: 'table' }>,
  all: ReadText,
  length: Length,
  messages: Messages,
  how: ReadingStyle,
): AnswerSentence[] {
  const opening = tableOpening(table, messages)
  if (length === 'brief') return opening
  const chosen = firstRows(rows, NORMAL_WORDS)
  const last = chosen.at(-1)
  const said = [...opening, ...chosen.map(({ sentence }) => sentence)]
  if (last && chosen.length < rows.length) {
    const key = how.hints === false ? 'table.row-of-plain' : how.canGoOn ? 'table.row-of-more' : 'table.row-of'
    return [...said, own(messages.say(key, { row: last.row + 1, count: table.rows }), messages)]
  }
  const inTable = new Set(linesOf(table).map((index) => all.lines[index]))
  const isRest = readable(all).some((line) => !inTable.has(line) && line.text.trim() !== table.caption.trim())
  return isRest ? [...said, ...linePlace(Math.max(...linesOf(table)), all, messages, how)] : said
}

/** Whole rows up to a number of words; the first row always. */
function firstRows(rows: readonly TableRow[], words: number): TableRow[] {
  const out: TableRow[] = []
  let count = 0
  for (const row of rows) {
    count += row.sentence.text.split(/\s+/).length
    if (out.length > 0 && count > words) break
    out.push(row)
  }
  return out
}

const readable = ({ lines }: ReadText): TextLine[] => lines.filter((line) => line.confidence >= NOISE)

/** "Line 7 of 21". @param index of the line among all that were read */
function linePlace(index: number, all: ReadText, messages: Messages, { canGoOn = false, hints = true }: ReadingStyle): AnswerSentence[] {
  const lines = readable(all)
  const last = all.lines[index]
  const place = hints ? (canGoOn ? 'answer.line-of-more' : 'answer.line-of') : 'answer.line-of-plain'
  return [own(messages.say(place, { line: (last ? lines.indexOf(last) : 0) + 1, count: lines.length }), messages)]
}

/** Clear lines as they are; each unclear one is named so where it stands. */
export function spoken(lines: readonly TextLine[], messages: Messages): string {
  const marked = lines.map((line) =>
    line.confidence >= CLEAR ? line : { ...line, text: messages.say('answer.unclear', { text: line.text }) },
  )
  return joined(marked)
}

function own(text: string, messages: Messages): AnswerSentence {
  return { text, lang: messages.locale, source: 'app' }
}
