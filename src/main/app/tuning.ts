import type { Messages } from '../../shared/messages'
import type { SettingsStore } from '../settings/settings-store'
import type { Voice } from '../speak/voice'
import { failureSentence, type Answering } from './answering'
import type { TuneCommand } from './commands'
import type { FeatureParts } from './features'
import { watchNamedVoice } from './named-voice-watch'
import { isAboutVoice, tuned, type Tuned } from './tunings'

/** Settings that have keys: each press makes one another and says which it is now. */
export interface Tuning {
  tune(command: TuneCommand): void
}

interface TuningParts {
  readonly answering: Pick<Answering, 'say'>
  readonly voice: Pick<Voice, 'speaker'>
  readonly settings: Pick<SettingsStore, 'current' | 'change'>
  readonly messages: () => Messages
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

  constructor(parts: TuningParts) {
    this.#parts = parts
  }

  tune(command: TuneCommand): void {
    this.#waiting++
    const press = (): Promise<void> => this.#tune(command)
    this.#changed = this.#changed.then(press, press)
  }

  /** Resolves when the settings are others; the words are still being said then. */
  async #tune(command: TuneCommand): Promise<void> {
    const { settings, voice, messages } = this.#parts
    const speaker = isAboutVoice(command) ? await voice.speaker() : null
    this.#waiting--
    const was = settings.current()
    const isTakenBack = command === 'quiet' && this.#becomingQuiet !== null
    this.#becomingQuiet = isTakenBack ? null : this.#becomingQuiet
    const from = isTakenBack ? { ...was, quiet: true } : was
    const now = tuned(command, { settings: from, speaker, lang: messages().locale })
    if (now.patch.quiet === true) void this.#becomeQuiet(now)
    else {
      this.#change(now)
      if (this.#waiting === 0) void this.#say(now)
    }
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

  #say({ key, values }: Tuned): Promise<void> {
    const messages = this.#parts.messages()
    return this.#parts.answering.say([{ text: messages.say(key, values), lang: messages.locale }])
  }
}

export function createTuning(parts: FeatureParts): Tuning {
  watchNamedVoice(parts)
  return new KeyTuning({ ...parts, settings: parts.profiles.inFront(parts.settings) })
}
