import { rateAt, speedFor, type MeasuredRates } from '../measured-rate'

/**
 * SSIP rates of espeak-ng 1.51 behind Speech Dispatcher 0.11.4 with its default settings
 * (EspeakMinRate 80, EspeakNormalRate 170, EspeakMaxRate 449). Other voices and settings speak otherwise.
 */
const MEASURED: MeasuredRates = [
  [-100, 106],
  [-75, 130],
  [-50, 158],
  [-25, 188],
  [0, 217],
  [25, 307],
  [50, 397],
  [75, 484],
  [100, 560],
]

/** The SSIP rate, -100 to 100, that speaks `wordsPerMinute`; slower than 106 it cannot be. Pure. */
export function ssipRate(wordsPerMinute: number): number {
  return Math.round(speedFor(wordsPerMinute, MEASURED))
}

/** The words a minute that an SSIP rate speaks. Pure. */
export function ssipWordsPerMinute(rate: number): number {
  return Math.round(rateAt(rate, MEASURED))
}

/** A pitch of -1 to 1 as SSIP's -100 to 100, up or down from the user's own. Pure. */
export function ssipPitch(pitch: number, own = 0): number {
  return Math.round(clamp(own + pitch * 100, -100, 100))
}

/** A volume of 0 to 1 as a part of the user's own, on SSIP's scale of -100 to 100, where 100 is usual. Pure. */
export function ssipVolume(volume: number, own = 100): number {
  return Math.round((clamp(own, -100, 100) + 100) * clamp(volume, 0, 1) - 100)
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
