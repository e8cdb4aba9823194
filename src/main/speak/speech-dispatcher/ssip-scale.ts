/**
 * Words a minute that SSIP rates really give: 54 English words spoken by espeak-ng 1.51 through
 * Speech Dispatcher 0.11.4 with its default settings, timed from BEGIN to END (pauses included).
 * bench/voice/rate.mjs measures it.
 */
const MEASURED: readonly (readonly [rate: number, wordsPerMinute: number])[] = [
  [-100, 107],
  [-75, 131],
  [-50, 160],
  [-25, 190],
  [0, 219],
  [25, 312],
  [50, 402],
  [75, 489],
  [100, 581],
]

/** The SSIP rate, -100 to 100, that speaks `wordsPerMinute`: linear between the measured points. Pure. */
export function ssipRate(wordsPerMinute: number): number {
  const above = MEASURED.findIndex(([, wpm]) => wpm >= wordsPerMinute)
  if (above === 0) return -100
  const [to, from] = [MEASURED[above], MEASURED[above - 1]]
  if (!to || !from) return 100
  return Math.round(from[0] + ((wordsPerMinute - from[1]) / (to[1] - from[1])) * (to[0] - from[0]))
}

/** A pitch of -1 to 1 as SSIP's -100 to 100. */
export function ssipPitch(pitch: number): number {
  return Math.round(clamp(pitch, -1, 1) * 100)
}

/** A volume of 0 to 1 as SSIP's -100 to 100, of which 100 is the default. */
export function ssipVolume(volume: number): number {
  return Math.round(clamp(volume, 0, 1) * 200 - 100)
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
