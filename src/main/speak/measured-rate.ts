/** What a voice was measured to speak: its own measure of speed, and words a minute, both rising. */
export type MeasuredRates = readonly (readonly [speed: number, wordsPerMinute: number])[]

/**
 * The speed that speaks `wordsPerMinute`: linear between the measured points, and the slowest or fastest
 * of them for what the voice cannot do. Pure.
 *
 * Every table in this folder was measured by bench/voice/rate.mjs on the same 106 words of English in six
 * sentences, pauses included, from the length of the samples. Other languages keep the tempo, not the
 * count: German words are longer, and fewer of them fit into a minute.
 */
export function speedFor(wordsPerMinute: number, measured: MeasuredRates): number {
  const above = measured.findIndex(([, wpm]) => wpm >= wordsPerMinute)
  const [to, from] = [measured[above], measured[above - 1]]
  if (to && from) return from[0] + ((wordsPerMinute - from[1]) / (to[1] - from[1])) * (to[0] - from[0])
  return (to ?? measured.at(-1))?.[0] ?? 0
}
