import type { Answer, AnswerSentence } from '../../../shared/answer'
import { failure, type Result } from '../../../shared/codes'
import type { FrameLook } from '../../../shared/engine-protocol'
import type { MessageKey } from '../../../shared/messages'
import type { Picture } from '../../../shared/picture'
import type { NarrateEvents, NarrateOptions, Narrator } from '../narrator'
import { lineChanges } from './line-changes'
import { changedRegion, placeOf, surroundings, type Part } from './region'
import { samePixels } from './same-pixels'
import { windowChanges, type SeenWindow } from './window-changes'
import { lineSentences, windowSentences } from './wording'
import { ownSentence } from '../own-sentence'

type Frame = Extract<Picture, { kind: 'frame' }>

/** One of two pictures of the same source. */
export interface ComparedPicture {
  readonly frame: Frame
  /** The windows that could be seen, top to bottom; null where that is not known or no matter. */
  readonly windows: readonly SeenWindow[] | null
}

interface Comparison {
  readonly before: ComparedPicture
  readonly after: ComparedPicture
  /** They come from a camera, whose frames are never alike to the pixel. */
  readonly isCamera: boolean
  /** A part of a frame as one of its own. */
  readonly crop: (frame: Frame, part: Part) => Frame
}

export interface ComparisonEngine extends Pick<Narrator, 'describe' | 'read'> {
  look(frame: Frame, against: readonly FrameLook['signature'][], signal: AbortSignal): Promise<Result<{ look: FrameLook }>>
}

/**
 * What differs between two pictures: windows, then text, by the recogniser; where neither tells anything, the
 * model's words for the part that is another one. A picture with nothing in it is said to be that.
 *
 * Errors: those of reading and describing.
 */
export async function compare(
  { before, after, isCamera, crop }: Comparison,
  engine: ComparisonEngine,
  options: NarrateOptions,
  events: NarrateEvents = {},
): Promise<Result<{ answer: Answer }>> {
  const { messages, signal, length, opening = [] } = options
  const said: AnswerSentence[] = []
  const say = (sentences: readonly AnswerSentence[]): void => {
    for (const sentence of sentences) {
      if (signal.aborted) return
      said.push(sentence)
      events.sentence?.(sentence)
    }
  }
  const own = (key: MessageKey): AnswerSentence => ownSentence(messages, key)
  say(opening)
  events.stage?.('reading')
  if (before.windows && after.windows) say(windowSentences(windowChanges(before.windows, after.windows), messages))
  // Of a part that is black no screen curtain is told.
  const { black, ...plain } = { ...options, opening: [], hints: false }
  const read = await engine.read(after.frame, { ...plain, ...(black ? { black } : {}) })
  if (!read.ok) return read
  const answer = (): Result<{ answer: Answer }> => ({ ok: true, answer: { ...read.answer, sentences: said } })
  if (read.answer.empty !== null) {
    say(read.answer.sentences)
    return answer()
  }
  // Nothing is read twice: the engine remembers the text of a picture.
  const earlier = await engine.read(before.frame, plain)
  if (!earlier.ok) return earlier
  if (signal.aborted) return failure('cancelled')
  const isSamePlace = isCamera ? () => false : samePixels(before.frame, after.frame)
  say(lineSentences(lineChanges(earlier.answer.lines, read.answer.lines, { isSamePlace, isCamera }), length, messages))
  if (said.length > opening.length) return answer()

  const region = await regionOf(before.frame, after.frame, engine, signal)
  if (!region.ok) return region
  if (!region.part) {
    say([own('changed.nothing')])
    return answer()
  }
  events.stage?.('looking')
  const seen = await engine.describe(crop(after.frame, surroundings(region.part)), { ...plain, length: 'brief' })
  if (!seen.ok) return seen
  const words = seen.answer.sentences.filter(({ source }) => source === 'model' || source === 'gate')
  say([own(`changed.seen.${placeOf(region.part)}`), ...(words.length > 0 ? words : [own('changed.cannot-tell')])])
  const { modelText, tokens, model, provider } = seen.answer
  return { ok: true, answer: { ...read.answer, sentences: said, modelText, tokens, model, provider } }
}

/** Null where nothing differs that can be seen. */
async function regionOf(before: Frame, after: Frame, engine: ComparisonEngine, signal: AbortSignal): Promise<Result<{ part: Part | null }>> {
  const earlier = await engine.look(before, [], signal)
  if (!earlier.ok) return earlier
  const now = await engine.look(after, [earlier.look.signature], signal)
  return now.ok ? { ok: true, part: changedRegion(earlier.look.signature, now.look.signature) } : now
}
