/** A word as speech rates count it, in characters with its space; long words take longer. */
const CHARACTERS_A_WORD = 6
/**
 * The reader's own rate is unknown; a slow one is assumed, words a minute, so that Stop still works
 * near an answer's end.
 */
export const READER_RATE = 120
/** Milliseconds from handing over until a voice begins. */
const START = 500

/** Words of a text as a speech rate counts them: by spaces or by length, whichever is more. Pure. */
export function wordCount(text: string): number {
  const bySpaces = text.split(/\s+/u).filter(Boolean).length
  return Math.max(bySpaces, Math.ceil(text.length / CHARACTERS_A_WORD))
}

/** Milliseconds that a text takes at `rate` words a minute. Pure. */
export function speechTime(text: string, rate: number): number {
  return (wordCount(text) / rate) * 60_000
}

/**
 * Until when text that was handed over at `now` probably sounds, in the clock of `now`: behind what
 * was handed over before, words ÷ rate. Pure.
 *
 * @param until the last answer of this function, or 0
 */
export function soundingUntil(until: number, now: number, text: string, rate: number): number {
  return Math.max(until, now + START) + speechTime(text, rate)
}
