// Sound for the bench: speech of two synthetic voices, and noise over it. 16 kHz, one channel, -1 to 1.

export const RATE = 16_000
/** Half the length of the resampling filter, in samples of the slower rate. */
const LOBES = 16

/** Band-limited: a sinc under a Hann window, cut off below the slower rate's half. */
export function resampled(samples, from) {
  if (from === RATE) return samples
  const ratio = from / RATE
  const cut = Math.min(1, 1 / ratio) * 0.95
  const reach = LOBES / cut
  return Float32Array.from({ length: Math.floor(samples.length / ratio) }, (_, i) => {
    const middle = i * ratio
    let sum = 0
    for (let j = Math.ceil(middle - reach); j <= middle + reach; j++) {
      if (j < 0 || j >= samples.length) continue
      const x = (j - middle) * cut
      const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
      sum += samples[j] * cut * sinc * (0.5 + 0.5 * Math.cos((Math.PI * (j - middle)) / reach))
    }
    return sum
  })
}

/** Uniform white noise. @param random gives 0 to 1 */
export const white = (length, random) => Float32Array.from({ length }, () => random() * 2 - 1)

/** Several people at once: sentences one over the other, each begun somewhere and gone through again and again. */
export function babble(length, sentences, random) {
  const sum = new Float32Array(length)
  for (const sentence of sentences) {
    const begin = Math.floor(random() * sentence.length)
    for (let i = 0; i < length; i++) sum[i] += sentence[(begin + i) % sentence.length]
  }
  return sum
}

const power = (sound) => sound.reduce((sum, sample) => sum + sample * sample, 0) / sound.length

/** Speech in noise, so many decibels under it, from `lead` seconds before it to `tail` after it. */
export function inNoise(speech, { lead, tail, decibels, noise }) {
  const before = Math.round(lead * RATE)
  const all = new Float32Array(before + speech.length + Math.round(tail * RATE))
  all.set(speech, before)
  if (!noise) return all
  const over = noise(all.length)
  const gain = Math.sqrt(power(speech) / power(over) / 10 ** (decibels / 10))
  for (let i = 0; i < all.length; i++) all[i] += gain * over[i]
  // A microphone's sound never passes full scale.
  const peak = all.reduce((most, sample) => Math.max(most, Math.abs(sample)), 1)
  return all.map((sample) => sample / peak)
}
