import { SIGNATURE } from '../../../shared/engine-protocol'
import type { LumaPlane } from './luma'

/**
 * A frame as 64 × 36 cells, the mean light of each, 0 to 255: small enough to keep and to send, and the same for
 * a frame and for one of it made smaller. Sensor noise is averaged out. Pure.
 */
export function signatureOf({ width, height, luma }: LumaPlane): Uint8Array<ArrayBuffer> {
  const { columns, rows } = SIGNATURE
  const sums = new Float64Array(columns * rows)
  const counts = new Uint32Array(columns * rows)
  const column = Uint16Array.from({ length: width }, (_, x) => Math.floor((x * columns) / width))
  for (let y = 0, at = 0; y < height; y++) {
    const row = Math.floor((y * rows) / height) * columns
    for (let x = 0; x < width; x++, at++) {
      const cell = row + (column[x] as number)
      sums[cell] = (sums[cell] as number) + (luma[at] as number)
      counts[cell] = (counts[cell] as number) + 1
    }
  }
  // A frame smaller than the grid leaves cells without a pixel.
  return Uint8Array.from(sums, (sum, cell) => Math.round(sum / Math.max(1, counts[cell] as number)))
}
