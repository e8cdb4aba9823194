import type { AnswerSentence } from '../../shared/answer'
import type { Messages } from '../../shared/messages'
import type { TextLine } from '../../shared/text-line'
import type { NarrateOptions } from './narrator'
import type { Question } from './question'
import { readingSentences } from './reading'
import { recognised } from './recognised-text'
import { tableAnswer } from './table/table-answer'
import type { ReadText } from './table/text-parts'
import { CLEAR, NOISE } from './weight'

/** The questions that the recogniser answers. */
export type TextQuestion = Exclude<Question, { asks: 'description' | 'open' }>

/** Whether the recogniser answers it, whatever was read: a label may also be asked for that stands nowhere. */
export function isTextQuestion(question: Question): question is Exclude<TextQuestion, { asks: 'value' }> {
  return question.asks !== 'open' && question.asks !== 'description' && question.asks !== 'value'
}

/** What the recogniser's lines answer to a question about the text, as fact. Pure. */
export function textAnswer(question: TextQuestion, all: ReadText, options: NarrateOptions): AnswerSentence[] {
  const { messages, length } = options
  const lines = all.lines.filter((line) => line.confidence >= NOISE)
  if (question.asks === 'text' || lines.length === 0) return readingSentences(all, length, messages, options)
  switch (question.asks) {
    case 'count':
      return [own(messages.say('ask.lines', { count: lines.length }), messages)]
    case 'line':
      return oneLine(question.line, lines, messages)
    case 'words':
      return withWords(question.words, lines, messages)
    default:
      return tableAnswer(question, all, options)
  }
}

/** @param number from 1; -1 is the last */
function oneLine(number: number, lines: readonly TextLine[], messages: Messages): AnswerSentence[] {
  const index = number > 0 ? number - 1 : lines.length + number
  const line = lines[index]
  const count = lines.length
  if (!line) return [own(messages.say('ask.no-line', { count }), messages)]
  return framed(messages.say('ask.line', { line: index + 1, count }), line, messages)
}

function withWords(words: string, lines: readonly TextLine[], messages: Messages): AnswerSentence[] {
  const wanted = letters(words)
  const found = lines.filter((line) => letters(line.text).includes(wanted))
  const [first] = found
  if (!first || wanted.trim() === '') return [own(messages.say('ask.words-missing'), messages)]
  return framed(messages.say('ask.words-there', { count: found.length }), first, messages)
}

/** Words between single spaces, so that "art" is not found in "start". */
function letters(text: string): string {
  return ` ${(text.toLowerCase().normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `
}

/** Words of Descry's own before a line, in one sentence where both are of one language. */
function framed(frame: string, line: TextLine, messages: Messages): AnswerSentence[] {
  const text = line.confidence >= CLEAR ? line.text : messages.say('answer.unclear', { text: line.text })
  const said = recognised(text, messages)
  if (said.lang === messages.locale) return [{ ...said, text: `${frame} ${said.text}` }]
  return [{ text: frame, lang: messages.locale, source: 'recogniser' }, said]
}

function own(text: string, messages: Messages): AnswerSentence {
  return { text, lang: messages.locale, source: 'recogniser' }
}
