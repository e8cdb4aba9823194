import { STEPWISE } from '../../shared/commands'
import type { Messages } from '../../shared/messages'
import type { SettingsStore } from '../settings/settings-store'
import type { Speaker } from '../speak/router'
import type { Voice } from '../speak/voice'
import { failureSentence, type Answering } from './answering'
import type { TuneCommand } from './commands'
import type { FeatureParts } from './features'
import { later, type Later } from './later'
import { watchNamedVoice } from './named-voice-watch'
import { isAboutVoice, tuned, type Tuned } from './tunings'

/** Settings that have keys: each press makes one another and says which it is now. */
export interface Tuning {
  tune(command: TuneCommand): void
}

/**
 * Steps closer than this come of a key that is held down: who does so hears at the end of what is being said, and when
 * letting go, where one is, and not the beginning of each step. Milliseconds.
 */
const HELD = 220

interface TuningParts {
  readonly answering: Pick<Answering, 'say' | 'turn'>
  readonly voice: Pick<Voice, 'speaker'>
  readonly settings: Pick<SettingsStore, 'current' | 'change'>
  readonly messages: () => Messages
  /** Milliseconds, monotonic. */
  readonly now: () => number
  readonly later: Later
}

interface Pressed {
  readonly command: TuneCommand
  /** So soon after one of the same that the key must be held down. */
  readonly isHeld: boolean
}

/**
 * Presses count in their order, however fast they come; of what they say only the newest is heard.
 */
export class KeyTuning implements Tuning {
  readonly #parts: TuningParts
  /** Resolves when all presses so far have changed what they change. */
  #changed: Promise<unknown> = Promise.resolve()
  /** Presses that have changed nothing yet: who spoke for one of them would be cut off at once. */
  #waiting = 0
  /** Quiet mode is said before it begins: until then a second press takes it back. */
  #becomingQuiet: object | null = null
  #last: { readonly command: TuneCommand; readonly at: number } | null = null
  /** Who spoke at the last press about the voice: while a key is held nobody else comes. */
  #speaker: Speaker | null = null
  /** What is being said, and whose turn it is then; see `Answering`. */
  #saying: object | null = null
  #turn = 0
  /** What a held key came to last and is not said yet. */
  #unsaid: Tuned | null = null
  #callOff: () => void = () => undefined

  constructor(parts: TuningParts) {
    this.#parts = parts
  }

  tune(command: TuneCommand): void {
    const { now } = this.#parts
    const last = this.#last
    const at = now()
    const isHeld = last?.command === command && at - last.at < HELD && STEPWISE.has(command)
    this.#last = { command, at }
    this.#waiting++
    const press = (): Promise<void> => this.#tune({ command, isHeld })
    this.#changed = this.#changed.then(press, press)
  }

  /** Resolves when the settings are others; the words are still being said then. */
  async #tune({ command, isHeld }: Pressed): Promise<void> {
    const { settings, voice, messages } = this.#parts
    if (isAboutVoice(command) && !isHeld) this.#speaker = await voice.speaker()
    this.#waiting--
    const was = settings.current()
    const isTakenBack = command === 'quiet' && this.#becomingQuiet !== null
    this.#becomingQuiet = isTakenBack ? null : this.#becomingQuiet
    const from = isTakenBack ? { ...was, quiet: true } : was
    const now = tuned(command, { settings: from, speaker: this.#speaker, lang: messages().locale })
    if (now.patch.quiet === true) void this.#becomeQuiet(now)
    else {
      this.#change(now)
      if (this.#waiting > 0) return
      if (isHeld) this.#sayInTime(now)
      else void this.#say(now)
    }
  }

  /** What is being said is said to its end, then, or once the key is let go, where one is by then. */
  #sayInTime(now: Tuned): void {
    this.#callOff()
    this.#unsaid = now
    if (this.#saying === null) void this.#say(now)
    else this.#callOff = this.#parts.later(() => this.#sayUnsaid(), HELD)
  }

  /** Not after a stop, nor over what was asked meanwhile. */
  #sayUnsaid(): void {
    if (this.#unsaid && this.#parts.answering.turn === this.#turn) void this.#say(this.#unsaid)
  }

  /** Who hears it knows why nothing more is heard: the words come first. */
  async #becomeQuiet(now: Tuned): Promise<void> {
    const own = (this.#becomingQuiet = {})
    await this.#say(now)
    if (this.#becomingQuiet !== own) return
    this.#becomingQuiet = null
    this.#change(now)
  }

  /** It applies at once; where it cannot be kept, that is said. */
  #change({ patch }: Tuned): void {
    const { settings, answering, messages } = this.#parts
    void settings.change(patch).then((changed) => {
      if (!changed.ok) void answering.say([failureSentence(changed, messages())])
    })
  }

  async #say({ key, values }: Tuned): Promise<void> {
    this.#callOff()
    this.#unsaid = null
    const own = (this.#saying = {})
    const { answering } = this.#parts
    const messages = this.#parts.messages()
    const spoken = answering.say([{ text: messages.say(key, values), lang: messages.locale }])
    this.#turn = answering.turn
    await spoken
    if (this.#saying !== own) return
    this.#saying = null
    this.#sayUnsaid()
  }
}

export function createTuning(parts: FeatureParts): Tuning {
  watchNamedVoice(parts)
  return new KeyTuning({ ...parts, settings: parts.profiles.inFront(parts.settings), now: () => performance.now(), later })
}
