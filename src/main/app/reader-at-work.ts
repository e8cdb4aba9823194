import { NEIGHBOURS, type Neighbour } from '../../shared/key-conflicts'
import type { Messages } from '../../shared/messages'
import type { Settings } from '../../shared/settings'
import type { ScreenReaderName } from '../desktop/desktop'
import type { Voice } from '../speak/voice'
import { watchReader, type Reader, type ReaderWatch } from './reader-watch'
import type { AppStateStore } from './state'
import { voiceSentence } from './status'
import type { Tell } from './tell'

interface ReaderParts {
  readonly voice: Voice
  readonly known: () => Promise<ScreenReaderName | null>
  readonly any: () => Promise<boolean>
  readonly state: AppStateStore
  readonly settings: () => Settings
  /** Nothing is spoken, by the settings or by the profile of the program in front. */
  readonly isQuiet: () => boolean
  readonly messages: () => Messages
  readonly tell: Tell
  /** A known reader came: it has keys of its own. */
  readonly came: (reader: Neighbour) => void
  /** The window asks what is to be done beside a reader that Descry does not know. */
  readonly ask: () => void
  readonly timers: Parameters<typeof watchReader>[0]['timers']
}

/** A reader that has just started cannot be spoken through yet; milliseconds until its routes are looked at again. */
const SETTLED_AFTER = 3000

/** Who reads the screen and who speaks, kept true while Descry runs. */
export class ReaderAtWork {
  readonly #parts: ReaderParts
  readonly #watch: ReaderWatch
  #again: unknown

  constructor(parts: ReaderParts) {
    this.#parts = parts
    const { known, any, timers } = parts
    this.#watch = watchReader({ known, any, timers, changed: (now, before) => void this.#changed(now, before) })
  }

  /** Looks who reads and who would speak, and tells the windows. */
  async refresh(): Promise<void> {
    const { voice, state, messages } = this.#parts
    await this.#watch.look().catch(() => undefined)
    const status = await voice.status()
    this.apply()
    state.change({ voice: voiceSentence(status, messages()) })
  }

  /** What the settings and the reader that runs mean for windows and voice. */
  apply(): void {
    const { voice, state, settings, isQuiet } = this.#parts
    const { now } = this.#watch
    const { voice: speech, braille, caption, quiet } = settings()
    const reader = now !== null
    voice.change({ readersOnly: now === 'unknown' && speech.unknownReader !== 'speak' })
    state.change({
      reader,
      unknownReader: now === 'unknown' && speech.unknownReader === 'ask',
      saysFocus: !reader && speech.ownWindows && !braille.only && !quiet,
      // What is not spoken is shown, whatever else was wanted.
      caption: isQuiet() || caption.mode === 'always' || (caption.mode === 'no-reader' && !reader),
    })
  }

  stop(): void {
    this.#watch.stop()
    this.#parts.timers.clearTimeout(this.#again as never)
  }

  async #changed(now: Reader, before: Reader): Promise<void> {
    const { came, ask, settings, timers } = this.#parts
    this.apply()
    if (now !== null && now !== 'unknown') came(now)
    if (now === 'unknown' && settings().voice.unknownReader === 'ask') ask()
    timers.clearTimeout(this.#again as never)
    this.#again = timers.setTimeout(() => void this.#tellVoice(), SETTLED_AFTER)
    await this.#tellVoice()
    if (now === null && before !== null && before !== 'unknown') this.#sayEnded(before)
  }

  async #tellVoice(): Promise<void> {
    const { voice, state, messages } = this.#parts
    state.change({ voice: voiceSentence(await voice.status(), messages()) })
  }

  /** Who listened to it would wait for it in vain; who speaks now says so. */
  #sayEnded(reader: ScreenReaderName): void {
    const { messages, tell, state } = this.#parts
    const say = messages()
    const text = `${say.say('app.reader-ended', { name: NEIGHBOURS[reader] })} ${state.state.voice}`
    tell('voices', [{ text, lang: say.locale }])
  }
}
