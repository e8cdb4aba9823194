import type { AnswerSentence } from '../../shared/answer'
import type { Length } from '../../shared/engine-protocol'
import type { Messages } from '../../shared/messages'
import type { PictureKind } from '../../shared/picture'
import type { Box, TextLine } from '../../shared/text-line'
import { textLanguage } from './text-language'
import { CLEAR, weigh, type WeighedText } from './weight'

/** Words of recognised text in an answer of normal length (docs/product.md, "read the text"). */
export const NORMAL_WORDS = 40
/** Words under which a photograph's text is taken for chance marks. */
const PHOTO_CONFIDENCE = 0.9

export interface TextContext {
  readonly width: number
  readonly height: number
  readonly length: Length
  readonly kind: PictureKind
  readonly messages: Messages
}

/** What an answer says of the text in a picture: stated as fact, heaviest first, unclear lines named so. */
export function textSentences(lines: readonly TextLine[], context: TextContext): AnswerSentence[] {
  const { kind, messages, length } = context
  const sure = kind === 'photo' ? lines.filter((line) => line.confidence >= PHOTO_CONFIDENCE) : lines
  const text = weigh(sure, context.width, context.height)
  const clear = [...text.headline, ...text.body]
  if (clear.length === 0 && text.unclear.length === 0) {
    return kind === 'screen' ? [own(messages.say('answer.no-text'), messages)] : []
  }
  if (length === 'full') return fullText(sure, text, messages)
  const chosen = length === 'brief' ? clear.slice(0, Math.max(1, text.headline.length)) : firstWords(clear, NORMAL_WORDS)
  const out: AnswerSentence[] = []
  if (chosen.length > 0) out.push(...says(chosen, messages))
  if (chosen.length === 0) out.push(...unclear(text.unclear.slice(0, 1), messages))
  const left = clear.length + text.unclear.length - Math.max(1, chosen.length)
  if (length === 'normal' && left > 0) out.push(own(messages.say('answer.more-lines', { count: left }), messages))
  return out
}

/** Everything in reading order, one sentence a block, so that it can be stopped between them. */
function fullText(lines: readonly TextLine[], text: WeighedText, messages: Messages): AnswerSentence[] {
  const clear = new Set([...text.headline, ...text.body])
  const blocks = new Map<number, TextLine[]>()
  for (const line of lines) {
    if (clear.has(line)) blocks.set(line.block, [...(blocks.get(line.block) ?? []), line])
  }
  const out = [...blocks.values()].flatMap((members, i) =>
    i === 0 ? says(members, messages) : [recognised(joined(members), messages)],
  )
  return [...out, ...unclear(text.unclear, messages)]
}

/** "It says: …", in one sentence where text and frame are of one language, else in two. */
function says(lines: readonly TextLine[], messages: Messages): AnswerSentence[] {
  const text = recognised(joined(lines), messages)
  if (text.lang === messages.locale) return [{ ...text, text: messages.say('answer.says', { text: text.text }) }]
  return [{ ...text, text: messages.say('answer.says', { text: '' }).trim(), lang: messages.locale }, text]
}

function unclear(lines: readonly TextLine[], messages: Messages): AnswerSentence[] {
  if (lines.length === 0) return []
  return [{ text: messages.say('answer.unclear', { text: joined(lines) }), lang: messages.locale, source: 'recogniser' }]
}

/** Whole lines up to a number of words; the first line always. */
export function firstWords<L extends TextLine>(lines: readonly L[], words: number): L[] {
  const out: L[] = []
  let count = 0
  for (const line of lines) {
    count += line.text.split(/\s+/).length
    if (out.length > 0 && count > words) break
    out.push(line)
  }
  return out
}

/** Lines as one text that a voice reads with a pause between them, but for lines that run on. */
export function joined(lines: readonly TextLine[]): string {
  return lines
    .map((line, i) => {
      const text = line.text.trim()
      const next = lines[i + 1]
      return /[.!?:;,]$/.test(text) || (next && runsOn(line, next)) ? text : `${text}.`
    })
    .join(' ')
    .replace(/,$/, '.')
}

/** A sentence broken into lines: the next line below begins with a small letter. */
function runsOn(line: TextLine, next: TextLine): boolean {
  if (next.confidence < CLEAR || !/^\p{Ll}/u.test(next.text.trim())) return false
  return (line.block === next.block && next.box.y > line.box.y) || isWrapped(line.box, next.box)
}

/** Shares of a line's height: how much the next line of one paragraph may differ, and how far it may be. */
const WRAP = { height: 0.25, gap: 0.9 } as const

/** Large letters are set so far apart that a headline of two lines is two blocks. */
function isWrapped(line: Box, next: Box): boolean {
  const gap = next.y - (line.y + line.height)
  const isAlike = Math.abs(next.height - line.height) <= WRAP.height * line.height
  return isAlike && gap > -line.height / 2 && gap <= WRAP.gap * line.height && Math.abs(next.x - line.x) <= line.height
}

/** Recognised text as it is, in the language that it is in as far as it tells. */
export function recognised(text: string, messages: Messages): AnswerSentence {
  return { text, lang: textLanguage(text, messages.locale), source: 'recogniser' }
}

function own(text: string, messages: Messages): AnswerSentence {
  return { text, lang: messages.locale, source: 'app' }
}
