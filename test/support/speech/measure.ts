import type { Pcm } from '../../../src/main/speak/wav'

/** 106 words of English in six sentences: what speech rates are measured on. */
export const READING: readonly string[] = [
  'The small brown dog is lying on a green sofa beside an open window, and a grey cat sits on the carpet next ' +
    'to it. Outside it is raining, and several people with umbrellas are waiting for the bus. The sign above the ' +
    'door says that the shop is open from nine until five.',
  'On the desk there are two monitors, a keyboard and a cup of coffee. The left one shows a web page with the ' +
    'latest news; the right one an editor with several lines of code. A dialog in the middle asks whether the ' +
    'changes should be saved before the program is closed.',
]

/** Speaks each text and gives the words a minute of all of them, pauses included. */
export async function wordsPerMinute(texts: readonly string[], speak: (text: string) => Promise<Pcm>): Promise<number> {
  let seconds = 0
  for (const text of texts) {
    const { rate, samples } = await speak(text)
    seconds += samples.length / rate
  }
  return (texts.join(' ').split(' ').length / seconds) * 60
}

/** Root of the mean square, dB below full scale; minus infinity for silence. */
export function loudness({ samples }: Pcm): number {
  const square = samples.reduce((sum, s) => sum + s * s, 0) / Math.max(1, samples.length)
  return 20 * Math.log10(Math.sqrt(square) / 32_768)
}

/** Samples of a frame in which one pitch is looked for, and the pitches of human voices, hertz. */
const FRAME = 1024
const LOWEST = 55
const HIGHEST = 500
/** Frames that are more quiet (samples, mean square), or less like themselves a period later, have no pitch. */
const QUIET = 300 ** 2
const ALIKE = 0.5
/** Twice a period fits as well as once: the shortest that is nearly as good as the best is meant. */
const NEARLY = 0.9

/** The median of the pitches of a voice's frames, hertz, by autocorrelation; 0 where it has none. */
export function pitch({ rate, samples }: Pcm): number {
  const longest = Math.floor(rate / LOWEST)
  const found: number[] = []
  for (let at = 0; at + FRAME + longest < samples.length; at += FRAME) {
    const whole = likeness(samples, at, 0)
    if (whole / FRAME < QUIET) continue
    const lags = Array.from({ length: longest - Math.floor(rate / HIGHEST) + 1 }, (_, i) => i + Math.floor(rate / HIGHEST))
    const values = lags.map((lag) => likeness(samples, at, lag) / whole)
    const best = Math.max(...values)
    if (best < ALIKE) continue
    const first = values.findIndex((value, i) => value > best * NEARLY && value >= (values[i + 1] ?? 0))
    found.push(rate / (lags[first] ?? longest))
  }
  return found.toSorted((a, b) => a - b)[Math.floor(found.length / 2)] ?? 0
}

function likeness(samples: Int16Array, at: number, lag: number): number {
  let sum = 0
  for (let i = at; i < at + FRAME; i++) sum += (samples[i] ?? 0) * (samples[i + lag] ?? 0)
  return sum
}
