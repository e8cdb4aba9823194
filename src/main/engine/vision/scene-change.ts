/** Levels by which a cell's mean differs more than noise and compression make it. */
const CELL = 10

/**
 * Share of a frame's cells whose light is another one, 0 to 1. What all cells have in common is left out: a camera
 * that corrects its exposure, and a cloud before the sun, are no other scene. Pure.
 *
 * @param a signatures, see `signatureOf`
 */
export function sceneChange(a: Uint8Array, b: Uint8Array): number {
  const differences = Int16Array.from(a, (level, cell) => level - (b[cell] ?? 0))
  const common = median(differences)
  let changed = 0
  for (const difference of differences) if (Math.abs(difference - common) > CELL) changed++
  return a.length === 0 ? 0 : changed / a.length
}

function median(values: Int16Array): number {
  return Int16Array.from(values).sort()[values.length >> 1] ?? 0
}
