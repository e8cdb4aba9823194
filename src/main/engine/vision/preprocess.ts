import type { Pixels } from './decode'
import { resize } from './resize'
import { planTiles, type TileOptions } from './tiles'

/** From a byte to what the encoder was trained on: (byte × rescale − mean) ÷ std, a channel each. */
export interface Normalisation {
  readonly mean: readonly [number, number, number]
  readonly std: readonly [number, number, number]
  readonly rescale: number
}

export type PreprocessOptions = Normalisation & TileOptions

export interface PixelValues {
  /** [count × 3 × S × S], tiles row by row, the picture as a whole last. */
  readonly values: Float32Array
  readonly count: number
  readonly rows: number
  readonly cols: number
}

/**
 * A picture as the Idefics3 and SmolVLM encoders take it. Every tile is used to its edge, so its
 * attention mask is all ones. Each tile comes from the original by one resize.
 */
export async function preprocess(pixels: Pixels, options: PreprocessOptions): Promise<PixelValues> {
  const { tileSize } = options
  const plan = planTiles(pixels.width, pixels.height, options)
  const { count, rows, cols } = plan
  const values = new Float32Array(count * 3 * tileSize * tileSize)
  const cut = { tileSize, tables: byteTables(options), values }
  if (rows > 0) {
    const canvas = await resize(pixels, plan.width, plan.height)
    for (let tile = 0; tile < rows * cols; tile++) {
      writeTile(canvas, (tile % cols) * tileSize, Math.floor(tile / cols) * tileSize, tile, cut)
    }
  }
  writeTile(await resize(pixels, tileSize, tileSize), 0, 0, count - 1, cut)
  return { values, count, rows, cols }
}

interface Cut {
  readonly tileSize: number
  readonly tables: readonly Float32Array[]
  readonly values: Float32Array
}

/** Normalised value by channel and byte. */
export function byteTables({ mean, std, rescale }: Normalisation): Float32Array[] {
  return mean.map((m, channel) => Float32Array.from({ length: 256 }, (_, byte) => (byte * rescale - m) / (std[channel] ?? 1)))
}

function writeTile({ width, rgb }: Pixels, left: number, top: number, tile: number, cut: Cut): void {
  const { tileSize, values } = cut
  cut.tables.forEach((table, channel) => {
    let to = (tile * 3 + channel) * tileSize * tileSize
    for (let y = 0; y < tileSize; y++) {
      let from = ((top + y) * width + left) * 3 + channel
      for (let x = 0; x < tileSize; x++, from += 3) values[to++] = table[rgb[from] as number] as number
    }
  })
}
