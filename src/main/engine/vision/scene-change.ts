/** Levels by which a cell's mean differs more than noise and compression make it. */
const CELL = 10
/** How much lighter or darker a camera may make the same scene by itself: each level times this, at most. */
const GAIN = { least: 0.7, most: 1.4 } as const
/** Levels of difference that there can be, either way. */
const FARTHEST = Math.ceil(GAIN.most * 255)

/**
 * Share of a frame's cells whose light is another one, 0 to 1. What all cells have in common is left out, be it
 * added or a factor: a camera that corrects its exposure, and a cloud before the sun, are no other scene. Pure.
 *
 * @param a signatures, see `signatureOf`
 */
export function sceneChange(a: Uint8Array, b: Uint8Array): number {
  const gain = commonGain(a, b)
  return Math.min(share(a, b, 1), gain === 1 ? 1 : share(a, b, gain))
}

/** Cells that differ when b's levels are taken `gain` times and the usual difference is left out. */
function share(a: Uint8Array, b: Uint8Array, gain: number): number {
  const counts = new Uint32Array(2 * FARTHEST + 1)
  for (let cell = 0; cell < a.length; cell++) {
    const difference = Math.round((a[cell] as number) - gain * (b[cell] ?? 0)) + FARTHEST
    counts[difference] = (counts[difference] as number) + 1
  }
  const common = median(counts, a.length)
  let alike = 0
  for (let at = Math.max(0, common - CELL); at <= Math.min(counts.length - 1, common + CELL); at++) alike += counts[at] as number
  return a.length === 0 ? 0 : 1 - alike / a.length
}

/** The factor by which a's levels follow b's: least squares. */
function commonGain(a: Uint8Array, b: Uint8Array): number {
  const [meanA, meanB] = [mean(a), mean(b)]
  let [together, own] = [0, 0]
  for (let cell = 0; cell < a.length; cell++) {
    const offset = (b[cell] ?? 0) - meanB
    together += offset * ((a[cell] as number) - meanA)
    own += offset * offset
  }
  return own === 0 ? 1 : Math.min(GAIN.most, Math.max(GAIN.least, together / own))
}

function mean(values: Uint8Array): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}

/** Index at which half of all is counted. */
function median(counts: Uint32Array, all: number): number {
  let left = all / 2
  return counts.findIndex((count) => (left -= count) <= 0)
}
