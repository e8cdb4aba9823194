import type { AnswerSentence } from '../../../shared/answer'
import type { Length } from '../../../shared/engine-protocol'
import type { MessageKey, Messages } from '../../../shared/messages'
import type { TextLine } from '../../../shared/text-line'
import { firstWords, joined, NORMAL_WORDS, recognised } from '../recognised-text'
import type { LineChanges } from './line-changes'
import type { WindowChanges } from './window-changes'
import { ownSentence } from '../own-sentence'

/** Changed lines that are told one by one, by length; the others are counted. */
const PAIRS: Readonly<Record<Length, number>> = { brief: 1, normal: 4, full: Infinity }
const WORDS: Readonly<Record<Length, number>> = { brief: 12, normal: NORMAL_WORDS, full: Infinity }

/** What became of the windows, a sentence each. Pure. */
export function windowSentences({ opened, closed, moved, resized, renamed }: WindowChanges, messages: Messages): AnswerSentence[] {
  const own = (key: MessageKey, values: Record<string, string>): AnswerSentence => ownSentence(messages, key, values)
  return [
    ...opened.map(({ name }) => own('changed.window.opened', { name })),
    ...closed.map(({ name }) => own('changed.window.closed', { name })),
    ...renamed.map(({ before, after }) => own('changed.window.renamed', { name: after.name, before: before.name })),
    ...moved.map(({ window, to }) => own(`changed.window.moved.${to}`, { name: window.name })),
    ...resized.map(({ name }) => own('changed.window.resized', { name })),
  ]
}

/** What became of the text: what changed in its place, what is new, what is gone. Pure. */
export function lineSentences({ changed, added, removed }: LineChanges, length: Length, messages: Messages): AnswerSentence[] {
  const told = changed.slice(0, PAIRS[length])
  const out = told.flatMap(({ before, after }) => pair(before.text.trim(), after.text.trim(), messages))
  const left = changed.length - told.length
  if (left > 0) out.push(own('changed.more-lines', { count: left }, messages))
  return [...out, ...some('changed.added', added, length, messages), ...some('changed.removed', removed, length, messages)]
}

/** "Total: 12 is now Total: 13", in one sentence where all of it is of one language. */
function pair(before: string, after: string, messages: Messages): AnswerSentence[] {
  const whole = { before: before.replace(/[.,;:]$/, ''), after }
  const read = recognised(`${before} ${after}`, messages)
  if (read.lang === messages.locale) return [{ ...read, text: messages.say('changed.line', whole) }]
  return [{ ...read, text: before }, own('changed.is-now', {}, messages), { ...read, text: after }]
}

function some(key: 'changed.added' | 'changed.removed', lines: readonly TextLine[], length: Length, messages: Messages): AnswerSentence[] {
  if (lines.length === 0) return []
  const chosen = firstWords(lines, WORDS[length])
  const left = lines.length - chosen.length
  const text = recognised(joined(chosen), messages)
  const said =
    text.lang === messages.locale
      ? [{ ...text, text: messages.say(key, { text: text.text }) }]
      : [own(key, { text: '' }, messages), text]
  return left > 0 ? [...said, own('answer.more-lines', { count: left }, messages)] : said
}

function own(key: MessageKey, values: Record<string, string | number>, messages: Messages): AnswerSentence {
  return { text: messages.say(key, values).trim(), lang: messages.locale, source: 'app' }
}
