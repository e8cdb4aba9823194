import type { AnswerSentence } from '../../shared/answer'
import type { Messages } from '../../shared/messages'
import type { TextLine } from '../../shared/text-line'
import { firstWords, joined, NORMAL_WORDS, recognised } from './recognised-text'
import { addsNothing } from './repetition'
import { CLEAR, NOISE } from './weight'

/** What was read and not said yet, in reading order from where the last words were, then from the top. Pure. */
export function unsaidLines(lines: readonly TextLine[], said: readonly string[]): TextLine[] {
  const heard = said.join(' ')
  const readable = lines.filter((line) => line.confidence >= NOISE)
  // A comma at the end of what is said becomes a full stop.
  const isSaid = (line: TextLine): boolean => holds(heard, line.text.trim().replace(/,$/, '').trim())
  const last = readable.findLastIndex(isSaid)
  return [...readable.slice(last + 1), ...readable.slice(0, last + 1)].filter((line) => !isSaid(line))
}

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

/** Index of the last line that was said; -1 where none was. Pure. */
export function lastSaid(lines: readonly TextLine[], said: readonly string[]): number {
  const heard = said.join(' ')
  return lines.findLastIndex((line) => holds(heard, line.text.trim()))
}

/**
 * The next piece of the text that an answer left out: up to forty words, and how many lines are left.
 * Empty when everything was said. Pure.
 */
export function moreText(lines: readonly TextLine[], said: readonly string[], messages: Messages): AnswerSentence[] {
  const unsaid = unsaidLines(lines, said)
  if (unsaid.length === 0) return []
  const chosen = firstWords(unsaid, NORMAL_WORDS)
  const marked = chosen.map((line) =>
    line.confidence >= CLEAR ? line : { ...line, text: messages.say('answer.unclear', { text: line.text }) },
  )
  const left = unsaid.length - chosen.length
  const rest = messages.say('answer.more-lines', { count: left })
  return [
    recognised(joined(marked), messages),
    ...(left > 0 ? [{ text: rest, lang: messages.locale, source: 'app' as const }] : []),
  ]
}

/** The model's sentences that say something new beside what was said. Pure. */
export function newClaims(sentences: readonly AnswerSentence[], said: readonly string[]): AnswerSentence[] {
  return sentences.filter(({ source, text }) => source === 'model' && !addsNothing(text, said))
}
