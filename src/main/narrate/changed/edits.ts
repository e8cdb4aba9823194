/** More than any line has. */
const FAR = 0xffff

/**
 * Whether one text becomes the other by at most so many letters added, taken or exchanged (Levenshtein's distance).
 * Only the band of the table in which that can be is filled, and it is given up where all of a row lies beyond
 * (Ukkonen 1985): two pages of hundreds of lines are compared line with line. Pure.
 *
 * @param most a whole number
 */
export function areWithin(a: string, b: string, most: number): boolean {
  if (Math.abs(a.length - b.length) > most) return false
  let row = new Uint16Array(b.length + 2).fill(FAR)
  let next = new Uint16Array(b.length + 2)
  for (let j = 0; j <= Math.min(b.length, most); j++) row[j] = j
  for (let i = 1; i <= a.length; i++) {
    const from = Math.max(1, i - most)
    const to = Math.min(b.length, i + most)
    let least = (next[from - 1] = from === 1 && i <= most ? i : FAR)
    for (let j = from; j <= to; j++) {
      const exchanged = (row[j - 1] ?? FAR) + (a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1)
      const edits = Math.min(exchanged, (row[j] ?? FAR) + 1, (next[j - 1] ?? FAR) + 1)
      next[j] = Math.min(edits, FAR)
      least = Math.min(least, edits)
    }
    next[to + 1] = FAR
    if (least > most) return false
    ;[row, next] = [next, row]
  }
  return (row[b.length] ?? FAR) <= most
}
