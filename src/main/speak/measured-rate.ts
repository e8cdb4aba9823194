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
  return between(
    wordsPerMinute,
    measured.map(([speed, wpm]) => [wpm, speed]),
  )
}

/** The words a minute that are spoken at `speed`: the other way round. Pure. */
export function rateAt(speed: number, measured: MeasuredRates): number {
  return between(speed, measured)
}

function between(value: number, points: readonly (readonly [number, number])[]): number {
  const above = points.findIndex(([x]) => x >= value)
  const [to, from] = [points[above], points[above - 1]]
  if (to && from) return from[1] + ((value - from[0]) / (to[0] - from[0])) * (to[1] - from[1])
  return (to ?? points.at(-1))?.[1] ?? 0
}
