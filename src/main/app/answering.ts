import type { AnswerSentence, Answer } from '../../shared/answer'
import type { AnswerView } from '../../shared/app-state'
import { failure, type Failure, type Result } from '../../shared/codes'
import type { Length } from '../../shared/engine-protocol'
import type { Messages } from '../../shared/messages'
import type { Picture } from '../../shared/picture'
import type { Rect } from '../../shared/rect'
import type { Settings } from '../../shared/settings'
import type { SeenWindow } from '../narrate/changed/window-changes'
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
  /** Where on the desktop it was taken; absent of the camera and the clipboard. */
  readonly place?: PicturePlace
}

/** A part of the desktop at one moment. */
export interface PicturePlace {
  /** By the system's number. */
  readonly display: number
  /** In device pixels of the desktop. */
  readonly area: Rect
  /** Other programs' windows in that area, top to bottom; null where the desktop does not tell. */
  readonly windows: readonly SeenWindow[] | null
}

export type Asked = AnswerView['command']
type Said = Pick<AnswerSentence, 'text' | 'lang'>

export interface AnswerRequest {
  readonly asked: Asked
  readonly verb: 'describe' | 'read'
  /** What makes the answer; the narrator's verb without it. */
  readonly answer?: Narrator['describe']
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

/** The newest answer as plain text. */
interface TextView {
  /** Answers open there instead of being spoken. */
  readonly isWanted: () => boolean
  /** @param line where the caret goes, counted from 0 */
  readonly open: (line: number) => void
}

export interface AnsweringParts {
  readonly narrator: Narrator
  readonly voice: Voice
  readonly records: AnswerRecords
  /** Who is told what is being worked on; null when nothing is. */
  readonly working: (asked: Asked | null, stage: Stage | null) => void
  readonly messages: () => Messages
  /** `textFirst`: the text before the model's words; `hints`: what more could be had, and by which key, is said at the end. */
  readonly style: () => { readonly length: Length; readonly hedge: Hedge; readonly doubt?: Settings['doubt']; readonly hints?: boolean; readonly textFirst?: boolean }
  /** Where answers are read instead of heard. */
  readonly textView: TextView
  /** The front window now that is not Descry's; null when the desktop does not tell. */
  readonly front: () => Promise<number | null>
  /** Makes older commands in other processes end, since only one answer is spoken at a time. */
  readonly askForWay: () => void
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** Why a request ended that was stopped, and not taken over by a newer one. */
export const STOPPED = 'stopped'

/** What makes its answer itself reads a picture as often as it says. */
const ONCE = { doubt: 'asked' } as const

/** One request at a time from picture to voice: a newer one cancels an older one, stop always wins. */
export class Answering {
  readonly #parts: AnsweringParts
  #current: AbortController | null = null
  #free = Promise.withResolvers<undefined>()
  #turn = 0
  #worked: Promise<unknown> = Promise.resolve()

  constructor(parts: AnsweringParts) {
    this.#parts = parts
    this.#free.resolve(undefined)
  }

  get busy(): boolean {
    return this.#current !== null
  }

  /** Resolves when nothing is worked on or said, whichever way it ended. */
  get free(): Promise<unknown> {
    return this.#free.promise
  }

  /** Another number each time that what was said is cancelled: who spoke before must not silence who speaks now. */
  get turn(): number {
    return this.#turn
  }

  /** Resolves when the last request is answered, failed or cancelled; its answer may still be spoken then. */
  get worked(): Promise<unknown> {
    return this.#worked
  }

  /** Takes the picture, describes or reads it, and says it; resolves when it was said or ended. */
  async run(request: AnswerRequest): Promise<Result<object>> {
    const { voice, records, working, now } = this.#parts
    const controller = this.#takeOver()
    const { signal } = controller
    const isCancelled = (): boolean => signal.aborted
    const worked = Promise.withResolvers<undefined>()
    this.#worked = worked.promise
    const utterance = voice.beginAnswer('answer')
    working(request.asked, 'loading')
    let record: number | undefined
    try {
      const took = await request.take(signal)
      if (isCancelled()) return failure('cancelled')
      if (!took.ok) {
        worked.resolve(undefined)
        const { asked, about } = request
        return await this.#fail(took, utterance, records.begin({ command: asked, about, takenAt: now(), picture: null }))
      }
      const { taken } = took
      const { picture, takenAt, about } = taken
      record = records.begin({ command: request.asked, about, takenAt, picture })
      const ended = await this.#answer(request, taken, record, utterance, signal)
      if (ended.ok) {
        records.finish(record, ended.answer, false)
        record = undefined
        worked.resolve(undefined)
        if (this.#current === controller) working(null, null)
        if (ended.isShown) this.#parts.textView.open(0)
        const spoken = await ended.spoken
        return spoken.ok ? { ok: true } : spoken
      }
      if (isCancelled() || ended.code === 'cancelled') return failure('cancelled')
      const failing = record
      record = undefined
      worked.resolve(undefined)
      return await this.#fail(ended, utterance, failing)
    } catch (error) {
      // A bug of ours: nothing may sound on as if there was work.
      void utterance.end()
      voice.earcon('failure')
      throw error
    } finally {
      worked.resolve(undefined)
      // What was said until then stays; more will not come.
      if (record !== undefined) records.finish(record, null, !isCancelled())
      if (this.#leave(controller)) working(null, null)
    }
  }

  /**
   * Says something of Descry's own, or an answer again; like a request it cancels what is said now.
   * @param how `aloud`: in quiet mode, too
   */
  async say(sentences: readonly Said[], how: { readonly aloud?: boolean } = {}): Promise<void> {
    const controller = this.#takeOver()
    this.#parts.working(null, null)
    const utterance = this.#parts.voice.beginAnswer('answer', how)
    await this.#sayAll(sentences, utterance)
    this.#leave(controller)
  }

  /**
   * Says what comes of some work. It cancels and is cancelled like a request, so that it never speaks after
   * a newer one or after a stop. Resolves with what was found, while that is said.
   *
   * @param giveUp ends it from outside, while the work goes on
   * @param line where it stands in the text view, which opens there instead where that is wanted
   */
  async tell<S extends Said>(
    asked: Asked,
    work: (signal: AbortSignal) => Promise<Result<{ sentences: readonly S[] }>>,
    giveUp?: AbortSignal,
    line?: number,
  ): Promise<Result<{ sentences: readonly S[] }>> {
    const { voice, working, textView } = this.#parts
    const controller = this.#takeOver()
    const { signal } = controller
    const utterance = voice.beginAnswer('answer')
    working(asked, null)
    const end = (): void => {
      if (this.#current === controller) this.cancel()
    }
    if (giveUp?.aborted) end()
    giveUp?.addEventListener('abort', end, { once: true })
    try {
      const found = await work(signal)
      if (signal.aborted) return failure('cancelled')
      working(null, null)
      const isShown = found.ok && line !== undefined && textView.isWanted()
      if (isShown) textView.open(line)
      const said = found.ok ? this.#sayAll(isShown ? [] : found.sentences, utterance) : this.#sayFailure(found, utterance)
      void said.then(() => this.#leave(controller))
      return found
    } finally {
      giveUp?.removeEventListener('abort', end)
    }
  }

  /**
   * Does what somebody waits for in silence: it cancels and is cancelled like a request, but nothing of it sounds.
   *
   * @param work its signal's reason is `STOPPED` where stop was pressed
   */
  async quietly<T>(asked: Asked, work: (signal: AbortSignal) => Promise<Result<T>>): Promise<Result<T>> {
    const controller = this.#takeOver()
    this.#parts.working(asked, null)
    try {
      const result = await work(controller.signal)
      return controller.signal.aborted ? failure('cancelled') : result
    } finally {
      if (this.#leave(controller)) this.#parts.working(null, null)
    }
  }

  /** Ends what is worked on or said, without a word. Others in the same process may speak then. */
  cancel(): void {
    this.#end()
    void this.#parts.voice.silence({ quietly: true })
  }

  /** Silence; resolves when nothing of ours sounds any more. Commands that speak in other processes end, too. */
  stop(): Promise<void> {
    this.#parts.askForWay()
    return this.stopOwn()
  }

  /** As `stop`, but of what the app itself says and works on alone. */
  async stopOwn(): Promise<void> {
    this.#end(STOPPED)
    await this.#parts.voice.silence()
  }

  #end(reason?: string): void {
    this.#turn++
    this.#current?.abort(reason)
    this.#leave(this.#current)
    this.#parts.working(null, null)
  }

  #takeOver(): AbortController {
    this.#turn++
    this.#current?.abort()
    void this.#parts.voice.silence({ quietly: true })
    this.#parts.askForWay()
    if (this.#current === null) this.#free = Promise.withResolvers()
    return (this.#current = new AbortController())
  }

  /** @returns whether nothing newer had taken its place */
  #leave(controller: AbortController | null): boolean {
    if (this.#current !== controller) return false
    this.#current = null
    this.#free.resolve(undefined)
    return true
  }

  async #sayAll(sentences: readonly Said[], utterance: SpokenAnswer): Promise<void> {
    for (const { text, lang } of sentences) utterance.say({ text, lang })
    await utterance.end()
  }

  async #answer(
    request: AnswerRequest,
    taken: TakenPicture,
    record: number,
    utterance: SpokenAnswer,
    signal: AbortSignal,
  ): Promise<{ ok: true; answer: Answer; isShown: boolean; spoken: ReturnType<SpokenAnswer['end']> } | Failure> {
    const { narrator, records, messages, style, working, textView } = this.#parts
    const isShown = textView.isWanted()
    const { opening, black, takenAt, picture } = taken
    // Sentences leave in order, behind the question whether the picture has grown old.
    let line = Promise.resolve()
    let age: Promise<AnswerSentence | null> | null = null
    const say = (sentence: AnswerSentence): void => {
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
      if (!isShown) utterance.say({ text: sentence.text, lang: sentence.lang })
    }
    const stage = (now: Stage): void => {
      if (!signal.aborted) working(request.asked, now)
    }
    const make: Narrator['describe'] = request.answer ?? ((...asked) => narrator[request.verb](...asked))
    const result = await make(
      picture,
      { ...style(), ...(request.answer ? ONCE : {}), messages: messages(), takenAt, signal, opening, canGoOn: true, ...(black ? { black } : {}) },
      { sentence: say, stage },
    )
    await line
    if (!result.ok) return result
    return { ok: true, answer: result.answer, isShown, spoken: utterance.end() }
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
    const { records, messages, working, textView } = this.#parts
    records.say(record, failureSentence(failed, messages()))
    records.finish(record, null, true)
    working(null, null)
    if (textView.isWanted()) {
      textView.open(0)
      await utterance.end()
    } else await this.#sayFailure(failed, utterance)
    return failed
  }

  async #sayFailure(failed: Failure, utterance: SpokenAnswer): Promise<void> {
    void utterance.end()
    await this.#sayAll([failureSentence(failed, this.#parts.messages())], this.#parts.voice.beginAnswer('failure'))
  }
}

/** A failure as a sentence for the ear. */
export function failureSentence({ code }: Failure, messages: Messages): AnswerSentence {
  const text = messages.say(`failure.${code}`, { path: '', detail: '' }).trim()
  return { text, lang: messages.locale, source: 'app' }
}
