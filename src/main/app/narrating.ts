import type { AnswerSentence } from '../../shared/answer'
import { failure, type Failure, type Result } from '../../shared/codes'
import type { MessageKey, Messages } from '../../shared/messages'
import type { Picture } from '../../shared/picture'
import type { Settings, SettingsPatch } from '../../shared/settings'
import type { HeldCamera } from '../capture/held-camera'
import { Narration } from '../narrate/narration/narration'
import type { Clock, NarrationParts } from '../narrate/narration/parts'
import type { ModelNarrator } from '../narrate/narrator'
import { speechTime } from '../speak/sounding'
import type { Voice } from '../speak/voice'
import { failureSentence, type Answering } from './answering'
import type { NarrationSource } from './commands'
import type { AppStateStore } from './state'
import { tellingOf } from './tell'
import type { Wanted } from './wanted'

/** Narration of the camera, as the app starts and ends it. */
export interface Narrating {
  /** On, or off where it is on. */
  toggle(source: NarrationSource): void
  /** Ends it and releases the camera; nothing where it is off. */
  stop(): void
  readonly isOn: boolean
}

/**
 * Words a minute of a reader whose rate nobody tells: slower than most people set it, so that what is waited for has
 * surely been said.
 */
const UNKNOWN_RATE = 180

export interface NarratingParts {
  readonly camera: Pick<HeldCamera, 'hold' | 'frame' | 'release'>
  readonly wanted: Pick<Wanted, 'whileLooking'>
  readonly narrator: Pick<ModelNarrator, 'look' | 'describe' | 'read'>
  readonly voice: Pick<Voice, 'beginAnswer' | 'earcon' | 'silence'>
  readonly answering: Answering
  readonly state: AppStateStore
  readonly settings: () => Settings
  readonly change: (patch: SettingsPatch) => void
  readonly messages: () => Messages
  /** Whole seconds since a key or the mouse was touched. */
  readonly idle: () => number
  readonly clock: Clock
}

interface Run {
  readonly controller: AbortController
  narration?: Narration
}
type Begun = Result<{ sentences: readonly AnswerSentence[] }>

/** Starts and ends narration: the camera, its sounds, what is said of it, and that questions come first. */
export class CameraNarrating implements Narrating {
  readonly #parts: NarratingParts
  #run: Run | null = null

  constructor(parts: NarratingParts) {
    this.#parts = parts
    const { state } = parts
    state.watch(() => {
      if (state.state.activity.command !== null) this.#run?.narration?.interrupt()
    })
  }

  get isOn(): boolean {
    return this.#run !== null
  }

  toggle(_source: NarrationSource): void {
    void this.switch()
  }

  /** As `toggle`. @returns what is said of it, once the camera is open or released */
  switch(): Promise<Begun> {
    const { answering } = this.#parts
    if (this.#run) {
      this.end()
      return answering.tell('narration', async () => {
        this.#parts.voice.earcon('narration-off')
        return { ok: true, sentences: this.#confirmed('narration.off') }
      })
    }
    const begun = this.#begin()
    return answering.tell('narration', async (signal) => {
      const started = await begun
      if (!started.ok && signal.aborted && started.code !== 'cancelled') this.#sayFailure(started)
      return started
    })
  }

  stop(): void {
    if (!this.#run) return
    this.end()
    const { voice } = this.#parts
    // Silence ends sounds, too: this one comes after it.
    void voice.silence({ quietly: true }).then(() => voice.earcon('narration-off'))
  }

  /** Without a sound. */
  end(): void {
    const { camera, state } = this.#parts
    this.#run?.controller.abort()
    this.#run = null
    camera.release()
    state.change({ narrating: false })
  }

  #begin(): Promise<Begun> {
    const { camera, wanted, voice, state, clock } = this.#parts
    const run: Run = { controller: new AbortController() }
    this.#run = run
    const { signal } = run.controller
    const { promise, resolve } = Promise.withResolvers<Begun>()
    void wanted.whileLooking(async () => {
      const held = await camera.hold(signal)
      // By stop or a second press; a new run may have begun since.
      const isOver = this.#run !== run
      if (isOver) return resolve(failure('cancelled'))
      if (!held.ok) {
        this.end()
        return resolve(held)
      }
      state.change({ narrating: true })
      voice.earcon('narration-on')
      resolve({ ok: true, sentences: [...this.#confirmed('narration.on'), ...this.#warning()] })
      const narration = (run.narration = new Narration(this.#narrationParts(clock)))
      const ended = await narration.run(signal)
      if (this.#run !== run) return
      this.end()
      voice.earcon('narration-off')
      this.#sayFailure(ended)
    })
    return promise
  }

  #narrationParts(clock: Clock): NarrationParts {
    const { camera, narrator, voice, answering, settings, messages, idle } = this.#parts
    const options = (frame: Extract<Picture, { kind: 'frame' }>, signal: AbortSignal) =>
      ({ length: 'brief', hedge: 'none', messages: messages(), takenAt: frame.t, signal }) as const
    return {
      camera,
      engine: {
        look: (frame, against, signal) => narrator.look(frame, against, signal),
        describe: (frame, signal) => narrator.describe(frame, options(frame, signal)),
        read: (frame, signal) => narrator.read(frame, options(frame, signal)),
      },
      speak: async (sentences) => {
        const spoken = voice.beginAnswer('narration')
        for (const { text, lang } of sentences) spoken.say({ text, lang })
        const end = await spoken.end()
        const text = sentences.map((sentence) => sentence.text).join(' ')
        return end.ok && end.end === 'handed-over' ? speechTime(text, settings().voice.rate ?? UNKNOWN_RATE) : 0
      },
      inSight: () => voice.earcon('in-sight'),
      isBusy: () => answering.busy,
      every: () => settings().narration.every,
      hedge: () => settings().hedge,
      ...{ idle, messages, clock },
    }
  }

  /** The sounds of narration are the sign where signs are sounds. */
  #confirmed(key: MessageKey): AnswerSentence[] {
    return tellingOf('confirmations', this.#parts.settings()) === 'words' ? [this.#own(key)] : []
  }

  /** What it is not for, once. */
  #warning(): AnswerSentence[] {
    const { settings, change } = this.#parts
    const { narration } = settings()
    if (narration.warned) return []
    change({ narration: { ...narration, warned: true } })
    return [this.#own('narration.warning')]
  }

  #own(key: MessageKey): AnswerSentence {
    const messages = this.#parts.messages()
    return { text: messages.say(key), lang: messages.locale, source: 'app' }
  }

  /** Behind what is being said. */
  #sayFailure(failed: Failure): void {
    const spoken = this.#parts.voice.beginAnswer('failure')
    const { text, lang } = failureSentence(failed, this.#parts.messages())
    spoken.say({ text, lang })
    void spoken.end()
  }
}
