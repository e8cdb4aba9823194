import type { Answer, AnswerSentence } from '../../shared/answer'
import type { Result } from '../../shared/codes'
import type { Exchange } from '../../shared/engine-protocol'
import type { Messages } from '../../shared/messages'
import type { Picture } from '../../shared/picture'
import type { Answers } from './answers'
import type { TakenPicture } from './answering'
import type { PictureSources } from './descry'
import { inSentence, pictureAge } from './picture-age'
import type { PictureOrigins } from './picture-origins'

/** The picture that a question is about. */
export type AskSubject = Pick<TakenPicture, 'picture' | 'takenAt' | 'about' | 'black'>

interface SubjectParts {
  readonly answers: Pick<Answers, 'current' | 'told'>
  readonly pictures: Pick<PictureSources, 'take'>
  readonly origins: Pick<PictureOrigins, 'of'>
  readonly messages: () => Messages
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

interface Conversation {
  /** What the picture is called, without the questions. */
  readonly about: string
  /** When the picture was taken; milliseconds since the epoch. */
  readonly takenAt: number
  /** When it was last answered about; milliseconds since the epoch. */
  at: number
  exchanges: readonly Exchange[]
}

/** Milliseconds for which a question is about the last answer's picture. */
const YOUNG = 120_000
/** Exchanges that are told to the model again: small models remember little, and all of it costs time. */
const REMEMBERED = 6

/** Which picture a question is about, how that is said, and what was asked about it before. */
export class AskSubjects {
  readonly #parts: SubjectParts
  readonly #conversations = new WeakMap<Picture, Conversation>()

  constructor(parts: SubjectParts) {
    this.#parts = parts
  }

  /**
   * The last answer's picture where that answer is under two minutes old, else the screen.
   *
   * @param layer the screen as the layer key took it; a new picture without it
   */
  async find(layer: Promise<Result<{ taken: TakenPicture }>> | null, signal: AbortSignal): Promise<Result<{ subject: AskSubject }>> {
    const last = this.#last()
    if (last) return { ok: true, subject: last }
    const took = await (layer ?? this.#parts.pictures.take('screen', signal))
    if (!took.ok) return took
    const { picture, takenAt, about, black } = took.taken
    return { ok: true, subject: { picture, takenAt, about, ...(black ? { black } : {}) } }
  }

  isYoung({ takenAt }: AskSubject): boolean {
    return this.#parts.now() - takenAt < YOUNG
  }

  /** "About the camera, from 40 seconds ago." */
  sentence({ about, takenAt }: AskSubject): string {
    const messages = this.#parts.messages()
    return messages.say('ask.about', { about: inSentence(about, messages), age: pictureAge(this.#parts.now() - takenAt, messages) })
  }

  /** As a picture that is answered about: first it is said what the answer is about. */
  asTaken(subject: AskSubject, question: string): TakenPicture {
    const messages = this.#parts.messages()
    const opening: AnswerSentence[] = [{ text: this.sentence(subject), lang: messages.locale, source: 'app' }]
    return { ...subject, about: messages.say('ask.record', { question, about: subject.about }), opening, front: null }
  }

  /** What was asked and answered about a picture, oldest first. */
  history(picture: Picture): readonly Exchange[] {
    return this.#conversations.get(picture)?.exchanges ?? []
  }

  /** An answer was made. What only the recogniser or Descry itself said is nothing that the model said. */
  note({ picture, about, takenAt }: AskSubject, question: string, { sentences, modelText }: Pick<Answer, 'sentences' | 'modelText'>): void {
    const reply = modelText.at(-1)
    const isSaid = reply !== undefined && sentences.some(({ source }) => source === 'model')
    const exchanges = isSaid ? [...this.history(picture), { question, reply: reply.text.trim() }].slice(-REMEMBERED) : this.history(picture)
    this.#conversations.set(picture, { about, takenAt, at: this.#parts.now(), exchanges })
  }

  #last(): AskSubject | null {
    const { answers, origins, now } = this.#parts
    const told = answers.told()
    const shown = answers.current()
    if (!told?.picture || !shown) return null
    const { picture } = told
    const before = this.#conversations.get(picture)
    if (now() - (before?.at ?? told.takenAt) >= YOUNG) return null
    const black = origins.of(picture)?.black
    return { picture, takenAt: before?.takenAt ?? told.takenAt, about: before?.about ?? shown.about, ...(black ? { black } : {}) }
  }
}
