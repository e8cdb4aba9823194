import { failure } from '../../../shared/codes'
import type { MessageKey, Messages } from '../../../shared/messages'
import type { Availability, Message, Route, Spoken } from '../route'
import { speakable } from '../speakable'
import type { VoiceOverSystem } from './osascript'
import { refusalOf, type Refusal } from './refusals'
import { FIRST, IS_ON, OUTPUT } from './scripts'

/**
 * A look within what `Route.detect` may take; osascript starts in about 0.1 s. VoiceOver answers at once, but
 * not while macOS asks the user for permission. Milliseconds.
 */
const DEADLINES = { look: 1400, output: 3000 }
/** After this a refusal is tried again: the user may have switched on what was missing. Milliseconds. */
const REFUSED_FOR = 30_000

export interface VoiceOverOptions {
  readonly system: VoiceOverSystem
  readonly messages: Messages
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly deadlines?: typeof DEADLINES
}

/**
 * VoiceOver by AppleScript, in the user's own voice and in braille. It tells no end, and knows no stop, so
 * answers are handed over whole. Never starts VoiceOver. While VoiceOver may not be scripted, messages are
 * refused, and the live region of the window in front is the way left.
 */
export class VoiceOverRoute implements Route {
  readonly id = 'voiceover'
  readonly traits = { reportsEnd: false, reportsSilenced: false, separateBraille: false, language: false }
  readonly #options: VoiceOverOptions
  readonly #deadlines: typeof DEADLINES
  readonly #running = new Set<Promise<unknown>>()
  #refused: { readonly refusal: Refusal; readonly until: number } | undefined

  constructor(options: VoiceOverOptions) {
    this.#options = options
    this.#deadlines = options.deadlines ?? DEADLINES
  }

  async detect(): Promise<Availability> {
    const { system, messages, now } = this.#options
    const [answer, allows] = await Promise.all([
      this.#run(['-l', 'JavaScript', '-e', IS_ON], this.#deadlines.look),
      system.allowsScripts(),
    ])
    const out = (key: MessageKey, error = 0): Availability => ({ available: false, reason: messages.say(key, { error }) })
    if (!answer) return out('voice.voiceover.silent')
    if (answer.output.trim() !== 'on') {
      this.#refused = undefined
      return out('voice.voiceover.not-running')
    }
    if (!allows) return out('voice.voiceover.switched-off')
    const refused = this.#refused
    if (refused && refused.until > now()) return out(refused.refusal.key, refused.refusal.error)
    return { available: true, name: 'VoiceOver' }
  }

  async speak(message: Message): Promise<Spoken> {
    const text = speakable(message.text)
    if (text === '') return { ok: true, end: 'spoken' }
    const { messages, now } = this.#options
    const refusal = refusalOf(await this.#run(['-e', OUTPUT, FIRST, text], this.#deadlines.output))
    if (!refusal) {
      this.#refused = undefined
      return { ok: true, end: 'handed-over' }
    }
    if (refusal.code === 'route-refused') this.#refused = { refusal, until: now() + REFUSED_FOR }
    return failure(refusal.code, messages.say(refusal.key, { error: refusal.error }))
  }

  /** VoiceOver cannot be told to drop what it was given. */
  async silence(): Promise<void> {
    await Promise.resolve()
  }

  async close(): Promise<void> {
    await Promise.all(this.#running)
  }

  async #run(args: readonly string[], deadline: number): Promise<{ output: string; errors: string } | undefined> {
    const running = this.#options.system.run(args, deadline)
    this.#running.add(running)
    return running.finally(() => this.#running.delete(running))
  }
}
