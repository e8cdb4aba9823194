import type { Decoder, LogitRows } from './decoder'
import type { DecoderCache } from './decoder-cache'

/** One sequence of a language model, as generation sees it: whatever the model's family is. */
export interface Continuation {
  /**
   * Feeds token ids.
   *
   * @returns the logits after each of them, in order; valid until the next feed
   */
  feed(ids: readonly number[]): Promise<LogitRows>
  /** Whether the last positions can be taken back. */
  readonly canRetract: boolean
  retract(count: number): void
}

/**
 * The sequence that a decoder's cache holds.
 *
 * @param positions those of the next tokens, as `Decoder.run` takes them; counted on by default
 */
export function continuation(
  decoder: Decoder,
  cache: DecoderCache,
  positions?: (from: number, length: number) => BigInt64Array,
): Continuation {
  return {
    feed: async (ids) =>
      decoder.run(await decoder.embed(ids), cache, ids.length, positions?.(cache.length, ids.length)),
    get canRetract() {
      return cache.canRetract
    },
    retract: (count) => cache.retract(count),
  }
}
