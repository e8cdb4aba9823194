import type { AnswerSentence } from '../../shared/answer'
import { failure, type Failure, type Result } from '../../shared/codes'
import type { MessageKey, Messages } from '../../shared/messages'
import type { Picture } from '../../shared/picture'
import type { Settings, SettingsPatch } from '../../shared/settings'
import type { NarrationSource } from '../../shared/app-state'
import type { HeldCamera } from '../capture/held-camera'
import { Narration } from '../narrate/narration/narration'
import { ownSentence } from '../narrate/own-sentence'
import type { Clock, ScreenSource, SpokenParts } from '../narrate/narration/parts'
import { ScreenNarration } from '../narrate/narration/screen-narration'
import type { ModelNarrator } from '../narrate/narrator'
import { speechTime } from '../speak/sounding'
import type { Voice } from '../speak/voice'
import { failureSentence, type Answering } from './answering'
import type { AppStateStore } from './state'
import { tellingOf } from './tell'
import type { Wanted } from './wanted'

/** Narration, as the app starts and ends it: of one source at a time. */
export interface Narrating {
  /** On, or off where it is on; where another source is narrated this one takes its place. */
  toggle(source: NarrationSource): void
  /** Ends it and releases the camera or the screen; nothing where it is off. */
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
  /** The screen, the window in front or what is under the pointer, as it is now; `name`: the window's program. */
  readonly screen: (source: Exclude<NarrationSource, 'camera'>) => Promise<Result<{ eye: ScreenSource & { close(): void }; name: string }>>
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
  /** The program in front is one of which narration says nothing; never without it. */
  readonly isMuted?: () => boolean
  readonly clock: Clock
}

interface Run {
  readonly source: NarrationSource
  readonly controller: AbortController
  narration?: Pick<Narration, 'run' | 'interrupt'>
  /** Lets the camera or the screen go. */
  release?: () => void
}
/** What is narrated, opened. */
interface Opened {
  readonly narration: Pick<Narration, 'run' | 'interrupt'>
  readonly release: () => void
  /** What is said of it at the beginning. */
  readonly begun: readonly AnswerSentence[]
}
type Begun = Result<{ sentences: readonly AnswerSentence[] }>

/** Starts and ends narration: its source, its sounds, what is said of it, and that questions come first. */
export class NarrationSwitch implements Narrating {
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

  /** What is narrated; null while it is off. */
  get source(): NarrationSource | null {
    return this.#run?.source ?? null
  }

  toggle(source: NarrationSource): void {
    void this.switch(source)
  }

  /** As `toggle`. @returns what is said of it, once its source is open or released */
  switch(source: NarrationSource): Promise<Begun> {
    const { answering } = this.#parts
    const before = this.#run?.source
    if (this.#run) this.end()
    if (before === source) {
      return answering.tell('narration', async () => {
        this.#parts.voice.earcon('narration-off')
        return { ok: true, sentences: this.#confirmed('narration.off') }
      })
    }
    const begun = this.#begin(source)
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
    const run = this.#run
    this.#run = null
    run?.controller.abort()
    // A camera that is being opened still is let go, too.
    if (run?.source === 'camera') this.#parts.camera.release()
    run?.release?.()
    this.#parts.state.change({ narrating: null })
  }

  #begin(source: NarrationSource): Promise<Begun> {
    const { wanted } = this.#parts
    const run: Run = { source, controller: new AbortController() }
    this.#run = run
    const { promise, resolve } = Promise.withResolvers<Begun>()
    const narrate = () => this.#narrate(run, resolve)
    void (source === 'camera' ? wanted.whileLooking(narrate) : narrate())
    return promise
  }

  async #narrate(run: Run, begun: (how: Begun) => void): Promise<void> {
    const { voice, state } = this.#parts
    const { source, controller: { signal } } = run
    const opened = await (source === 'camera' ? this.#openCamera(signal) : this.#openScreen(source))
    // By stop or a second press; a new run may have begun since.
    if (this.#run !== run) {
      if (opened.ok && source !== 'camera') opened.opened.release()
      return begun(failure('cancelled'))
    }
    if (!opened.ok) {
      this.end()
      return begun(opened)
    }
    const { narration, release } = opened.opened
    run.narration = narration
    run.release = release
    state.change({ narrating: source })
    voice.earcon('narration-on')
    begun({ ok: true, sentences: opened.opened.begun })
    const ended = await narration.run(signal)
    if (this.#run !== run) return
    this.end()
    voice.earcon('narration-off')
    this.#sayFailure(ended)
  }

  async #openCamera(signal: AbortSignal): Promise<Result<{ opened: Opened }>> {
    const { camera } = this.#parts
    const held = await camera.hold(signal)
    if (!held.ok) return held
    const narration = new Narration({ ...this.#spoken(), camera })
    return { ok: true, opened: { narration, release: () => undefined, begun: [...this.#confirmed('narration.on'), ...this.#warning()] } }
  }

  async #openScreen(source: Exclude<NarrationSource, 'camera'>): Promise<Result<{ opened: Opened }>> {
    const found = await this.#parts.screen(source)
    if (!found.ok) return found
    const { eye, name } = found
    const narration = new ScreenNarration({ ...this.#spoken(), source: eye })
    return { ok: true, opened: { narration, release: () => eye.close(), begun: this.#confirmed(`narration.on.${source}`, { name }) } }
  }

  #spoken(): SpokenParts {
    const { narrator, voice, answering, settings, messages, idle, isMuted = () => false, clock } = this.#parts
    const options = (frame: Extract<Picture, { kind: 'frame' }>, signal: AbortSignal) =>
      ({ length: 'brief', hedge: 'none', messages: messages(), takenAt: frame.t, signal }) as const
    return {
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
      ...{ idle, messages, clock, isMuted },
    }
  }

  /** The sounds of narration are the sign where signs are sounds. */
  #confirmed(key: MessageKey, values: Readonly<Record<string, string>> = {}): AnswerSentence[] {
    return tellingOf('confirmations', this.#parts.settings()) === 'words' ? [ownSentence(this.#parts.messages(), key, values)] : []
  }

  /** What it is not for, once. */
  #warning(): AnswerSentence[] {
    const { settings, change } = this.#parts
    const { narration } = settings()
    if (narration.warned) return []
    change({ narration: { ...narration, warned: true } })
    return [ownSentence(this.#parts.messages(), 'narration.warning')]
  }

  /** Behind what is being said. */
  #sayFailure(failed: Failure): void {
    const spoken = this.#parts.voice.beginAnswer('failure')
    const { text, lang } = failureSentence(failed, this.#parts.messages())
    spoken.say({ text, lang })
    void spoken.end()
  }
}
