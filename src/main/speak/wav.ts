/** Sound of one channel, 16 bits a sample. */
export interface Pcm {
  /** Samples a second. */
  readonly rate: number
  readonly samples: Int16Array
}

const HEADER = 44

/** A WAV file of a sound (RIFF, format 1). Pure. */
export function wavOf({ rate, samples }: Pcm): Uint8Array {
  const size = samples.length * 2
  const wav = new Uint8Array(HEADER + size)
  const view = new DataView(wav.buffer)
  const text = (at: number, letters: string): void => {
    for (const [i, letter] of [...letters].entries()) view.setUint8(at + i, letter.charCodeAt(0))
  }
  text(0, 'RIFF')
  view.setUint32(4, HEADER - 8 + size, true)
  text(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, rate * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  text(36, 'data')
  view.setUint32(40, size, true)
  for (const [i, sample] of samples.entries()) view.setInt16(HEADER + i * 2, sample, true)
  return wav
}

/**
 * The sound in a WAV file; undefined where it is not 16 bits of one channel. A data size beyond the
 * file's end means up to the end: programs that write to a pipe cannot know it. Pure.
 */
export function pcmOf(wav: Uint8Array): Pcm | undefined {
  const view = new DataView(wav.buffer, wav.byteOffset, wav.byteLength)
  const name = (at: number): string => String.fromCharCode(...wav.subarray(at, at + 4))
  if (wav.length < 12 || name(0) !== 'RIFF' || name(8) !== 'WAVE') return undefined
  let rate: number | undefined
  for (let at = 12; at + 8 <= wav.length;) {
    const size = view.getUint32(at + 4, true)
    const body = at + 8
    if (name(at) === 'fmt ' && body + 16 <= wav.length) {
      const [format, channels, bits] = [0, 2, 14].map((o) => view.getUint16(body + o, true))
      if (format !== 1 || channels !== 1 || bits !== 16) return undefined
      rate = view.getUint32(body + 4, true)
    }
    if (name(at) === 'data') {
      if (!rate) return undefined
      const bytes = Math.min(size, wav.length - body) & ~1
      const samples = Int16Array.from({ length: bytes / 2 }, (_, i) => view.getInt16(body + i * 2, true))
      return { rate, samples }
    }
    at = body + size + (size & 1)
  }
  return undefined
}

/** The same sound, quieter: `volume` 0 to 1. Pure. */
export function quieter({ rate, samples }: Pcm, volume: number): Pcm {
  return { rate, samples: volume === 1 ? samples : samples.map((s) => Math.round(s * volume)) }
}
