import type { Failure } from '../../shared/codes'
import type { Punctuation } from '../../shared/settings'
import type { ROUTE_IDS } from '../../shared/voice-routes'

export type RouteId = (typeof ROUTE_IDS)[number]

/** Those that speak through a running screen reader; beside one, every other is a second voice. */
export const READER_ROUTES: readonly RouteId[] = ['orca', 'at-spi', 'nvda', 'jaws', 'voiceover', 'narrator', 'live-region']

/** What a route can tell about a message that it was given, and do with it. */
export interface RouteTraits {
  /** The route says when a message has been spoken to its end. */
  readonly reportsEnd: boolean
  /** The route says when the user silenced a message: the rest of an answer is then dropped. */
  readonly reportsSilenced: boolean
  /** Braille can be given other words than speech. */
  readonly separateBraille: boolean
  /** The route can be told the language of a message. */
  readonly language: boolean
}

/**
 * `answer`, `failure` and `progress` queue behind each other; `narration` keeps only the newest; `focus`
 * is what has the focus in our own windows: the newest at once, the one before is cut off.
 */
export type MessageKind = 'answer' | 'failure' | 'progress' | 'narration' | 'focus'

export interface Words {
  /** Plain text; hostile input: a route escapes it for itself. */
  readonly text: string
  /** BCP 47. */
  readonly lang: string
}

export interface Message extends Words {
  readonly kind: MessageKind
}

/** What braille is given of an answer: all of it, in one message. */
export interface BrailleMessage extends Words {
  /** It stays until a key is pressed, where the reader can do that. */
  readonly persistent: boolean
}

/** Settings of voices that Descry drives itself; a running screen reader's voice keeps its own. */
export interface VoiceSettings {
  /** Words a minute, 80 to 550; undefined leaves the rate that the user gave the system's voice. */
  readonly rate: number | undefined
  /** 0 to 1. */
  readonly volume: number
  /** -1 to 1. */
  readonly pitch: number
  /** Which signs are read out by name; `voice` leaves it to the voice. */
  readonly punctuation: Punctuation
  /** A voice of the route, by its name: it speaks what is in its own language. The route chooses without it. */
  readonly voice?: string | undefined
}

/** A voice as its route lists it. */
export interface NamedVoice {
  readonly name: string
  /** BCP 47. */
  readonly lang: string
}

/** What Descry sets itself of a route's voice. */
export interface Driven {
  /** Words a minute while the user has set none. */
  readonly rate: number
  /** The route can make it louder and quieter; every other thing of `VoiceSettings` it can. */
  readonly volume: boolean
  /** Those that can be chosen by name, in the system's order. */
  readonly voices: readonly NamedVoice[]
}

/** `handed-over`: the route took the message and cannot tell more. */
export type SpokenEnd = 'spoken' | 'silenced' | 'handed-over'

export type Spoken = { readonly ok: true; readonly end: SpokenEnd } | Failure

/** `name` is what speaks, `reason` a sentence for the user: why not, and what would help. */
export type Availability =
  { readonly available: true; readonly name: string } | { readonly available: false; readonly reason: string }

/** One contract for every route; the contract suite in test/main/speak runs against each. */
export interface Route {
  readonly id: RouteId
  readonly traits: RouteTraits
  /** Whether it could speak now; looks, never starts a reader, never speaks, answers within 1.5 s. */
  detect(): Promise<Availability>
  /**
   * One message at a time. Resolves when the message's end is known, or at once as `handed-over`
   * where it never is. `route-refused` concerns this message alone, any other failure the route.
   */
  speak(message: Message): Promise<Spoken>
  /**
   * There where `separateBraille` is, and only there: shows a whole answer in braille beside its speech, or
   * instead of it. `speak` then leaves braille alone. Resolves as `handed-over`; failures as of `speak`.
   */
  braille?(message: BrailleMessage): Promise<Spoken>
  /** There where Descry drives the voice itself; a reader's is the user's to set in the reader. Starts nothing. */
  driven?(): Promise<Driven>
  /**
   * Silences this route's own speech, at once; never throws, silent when nothing sounds. A `speak`
   * that has not resolved yet resolves as `silenced`.
   */
  silence(): Promise<void>
  close(): Promise<void>
}
