import type { AnswerSentence } from '../../shared/answer'
import type { Messages } from '../../shared/messages'
import { spoken } from './reading'
import { NORMAL_WORDS, recognised } from './recognised-text'
import { saysAgain } from './repetition'
import { sameLetters, tableOpening, type TableRow } from './table/row-words'
import { textParts, type ReadLine, type ReadText, type TextPart } from './table/text-parts'
import { ownSentence } from './own-sentence'

type TablePart = Extract<TextPart, { kind: 'table' }>

/** What is said at once: a line, a field of a form, or a table's row. */
type Unit = { readonly line: ReadLine } | { readonly row: TableRow; readonly part: TablePart }

const unitsOf = (parts: readonly TextPart[]): Unit[] =>
  parts.flatMap((part): Unit[] => (part.kind === 'lines' ? part.lines.map((line) => ({ line })) : part.rows.map((row) => ({ row, part }))))

/** Tells what was said already, in the order of the text: of equal rows as many as were said. */
function saidAlready(text: ReadText, parts: readonly TextPart[], said: readonly string[], messages: Messages): (unit: Unit) => boolean {
  const heard = said.join(' ')
  const words = ` ${sameLetters(heard)} `
  const sentences = new Set(said)
  const rows = new Map<TableRow, boolean>()
  const left = new Map<string, number>()
  for (const sentence of said) left.set(sentence, (left.get(sentence) ?? 0) + 1)
  for (const part of parts) {
    if (part.kind === 'lines') continue
    // Where it was not read as a table, its cells may have been said in one run, as any text.
    const asTable = [...tableOpening(part.table, messages), ...part.rows.map(({ sentence }) => sentence)].some(({ text }) => sentences.has(text))
    for (const row of part.rows) {
      const sentence = row.sentence.text
      const count = left.get(sentence) ?? 0
      if (count > 0) left.set(sentence, count - 1)
      rows.set(row, count > 0 || (!asTable && words.includes(` ${sameLetters(row.texts.join(' '))} `)))
    }
  }
  // A description says the lines of a field as they stand, "First name. Maria."; a state in words stands nowhere.
  const isSaidApart = (line: ReadLine): boolean => {
    const own = line.indices.map((index) => text.lines[index]?.text ?? '')
    return own.length > 1 && sameLetters(own.join(' ')) === sameLetters(line.text) && own.every((one) => holds(heard, bare(one)))
  }
  return (unit) => ('row' in unit ? (rows.get(unit.row) ?? false) : holds(heard, bare(unit.line.text)) || isSaidApart(unit.line))
}

const bare = (text: string): string => text.trim().replace(/,$/, '').trim()

const WORD_CHARACTER = /[\p{L}\p{N}]/u

/** Whether `text` stands in `heard` as whole words: "OK" is not said by "book". */
function holds(heard: string, text: string): boolean {
  if (text === '') return true
  for (let at = heard.indexOf(text); at >= 0; at = heard.indexOf(text, at + 1)) {
    const beside = [heard.charAt(at - 1), heard.charAt(at + text.length)]
    if (!beside.some((character) => WORD_CHARACTER.test(character))) return true
  }
  return false
}

/** Index of the line that was said last, of a table's row the first one; -1 where none was. Pure. */
export function lastSaid(text: ReadText, said: readonly string[], messages: Messages): number {
  const parts = textParts(text, messages)
  const last = unitsOf(parts).findLast(saidAlready(text, parts, said, messages))
  if (!last) return -1
  return ('row' in last ? last.row.lines[0] : last.line.indices.at(-1)) ?? -1
}

/**
 * The next piece of the text that an answer left out: up to forty words of lines or of a table's rows, from where the
 * last words were and then from the top, and how much is left. Empty when everything was said. Pure.
 */
export function moreText(text: ReadText, said: readonly string[], messages: Messages): AnswerSentence[] {
  const parts = textParts(text, messages)
  const units = unitsOf(parts)
  const isSaid = saidAlready(text, parts, said, messages)
  const last = units.findLastIndex(isSaid)
  const unsaid = [...units.slice(last + 1), ...units.slice(0, last + 1)].filter((unit) => !isSaid(unit))
  if (unsaid.length === 0) return []
  const chosen = firstUnits(unsaid)
  const left = unsaid.slice(chosen.length)
  const isFresh = (part: TablePart): boolean => {
    const [opening] = tableOpening(part.table, messages)
    const first = parts.find((one) => one.kind === 'table' && tableOpening(one.table, messages)[0]?.text === opening?.text)
    return !part.rows.some((row) => isSaid({ row, part })) && !(first === part && said.includes(opening?.text ?? ''))
  }
  return [...sentencesOf(chosen, isFresh, messages), ...leftWords(left, messages)]
}

function firstUnits(units: readonly Unit[]): Unit[] {
  const out: Unit[] = []
  let words = 0
  for (const unit of units) {
    words += ('row' in unit ? unit.row.sentence.text : unit.line.text).split(/\s+/).length
    if (out.length > 0 && words > NORMAL_WORDS) break
    out.push(unit)
  }
  return out
}

/** @param isFresh nothing was said of this table yet: what it is comes first */
function sentencesOf(units: readonly Unit[], isFresh: (part: TablePart) => boolean, messages: Messages): AnswerSentence[] {
  const out: AnswerSentence[] = []
  const opened = new Set<TablePart>()
  let lines: ReadLine[] = []
  const endLines = (): void => {
    if (lines.length > 0) out.push(recognised(spoken(lines, messages), messages))
    lines = []
  }
  for (const unit of units) {
    if ('line' in unit) {
      lines.push(unit.line)
      continue
    }
    endLines()
    if (!opened.has(unit.part) && isFresh(unit.part)) out.push(...tableOpening(unit.part.table, messages))
    opened.add(unit.part)
    out.push(unit.row.sentence)
  }
  endLines()
  return out
}

function leftWords(left: readonly Unit[], messages: Messages): AnswerSentence[] {
  if (left.length === 0) return []
  const key = left.every((unit) => 'row' in unit) ? 'table.more-rows' : 'answer.more-lines'
  return [ownSentence(messages, key, { count: left.length })]
}

/** The model's sentences that say something new beside what was said, and beside one another. Pure. */
export function newClaims(sentences: readonly AnswerSentence[], said: readonly string[]): AnswerSentence[] {
  const claims: AnswerSentence[] = []
  for (const sentence of sentences) {
    const known = [...said, ...claims.map(({ text }) => text)]
    if (sentence.source === 'model' && !saysAgain(sentence.text, known)) claims.push(sentence)
  }
  return claims
}
