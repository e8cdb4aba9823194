import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Answer, AnswerSentence } from '../../shared/answer'
import { failure, type Result } from '../../shared/codes'
import type { Transcript } from '../../shared/engine-protocol'
import { Microphone } from '../capture/microphone'
import type { SpokenAnswer } from '../speak/router'
import { failureSentence, STOPPED, type TakenPicture } from './answering'
import type { AskSubject } from './ask-subject'
import type { FeatureParts } from './features'
import { isDoubtful } from './listening/doubtful'
import { SpokenQuestion } from './listening/spoken-question'
import { startSign } from './listening/start-sign'

type Layer = Promise<Result<{ taken: TakenPicture }>> | null

/** A spoken question and its answer. */
interface SpokenAnswered {
  readonly understood: string
  readonly answer: Answer
}

/** Questions that are spoken. */
export interface Listening {
  /** Begins to listen, or ends it and answers; a question that is still being understood is replaced. @param layer the picture that the layer key took */
  toggle(layer: Layer): void
  /**
   * A button or key of the window: pressed, and let go. Held for a moment it is heard until it is let go; a short
   * press is as the key. Resolves when the question was put; a failure is for the window to show.
   */
  hold(on: boolean): Promise<Result<object>>
  /** A question for a command line, and its answer when that was said. @param cancel gives it up */
  ask(cancel: AbortSignal): Promise<Result<SpokenAnswered>>
  /** Nothing is asked, the microphone is let go; nothing where nobody listens. */
  stop(): void
  readonly isOn: boolean
}

/** A press that is let go within this is no holding, milliseconds: readers press and let go at once. */
const TAP = 500
/** Understanding that takes longer has the signs of life of every work, milliseconds. */
const SLOW = 2000
/** What is understood is English. */
const LANG = 'en'

interface Understood {
  readonly subject: AskSubject
  /** It was asked in the window, about the picture of the field there. */
  readonly inField: boolean
  readonly transcript: Transcript
  readonly lost: boolean
}

/**
 * @param explains the system will ask for the microphone with a dialog of its own, which is explained before
 */
export function createListening(parts: FeatureParts, explains: () => boolean): Listening {
  return new SpokenQuestions(parts, explains)
}

/** A question from the key to the answer: the picture first, then the microphone, then what was understood. */
class SpokenQuestions implements Listening {
  readonly #parts: FeatureParts
  readonly #explains: () => boolean
  readonly #microphone: Microphone
  #question: SpokenQuestion | null = null
  /** Milliseconds since the epoch. */
  #pressed = 0

  constructor(parts: FeatureParts, explains: () => boolean) {
    this.#parts = parts
    this.#explains = explains
    this.#microphone = new Microphone(parts.stage)
  }

  get isOn(): boolean {
    return this.#question !== null
  }

  /** The question that somebody is speaking; one that is being understood is over, and the next one takes its place. */
  get #spoken(): SpokenQuestion | null {
    return this.#question?.isOver === false ? this.#question : null
  }

  toggle(layer: Layer): void {
    const question = this.#spoken
    if (question) question.end()
    else void this.#begin(layer)
  }

  async hold(on: boolean): Promise<Result<object>> {
    const question = this.#spoken
    if (on && !question) {
      this.#pressed = this.#parts.now()
      const understood = await this.#listen(null, true)
      if (!understood.ok) return understood
      await this.#put(understood).back
      return { ok: true }
    }
    if (!question || (!on && !question.held)) return { ok: true }
    if (!on && this.#parts.now() - this.#pressed < TAP) question.held = false
    else question.end()
    return { ok: true }
  }

  async ask(cancel: AbortSignal): Promise<Result<SpokenAnswered>> {
    const { answering } = this.#parts
    if (cancel.aborted) return failure('cancelled')
    let turn: number
    const giveUp = (): void => {
      if (answering.turn === turn) answering.cancel()
    }
    const asked = this.#begin(null, () => (turn = answering.turn))
    cancel.addEventListener('abort', giveUp, { once: true })
    return asked.finally(() => cancel.removeEventListener('abort', giveUp))
  }

  stop(): void {
    if (this.#question) this.#parts.answering.cancel()
  }

  /** @param took told each time that this became what Descry does */
  async #begin(layer: Layer, took: () => void = () => undefined): Promise<Result<SpokenAnswered>> {
    const listened = this.#listen(layer, false)
    took()
    const understood = await listened
    if (!understood.ok) {
      if (understood.code !== 'cancelled') void this.#parts.answering.tell('listen', async () => understood)
      return understood
    }
    const put = this.#put(understood)
    took()
    const answered = await put.answered
    return answered.ok ? { ok: true, understood: understood.transcript.text, answer: answered.answer } : answered
  }

  /** From the picture to what was understood. The microphone is open no longer than that somebody is listened to. */
  async #listen(layer: Layer, held: boolean): Promise<Result<Understood>> {
    const { answering, narrator, settings, state, voice } = this.#parts
    const question = new SpokenQuestion(
      {
        microphone: this.#microphone,
        hearing: narrator.hearing,
        pause: () => settings.current().listening.pause,
        start: async (signal) => {
          await startSign({ ...this.#parts, settings: () => settings.current() }, signal)
          if (this.#question === question) state.change({ listening: { step: 'listening', sound: false } })
        },
        speaking: (sound) => {
          if (this.#question === question) state.change({ listening: { step: 'listening', sound } })
        },
      },
      held,
    )
    this.#question = question
    state.change({ understood: null, listening: { step: 'opening', sound: false } })
    try {
      return await answering.quietly('listen', (signal) => {
        const off = (): void => {
          // Silence ends sounds, too: this one comes after it.
          if (signal.reason === STOPPED) void voice.silence({ quietly: true }).then(() => voice.earcon('off'))
        }
        signal.addEventListener('abort', off, { once: true })
        return this.#understand(question, layer, signal)
      })
    } finally {
      if (this.#question === question) {
        this.#question = null
        state.change({ listening: null })
      }
    }
  }

  async #understand(question: SpokenQuestion, layer: Layer, signal: AbortSignal): Promise<Result<Understood>> {
    const { asking, subjects, narrator, state, voice, wanted } = this.#parts
    const inField = asking.subject
    const finding = inField ? { ok: true as const, subject: inField } : subjects.find(layer, signal)
    // Loaded while the picture is taken; what is not installed is known by then, and opens no microphone.
    const prepared = narrator.hearing.prepare()
    const found = await finding
    if (!found.ok) return found
    const missing = await Promise.race([prepared, nextTurn(null)])
    if (missing && !missing.ok) return missing
    if (this.#explains()) await this.#explain()
    if (signal.aborted) return failure('cancelled')
    const recorded = await wanted.whileListening(() => question.run(signal))
    if (!recorded.ok) return recorded
    if (this.#question === question) state.change({ listening: { step: 'understanding', sound: false } })
    voice.earcon('heard')
    const heard = await this.#transcribe(recorded.sound, signal)
    if (!heard.ok) return heard
    const { subject } = found
    return { ok: true, subject, inField: inField !== null, lost: recorded.lost, transcript: heard.transcript }
  }

  /** SECURITY: the sound is wiped when it was understood, or was not. */
  async #transcribe(sound: Float32Array, signal: AbortSignal): Promise<Result<{ transcript: Transcript }>> {
    const { narrator, voice } = this.#parts
    const signs: SpokenAnswer[] = []
    const timer = setTimeout(() => signs.push(voice.beginAnswer('answer')), SLOW)
    try {
      const heard = await narrator.hearing.transcribe(sound, signal)
      if (!heard.ok) return heard
      const text = heard.transcript.text.trim()
      return text === '' ? failure('nothing-understood') : { ok: true, transcript: { ...heard.transcript, text } }
    } finally {
      sound.fill(0)
      clearTimeout(timer)
      for (const sounding of signs) void sounding.end()
    }
  }

  /**
   * Puts it as if it had been typed.
   *
   * @returns `back`: the focus is where it was, as after a question that was typed; `answered`: its answer was said or ended
   */
  #put({ subject, inField, transcript, lost }: Understood): { back: Promise<unknown>; answered: Promise<Result<{ answer: Answer }>> } {
    const { asking, state, messages } = this.#parts
    const { text } = transcript
    const show = (): void => {
      // A field that was opened anew meanwhile is not left.
      if (state.state.asking === null || !inField) state.change({ understood: { text, lang: LANG } })
    }
    // The field's page leaves it at these words, and would say on the way what lies under it.
    const back = inField ? asking.close().then(show) : Promise.resolve(show())
    const say = messages()
    const own = (words: string): AnswerSentence => ({ text: words, lang: say.locale, source: 'app' })
    const before = [
      ...(lost ? [failureSentence(failure('microphone-lost'), say)] : []),
      ...(isDoubtful(transcript) ? [own(say.say('listen.understood')), { text: `“${text}”`, lang: LANG, source: 'app' } as const] : []),
    ]
    return { back, answered: asking.ask(subject, text, before) }
  }

  /** What the system will ask, and why, in time to be heard. */
  async #explain(): Promise<void> {
    const { voice, messages } = this.#parts
    const said = voice.beginAnswer('progress')
    said.say({ text: messages().say('listen.consent'), lang: messages().locale })
    await said.end()
  }
}
