import { availableParallelism } from 'node:os'
import sharp, { type Sharp, type SharpOptions } from 'sharp'

// Every picture is seen once: an operation cache would only hold its pixels (up to 50 MB) for nothing.
sharp.cache(false)
// Two threads resize a full-HD picture a third faster than one; each more holds line buffers of its
// own, and the cores belong to the encoder and the recogniser.
sharp.concurrency(Math.min(2, availableParallelism()))

/** sharp with this process's settings; all pictures go through here. */
export function libvips(input: Uint8Array, options: SharpOptions = {}): Sharp {
  return sharp(input, options)
}
