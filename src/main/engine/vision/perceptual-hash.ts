import { SIGNATURE } from '../../../shared/engine-protocol'

/** The hash has a bit for each pair of neighbours in a row of nine, in eight rows. */
const PAIRS = 8
const ROWS = 8
/** Levels that a gradient must turn by: between equal neighbours the noise decides, and means nothing. */
const TURN = 6

/**
 * How many of 64 gradients run the other way, 0 to 64: the Hamming distance of two difference hashes ("dHash":
 * whether a cell is lighter than its right neighbour, of 9 × 8), but for gradients that hardly turned. It hardly
 * minds light, contrast and small movements. Pure.
 *
 * @param a signatures, see `signatureOf`
 */
export function hashDistance(a: Uint8Array, b: Uint8Array): number {
  const [first, second] = [gradients(a), gradients(b)]
  let distance = 0
  for (const [i, x] of first.entries()) {
    const y = second[i] as number
    if (x > 0 !== y > 0 && Math.abs(x - y) > TURN) distance++
  }
  return distance
}

function gradients(signature: Uint8Array): Float32Array {
  const { columns, rows } = SIGNATURE
  const side = PAIRS + 1
  const sums = new Float32Array(side * ROWS)
  const counts = new Float32Array(side * ROWS)
  for (let y = 0, at = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++, at++) {
      const cell = Math.floor((y * ROWS) / rows) * side + Math.floor((x * side) / columns)
      sums[cell] = (sums[cell] as number) + (signature[at] ?? 0)
      counts[cell] = (counts[cell] as number) + 1
    }
  }
  const mean = (cell: number): number => (sums[cell] as number) / (counts[cell] as number)
  return Float32Array.from({ length: PAIRS * ROWS }, (_, i) => {
    const cell = Math.floor(i / PAIRS) * side + (i % PAIRS)
    return mean(cell) - mean(cell + 1)
  })
}
