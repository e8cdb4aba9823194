import type { Pixels } from './decode'
import { byteTables, type Normalisation } from './preprocess'

/** Patches of a picture: frames (one, repeated), rows and columns. */
export type PatchGrid = readonly [frames: number, rows: number, cols: number]

export interface PatchOptions extends Normalisation {
  /** Side of a patch, pixels. */
  readonly patch: number
  /** Patches that become one image token, a side. */
  readonly merge: number
  /** Frames of a patch; a still picture is repeated. */
  readonly frames: number
}

/**
 * A picture as the grid encoders take it. Patches of one image token stand together: row and column of
 * the token, then row and column within it; in a patch channel, frame, row and column.
 * Source: Qwen2VLImageProcessor.patchify in transformers.
 *
 * @param pixels with sides that are multiples of patch × merge
 * @returns values [rows × cols, 3 × frames × patch × patch], normalised
 */
export function patchesOf(pixels: Pixels, options: PatchOptions): { values: Float32Array; grid: PatchGrid } {
  const { patch, merge, frames } = options
  const rows = pixels.height / patch
  const cols = pixels.width / patch
  const values = new Float32Array(rows * cols * 3 * frames * patch * patch)
  const tables = byteTables(options)
  let to = 0
  for (const [row, col] of tokenOrder(rows, cols, merge)) {
    for (const [channel, table] of tables.entries()) {
      const from = to
      for (let y = 0; y < patch; y++) {
        let at = ((row * patch + y) * pixels.width + col * patch) * 3 + channel
        for (let x = 0; x < patch; x++, at += 3) values[to++] = table[pixels.rgb[at] as number] as number
      }
      for (let frame = 1; frame < frames; frame++, to += patch * patch) values.copyWithin(to, from, from + patch * patch)
    }
  }
  return { values, grid: [1, rows, cols] }
}

/** Row and column of each patch, image token by image token. */
function* tokenOrder(rows: number, cols: number, merge: number): Generator<readonly [number, number]> {
  for (let tokenRow = 0; tokenRow < rows; tokenRow += merge) {
    for (let tokenCol = 0; tokenCol < cols; tokenCol += merge) {
      for (let i = 0; i < merge * merge; i++) yield [tokenRow + Math.floor(i / merge), tokenCol + (i % merge)]
    }
  }
}
