import type { AnswerSentence } from '../../shared/answer'
import type { Length } from '../../shared/engine-protocol'
import type { Messages } from '../../shared/messages'
import type { TextLine } from '../../shared/text-line'
import { firstWords, joined, NORMAL_WORDS, recognised } from './recognised-text'
import { CLEAR, NOISE } from './weight'

/**
 * What "read the text" says: at normal length the main block's first words and where in the text that
 * is, at full length every line in reading order, one sentence a block; at brief length one line.
 *
 * @param how `canGoOn`: "more" is a key away; `hints`: how more is had is said, too
 */
export function readingSentences(
  all: readonly TextLine[],
  length: Length,
  messages: Messages,
  how: { readonly canGoOn?: boolean; readonly hints?: boolean } = {},
): AnswerSentence[] {
  const lines = all.filter((line) => line.confidence >= NOISE)
  const own = (text: string): AnswerSentence => ({ text, lang: messages.locale, source: 'app' })
  if (lines.length === 0) return [own(messages.say('answer.no-text'))]
  if (length === 'full') return inBlocks(lines).map((block) => recognised(spoken(block, messages), messages))
  const main = mainBlock(lines)
  const chosen = length === 'brief' ? main.slice(0, 1) : firstWords(main, NORMAL_WORDS)
  const last = chosen.at(-1)
  const position = { line: (last ? lines.indexOf(last) : 0) + 1, count: lines.length }
  const { canGoOn = false, hints = true } = how
  const place = hints ? (canGoOn ? 'answer.line-of-more' : 'answer.line-of') : 'answer.line-of-plain'
  const rest = chosen.length < lines.length ? [own(messages.say(place, position))] : []
  return [recognised(spoken(chosen, messages), messages), ...rest]
}

/** The block with the most text, by area of its letters. */
function mainBlock(lines: readonly TextLine[]): readonly TextLine[] {
  const weight = (block: readonly TextLine[]): number =>
    block.reduce((sum, { box }) => sum + box.width * box.height, 0)
  return inBlocks(lines).reduce((most, block) => (weight(block) > weight(most) ? block : most))
}

function inBlocks(lines: readonly TextLine[]): readonly (readonly TextLine[])[] {
  const blocks = new Map<number, TextLine[]>()
  for (const line of lines) blocks.set(line.block, [...(blocks.get(line.block) ?? []), line])
  return [...blocks.values()]
}

/** Clear lines as they are; each unclear one is named so where it stands. */
function spoken(lines: readonly TextLine[], messages: Messages): string {
  const marked = lines.map((line) =>
    line.confidence >= CLEAR ? line : { ...line, text: messages.say('answer.unclear', { text: line.text }) },
  )
  return joined(marked)
}
