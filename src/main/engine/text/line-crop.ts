import type { Box } from '../../../shared/text-line'
import type { Pixels } from '../vision/decode'

/**
 * The pixels of a line, scaled to `height` and normalised to -1..1, as three planes.
 *
 * Enlarging is linear (cubic was measured: 0.3 % fewer characters right); what is made smaller is
 * averaged first, as skipped rows would lose thin strokes.
 *
 * @param widthStep the width of the result is a multiple of it; what is added repeats the last column
 */
export function cropLine(
  pixels: Pixels,
  box: Box,
  height: number,
  widthStep: number,
): { readonly width: number; readonly data: Float32Array } {
  const scale = height / box.height
  const natural = Math.max(1, Math.round(box.width * scale))
  const width = Math.max(widthStep * 2, Math.ceil(natural / widthStep) * widthStep)
  const area = width * height
  const data = new Float32Array(area * 3)
  const columns = samples(width, box.x, 1 / scale, pixels.width, natural)
  const rows = samples(height, box.y, 1 / scale, pixels.height, height)
  const { rgb } = pixels
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let red = 0
      let green = 0
      let blue = 0
      for (let j = 0; j < rows.taps; j++) {
        const row = (rows.index[y * rows.taps + j] ?? 0) * pixels.width
        const down = rows.weight[y * rows.taps + j] ?? 0
        for (let i = 0; i < columns.taps; i++) {
          const at = (row + (columns.index[x * columns.taps + i] ?? 0)) * 3
          const share = down * (columns.weight[x * columns.taps + i] ?? 0)
          red += share * (rgb[at] ?? 0)
          green += share * (rgb[at + 1] ?? 0)
          blue += share * (rgb[at + 2] ?? 0)
        }
      }
      const to = y * width + x
      data[to] = blue / 127.5 - 1
      data[area + to] = green / 127.5 - 1
      data[area * 2 + to] = red / 127.5 - 1
    }
  }
  return { width, data }
}

interface Samples {
  readonly taps: number
  readonly index: Int32Array
  readonly weight: Float32Array
}

/** Which source pixels, in which shares, make each place of one side: a triangle as wide as the step. */
function samples(count: number, from: number, step: number, limit: number, natural: number): Samples {
  const reach = Math.max(1, step)
  const taps = Math.ceil(reach * 2)
  const index = new Int32Array(count * taps)
  const weight = new Float32Array(count * taps)
  for (let i = 0; i < count; i++) {
    const centre = from + (Math.min(i, natural - 1) + 0.5) * step - 0.5
    const first = Math.ceil(centre - reach)
    let total = 0
    for (let j = 0; j < taps; j++) {
      const share = Math.max(0, 1 - Math.abs(first + j - centre) / reach)
      index[i * taps + j] = Math.min(Math.max(first + j, 0), limit - 1)
      weight[i * taps + j] = share
      total += share
    }
    for (let j = 0; j < taps; j++) weight[i * taps + j] = (weight[i * taps + j] ?? 0) / total
  }
  return { taps, index, weight }
}
