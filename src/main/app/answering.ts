import type { AnswerSentence, Answer } from '../../shared/answer'
import type { AnswerView } from '../../shared/app-state'
import { failure, type Failure, type Result } from '../../shared/codes'
import type { Length } from '../../shared/engine-protocol'
import type { Messages } from '../../shared/messages'
import type { Picture } from '../../shared/picture'
import type { Narrator, Stage } from '../narrate/narrator'
import type { Hedge } from '../narrate/hedge'
import type { SpokenAnswer } from '../speak/router'
import type { Voice } from '../speak/voice'

/** A picture and what is known of it before anybody looks at it. */
export interface TakenPicture {
  readonly picture: Picture
  /** Milliseconds since the epoch. */
  readonly takenAt: number
  /** In words, for the window: "The screen", a file's name. */
  readonly about: string
  /** Said first: whose window it is, which display. */
  readonly opening: readonly AnswerSentence[]
  /** Said of an all-black picture: that a screen curtain is on. */
  readonly black?: readonly AnswerSentence[]
  /** The front window when the picture was taken, for pictures that grow old; null for all others. */
  readonly front: number | null
}

export type Asked = AnswerView['command']

export interface AnswerRequest {
  readonly asked: Asked
  readonly verb: 'describe' | 'read'
  /** What it is called where no picture could be had. */
  readonly about: string
  take(signal: AbortSignal): Promise<Result<{ taken: TakenPicture }>>
}

/** Where answers are written down while they come; see `history/answer-history.ts`. */
export interface AnswerRecords {
  begin(entry: { command: Asked; about: string; takenAt: number; picture: Picture | null }): number
  say(id: number, sentence: AnswerSentence): void
  /** @param answer null when it ended without one */
  finish(id: number, answer: Answer | null, failed: boolean): void
}

export interface AnsweringParts {
  readonly narrator: Narrator
  readonly voice: Voice
  readonly records: AnswerRecords
  /** Who is told what is being worked on; null when nothing is. */
  readonly working: (asked: Asked | null, stage: Stage | null) => void
  readonly messages: () => Messages
  readonly style: () => { readonly length: Length; readonly hedge: Hedge }
  /** The front window now that is not Descry's; null when the desktop does not tell. */
  readonly front: () => Promise<number | null>
  /** Makes older commands in other processes end, since only one answer is spoken at a time. */
  readonly askForWay: () => void
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** One request at a time from picture to voice: a newer one cancels an older one, stop always wins. */
export class Answering {
  readonly #parts: AnsweringParts
  #current: AbortController | null = null

  constructor(parts: AnsweringParts) {
    this.#parts = parts
  }

  get busy(): boolean {
    return this.#current !== null
  }

  /** Takes the picture, describes or reads it, and says it; resolves when it was said or ended. */
  async run(request: AnswerRequest): Promise<Result<object>> {
    const { voice, records, working, now } = this.#parts
    const controller = this.#takeOver()
    const { signal } = controller
    const isCancelled = (): boolean => signal.aborted
    const utterance = voice.beginAnswer('answer')
    working(request.asked, 'loading')
    let record: number | undefined
    try {
      const took = await request.take(signal)
      if (isCancelled()) return failure('cancelled')
      if (!took.ok) {
        record = records.begin({ command: request.asked, about: request.about, takenAt: now(), picture: null })
        return await this.#fail(took, utterance, record)
      }
      const { taken } = took
      const { picture, takenAt, about } = taken
      record = records.begin({ command: request.asked, about, takenAt, picture })
      const ended = await this.#answer(request, taken, record, utterance, signal)
      if (ended.ok) {
        records.finish(record, ended.answer, false)
        record = undefined
        if (this.#current === controller) working(null, null)
        const spoken = await ended.spoken
        return spoken.ok ? { ok: true } : spoken
      }
      if (isCancelled() || ended.code === 'cancelled') return failure('cancelled')
      return await this.#fail(ended, utterance, record)
    } finally {
      // What was said until then stays; more will not come.
      if (isCancelled() && record !== undefined) records.finish(record, null, false)
      if (this.#current === controller) {
        this.#current = null
        working(null, null)
      }
    }
  }

  /** Says something of Descry's own, or an answer again; like a request it cancels what is said now. */
  async say(sentences: readonly { readonly text: string; readonly lang: string }[]): Promise<void> {
    const controller = this.#takeOver()
    const utterance = this.#parts.voice.beginAnswer('answer')
    for (const { text, lang } of sentences) utterance.say({ text, lang })
    await utterance.end()
    if (this.#current === controller) this.#current = null
  }

  /** Ends what is worked on or said, without a word. Others in the same process may speak then. */
  cancel(): void {
    this.#current?.abort()
    this.#current = null
    this.#parts.working(null, null)
    void this.#parts.voice.silence({ quietly: true })
  }

  /** Silence; resolves when nothing of ours sounds any more. */
  async stop(): Promise<void> {
    this.#current?.abort()
    this.#current = null
    this.#parts.working(null, null)
    await this.#parts.voice.silence()
  }

  #takeOver(): AbortController {
    this.#current?.abort()
    void this.#parts.voice.silence({ quietly: true })
    this.#parts.askForWay()
    return (this.#current = new AbortController())
  }

  async #answer(
    request: AnswerRequest,
    taken: TakenPicture,
    record: number,
    utterance: SpokenAnswer,
    signal: AbortSignal,
  ): Promise<{ ok: true; answer: Answer; spoken: ReturnType<SpokenAnswer['end']> } | Failure> {
    const { narrator, records, messages, style, working } = this.#parts
    const { opening, black, takenAt, picture } = taken
    // Sentences leave in order, behind the question whether the picture has grown old.
    let line = Promise.resolve()
    let age: Promise<AnswerSentence | null> | null = null
    const say = (sentence: AnswerSentence): void => {
      if (signal.aborted) return
      const isOpening = opening.includes(sentence)
      line = line.then(async () => {
        if (!isOpening) {
          const isFirst = age === null
          const old = await (age ??= this.#age(taken))
          if (isFirst && old) speak(old)
        }
        speak(sentence)
      })
    }
    const speak = (sentence: AnswerSentence): void => {
      if (signal.aborted) return
      records.say(record, sentence)
      utterance.say({ text: sentence.text, lang: sentence.lang })
    }
    const result = await narrator[request.verb](
      picture,
      { ...style(), messages: messages(), takenAt, signal, opening, ...(black ? { black } : {}) },
      { sentence: say, stage: (stage) => working(request.asked, stage) },
    )
    await line
    if (!result.ok) return result
    return { ok: true, answer: result.answer, spoken: utterance.end() }
  }

  /** "Screen from 4 seconds ago:" where another window came to the front since. */
  async #age({ front, takenAt }: TakenPicture): Promise<AnswerSentence | null> {
    if (front === null) return null
    const { now, messages } = this.#parts
    const nowInFront = await this.#parts.front()
    const seconds = Math.round((now() - takenAt) / 1000)
    if (nowInFront === null || nowInFront === front || seconds < 1) return null
    const say = messages()
    return { text: say.say('app.screen-from', { seconds }), lang: say.locale, source: 'app' }
  }

  /** What went wrong is said like any answer; silence is never one. */
  async #fail(failed: Failure, utterance: SpokenAnswer, record: number): Promise<Failure> {
    const { voice, records, messages } = this.#parts
    const say = messages()
    const sentence = failureSentence(failed, say)
    records.say(record, sentence)
    records.finish(record, null, true)
    void utterance.end()
    const spoken = voice.beginAnswer('failure')
    spoken.say({ text: sentence.text, lang: sentence.lang })
    await spoken.end()
    return failed
  }
}

/** A failure as a sentence for the ear. */
export function failureSentence({ code }: Failure, messages: Messages): AnswerSentence {
  const text = messages.say(`failure.${code}`, { path: '', detail: '' }).trim()
  return { text, lang: messages.locale, source: 'app' }
}
