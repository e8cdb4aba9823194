import type { PatchGrid } from '../vision/patches'

/** Positions of a sequence in time, height and width. */
export interface GridPositions {
  /** One row each for time, height and width, a position a token. */
  readonly rows: readonly (readonly number[])[]
  /** What the position of a later token is ahead of its place; negative where pictures took less than their tokens. */
  readonly delta: number
}

/**
 * Text counts on in all three rows; an image token has its picture's start as its time, and row and column
 * counted from there; what follows a picture goes on behind its longer side.
 * Source: Qwen3_5Model.get_rope_index in transformers; for still pictures Qwen2-VL's is the same.
 *
 * @param grids patches of each picture, in order
 * @param merge patches of an image token, a side
 */
export function gridPositions(
  ids: readonly number[],
  imageTokenId: number,
  grids: readonly PatchGrid[],
  merge: number,
): GridPositions {
  const rows: number[][] = [[], [], []]
  const put = (...position: readonly [number, number, number]): void => position.forEach((value, i) => rows[i]?.push(value))
  let next = 0
  let picture = 0
  for (let i = 0; i < ids.length; ) {
    const grid = ids[i] === imageTokenId ? grids[picture++] : undefined
    if (!grid) {
      put(next, next, next)
      next++
      i++
      continue
    }
    const [frames, height, width] = [grid[0], grid[1] / merge, grid[2] / merge]
    const count = frames * height * width
    for (let token = 0; token < count; token++) {
      const [row, col] = [Math.floor(token / width) % height, token % width]
      put(next + Math.floor(token / (height * width)), next + row, next + col)
    }
    next += Math.max(height, width)
    i += count
  }
  return { rows, delta: next - ids.length }
}

/** `position_ids` of `length` tokens from a place on, [3 × length]; behind the prompt they are counted on. */
export function positionIds({ rows, delta }: GridPositions, from: number, length: number): BigInt64Array {
  const ids = new BigInt64Array(rows.length * length)
  rows.forEach((row, r) => {
    for (let i = 0; i < length; i++) ids[r * length + i] = BigInt(row[from + i] ?? from + i + delta)
  })
  return ids
}
