import type { LumaPlane } from './luma'

export interface Light {
  /** Mean level, 0 to 255. */
  readonly mean: number
  /** Levels between the darkest and the lightest twentieth. */
  readonly contrast: number
}

/** Share at either end that is left out of the contrast: specks and lamps. */
const TAIL = 0.05

/** How light a frame is and how far its levels lie apart. Pure. */
export function lightOf({ luma }: LumaPlane): Light {
  const counts = new Uint32Array(256)
  let sum = 0
  for (const level of luma) {
    counts[level] = (counts[level] as number) + 1
    sum += level
  }
  const quantile = (share: number): number => {
    let left = luma.length * share
    for (const [level, count] of counts.entries()) {
      left -= count
      if (left < 0) return level
    }
    return 255
  }
  return { mean: sum / Math.max(1, luma.length), contrast: quantile(1 - TAIL) - quantile(TAIL) }
}
