import type { Answer, AnswerSentence } from '../../shared/answer'
import { failure, type Result } from '../../shared/codes'
import type { Picture } from '../../shared/picture'
import type { Rect } from '../../shared/rect'
import { intersect, share } from '../../shared/rects'
import { compare, type ComparedPicture } from '../narrate/changed/compare'
import type { NarrateEvents, NarrateOptions } from '../narrate/narrator'
import type { TakenPicture } from './answering'
import type { Told } from './answers'
import { cropFrame } from './crop-frame'
import type { Source } from './descry'
import type { FeatureParts } from './features'
import { inSentence, pictureAge } from './picture-age'
import type { PictureOrigin } from './picture-origins'

type Took = Promise<Result<{ taken: TakenPicture }>>
type Frame = Extract<Picture, { kind: 'frame' }>

/** "What changed?" */
export interface Changes {
  /** Takes a new picture of what the last answer was about, and says what differs. @param layer the picture that the layer key took */
  tell(layer: Took | null): void
  /** As `tell`. @returns what was said, once it was */
  ask(giveUp: AbortSignal): Promise<Result<{ sentences: readonly AnswerSentence[] }>>
}

/** The picture of the shown answer, which the new one is compared with. */
interface Earlier {
  readonly told: Told
  readonly frame: Frame
  readonly origin: PictureOrigin
}

type ChangeParts = Pick<FeatureParts, 'answering' | 'answers' | 'pictures' | 'origins' | 'messages'> & {
  readonly narrator: Pick<FeatureParts['narrator'], 'describe' | 'read' | 'look'>
}

export function createChanges(parts: ChangeParts): Changes {
  const changes = new ComparedPictures(parts)
  return {
    tell: (layer) => void changes.run(layer),
    async ask(giveUp) {
      const hasGivenUp = (): boolean => giveUp.aborted
      if (hasGivenUp()) return failure('cancelled')
      const asking = changes.run(null)
      const { answering } = parts
      const { turn } = answering
      // What was asked for since is not ours to end.
      const end = (): void => {
        if (answering.turn === turn) answering.cancel()
      }
      giveUp.addEventListener('abort', end, { once: true })
      const ended = await asking.finally(() => giveUp.removeEventListener('abort', end))
      // It may have been given up after its last word.
      return hasGivenUp() ? failure('cancelled') : ended
    },
  }
}

/** Compares the picture of the shown answer with one that is taken now, of the same source. */
class ComparedPictures {
  readonly #parts: ChangeParts

  constructor(parts: ChangeParts) {
    this.#parts = parts
  }

  async run(layer: Took | null): Promise<Result<{ sentences: readonly AnswerSentence[] }>> {
    const { answering, messages } = this.#parts
    const earlier = this.#earlier()
    // The shown answer may be another one by the time this one was spoken.
    let sentences: readonly AnswerSentence[] = []
    const ran = await answering.run({
      asked: 'changed',
      verb: 'describe',
      about: messages().say('command.changed'),
      take: async (signal) => {
        const took = await this.#take(earlier?.origin.source ?? 'screen', layer, signal)
        if (took.ok && earlier) this.#parts.origins.compared(took.taken.picture, earlier.frame)
        return took.ok ? { ok: true, taken: { ...took.taken, opening: this.#opening(earlier, took.taken) } } : took
      },
      answer: async (picture, options, events) => {
        const answered = await this.#answer(earlier, picture, options, events)
        if (answered.ok) ({ sentences } = answered.answer)
        return answered
      },
    })
    return ran.ok ? { ok: true, sentences } : ran
  }

  /** Null where the shown answer has no picture of something that goes on: one was opened, or it was forgotten. */
  #earlier(): Earlier | null {
    const { answers, origins } = this.#parts
    const told = answers.told()
    const picture = told?.picture
    const origin = picture && origins.of(picture)
    if (picture?.kind !== 'frame' || !origin) return null
    return { told, frame: picture, origin }
  }

  async #take(source: Source, layer: Took | null, signal: AbortSignal): Took {
    const { pictures } = this.#parts
    // The layer key's picture is of the screen: what is not in it is taken anew.
    if (!layer || source === 'camera' || source === 'clipboard') return pictures.take(source, signal)
    const all = await layer
    return all.ok ? pictures.part(all.taken, source, signal) : all
  }

  #opening(earlier: Earlier | null, taken: TakenPicture): AnswerSentence[] {
    const messages = this.#parts.messages()
    const own = (text: string): AnswerSentence => ({ text, lang: messages.locale, source: 'app' })
    if (!earlier) return [own(messages.say('changed.nothing-before'))]
    const age = pictureAge(taken.takenAt - earlier.told.takenAt, messages)
    const since = own(messages.say('changed.since', { about: inSentence(earlier.origin.about, messages), age }))
    const other = isElsewhere(earlier.origin, taken)
    return other ? [own(messages.say(`changed.other-${other}`)), ...taken.opening] : [since]
  }

  async #answer(earlier: Earlier | null, picture: Picture, options: NarrateOptions, events?: NarrateEvents): Promise<Result<{ answer: Answer }>> {
    const { narrator, origins } = this.#parts
    const origin = origins.of(picture)
    if (picture.kind !== 'frame' || !earlier || !origin) return onlyOpening(picture, options, events)
    if (isElsewhere(earlier.origin, origin)) return narrator.describe(picture, options, events)
    const [before, after] = ofOnePlace({ frame: earlier.frame, origin: earlier.origin }, { frame: picture, origin })
    return compare({ before, after, isCamera: origin.source === 'camera', crop: cropShare }, narrator, options, events)
  }
}

/** Less of one place in the other, and the pointer is somewhere else. */
const SAME_PLACE = 0.5

/**
 * What is another one than in the earlier picture: all of it would be new, so it is compared with nothing.
 * Of "the screen" that is the display, by the setting the one with the window in front.
 */
function isElsewhere(before: PictureOrigin, now: Pick<PictureOrigin, 'front' | 'place'>): 'window' | 'display' | 'place' | null {
  const { source, front, place } = before
  if (source === 'window') return front !== null && now.front !== null && front !== now.front ? 'window' : null
  if (!place || !now.place) return null
  if (source === 'screen') return place.display === now.place.display ? null : 'display'
  return share([place.area], now.place.area) < SAME_PLACE || share([now.place.area], place.area) < SAME_PLACE ? 'place' : null
}

interface FoundFrame {
  readonly frame: Frame
  readonly origin: PictureOrigin
}

/** Of the pointer's surroundings what both pictures show: it need not be where it was to the pixel. */
function ofOnePlace(before: FoundFrame, after: FoundFrame): [ComparedPicture, ComparedPicture] {
  const areas = [before, after].map(({ origin: { source, place } }) => (source === 'pointer' ? place?.area : undefined))
  const [was, is] = areas
  const both = was && is && !isSame(was, is) && intersect(was, is)
  const compared = ({ frame, origin: { source, place } }: FoundFrame): ComparedPicture => ({
    frame: both && place ? cropFrame(frame, place.area, both) : frame,
    windows: source === 'screen' && place ? place.windows : null,
  })
  return [compared(before), compared(after)]
}

function isSame(a: Rect, b: Rect): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height
}

/** Nothing but what was said first: the picture is kept with it, to be compared with later. */
function onlyOpening(picture: Picture, { opening = [], takenAt }: NarrateOptions, events?: NarrateEvents): Result<{ answer: Answer }> {
  for (const sentence of opening) events?.sentence?.(sentence)
  const size = picture.kind === 'frame' ? { width: picture.width, height: picture.height } : { width: 0, height: 0 }
  const nothing = { empty: null, modelText: [], lines: [], tables: [], fields: [], model: null, provider: null, timings: {}, tokens: 0 }
  return { ok: true, answer: { kind: 'text', sentences: opening, ...nothing, ...size, takenAt } }
}

const SCALE = 10_000

/** @param part in shares of the frame */
function cropShare(frame: Frame, { x, y, width, height }: { x: number; y: number; width: number; height: number }): Frame {
  return cropFrame(frame, { x: 0, y: 0, width: SCALE, height: SCALE }, { x: x * SCALE, y: y * SCALE, width: width * SCALE, height: height * SCALE })
}
