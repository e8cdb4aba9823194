/** How a kind of message is told: in words, by a sound alone, or not at all. */
const TELLINGS = ['words', 'sound', 'off'] as const
export type Telling = (typeof TELLINGS)[number]

/**
 * What Descry says that is neither an answer nor a failure, by kind, with the tellings that each may have.
 * Answers, failures and what was asked for by key ("status") are always words: silence is never an answer.
 */
export const VERBOSITY = {
  /** "Descry is ready." A key that could not be had is a failure and always said. */
  greeting: TELLINGS,
  /** "Still working" after eight seconds. */
  progress: TELLINGS,
  /** How a download, a check or a change of the model comes along. */
  notices: TELLINGS,
  /** "Copied." */
  confirmations: ['words', 'sound'],
  /** "More with M", which keys a menu has. */
  hints: ['words', 'off'],
  /** The name of the window that an answer is about, and the display. */
  places: ['words', 'off'],
  /** A screen reader came or went, and who speaks now. */
  voices: ['words', 'sound'],
} as const satisfies Record<string, readonly Telling[]>

export type Topic = keyof typeof VERBOSITY
export const TOPICS = Object.keys(VERBOSITY) as [Topic, ...Topic[]]
