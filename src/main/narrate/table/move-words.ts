import type { AnswerSentence } from '../../../shared/answer'
import { cellWords, spokenCell, withPauses } from '../../../shared/cell-words'
import type { Messages, MessageValues } from '../../../shared/messages'
import type { Table } from '../../../shared/table'
import { cellAt, type CellStep } from '../../../shared/table-grid'
import { textLanguage } from '../text-language'
import type { TableMove, TablePlace } from './table-walk'

/** The language of a table as a whole: a cell alone is too short to tell. */
export function tableLanguage({ cells, caption }: Table, otherwise: string): string {
  return textLanguage([caption, ...cells.map(({ text }) => text)].join(' '), otherwise)
}

/**
 * What is said of a move: the table, where it was entered; the cell, the headers that changed, and where it is. Each
 * in its language, one sentence where that is one. Pure.
 *
 * @param from where one was before; null at the first key
 */
export function moveSentences(
  tables: readonly Table[],
  move: Exclude<TableMove, { to: 'nothing' }>,
  from: TablePlace | null,
  step: CellStep,
  messages: Messages,
): AnswerSentence[] {
  const say: Messages['say'] = (key, values) => messages.say(key, values)
  const { place } = move
  const table = tables[place.table]
  const cell = table && cellAt(table, place)
  if (!table || !cell) return []
  const lang = tableLanguage(table, messages.locale)
  const own = (text: string): AnswerSentence => ({ text, lang: messages.locale, source: 'app' })
  const read = (text: string): AnswerSentence => ({ text, lang, source: 'recogniser' })
  if (move.to === 'edge') {
    if (move.next === null) return [own(say('failure.no-such-cell'))]
    return [own(say(step === 'up' ? 'table.start' : 'table.end', { table: move.next + 1, count: tables.length }))]
  }
  const last = move.entered || !from ? undefined : cellAt(table, from)
  const words = cellWords(spokenCell(table, cell, say), last ? spokenCell(table, last, say) : null, say)
  return inOne([
    ...(move.entered ? [own(withPauses([enterWords(tables, place.table, say)]))] : []),
    ...(move.entered && table.caption !== '' ? [read(withPauses([table.caption]))] : []),
    read(withPauses(words.read)),
    own(withPauses([capitalised(words.place)])),
  ])
}

function enterWords(tables: readonly Table[], index: number, say: (key: 'table.enter' | 'table.enter-of', values: MessageValues) => string): string {
  const { rows = 0, columns = 0 } = tables[index] ?? {}
  if (tables.length === 1) return say('table.enter', { rows, columns })
  return say('table.enter-of', { table: index + 1, count: tables.length, rows, columns })
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Neighbours of one language as one sentence: a reader gets them as one message. */
function inOne(sentences: readonly AnswerSentence[]): AnswerSentence[] {
  return sentences.reduce<AnswerSentence[]>((all, sentence) => {
    const last = all.at(-1)
    if (last?.lang !== sentence.lang) return [...all, sentence]
    return [...all.slice(0, -1), { ...last, text: `${last.text} ${sentence.text}`, source: 'recogniser' }]
  }, [])
}
