/** Letters from which two readings of one line may differ, and the share of them that a recogniser gets wrong. */
const READING = { least: 8, share: 0.1 } as const

/**
 * Whether two texts are one line that was read twice: long enough, the same digits, and nearly the same letters.
 * Short texts must be equal: "cat" and "car" are two words. Pure.
 */
export function isAlike(a: string, b: string): boolean {
  if (a === b) return true
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  const most = Math.floor(long.length * READING.share)
  if (short.length < READING.least || long.length - short.length > most) return false
  return digits(a) === digits(b) && distance(short, long, most) <= most
}

/** Whether only the digits of two texts differ: a clock, a count, a percentage. Pure. */
export function isCount(a: string, b: string): boolean {
  return a !== b && /\d/.test(a) && /\d/.test(b) && a.replace(/\d+/g, '') === b.replace(/\d+/g, '')
}

/** Whether one text is the other while it is being typed: half of the shorter one stands at its beginning. Pure. */
export function isGrown(a: string, b: string): boolean {
  const short = Math.min(a.length, b.length)
  let same = 0
  while (same < short && a[same] === b[same]) same++
  return same > 0 && same >= short / 2
}

function digits(text: string): string {
  return text.replace(/\D+/g, ' ')
}

/** Edit distance (Levenshtein), or more than `most` once it is certain to be. */
function distance(a: string, b: string, most: number): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const changed = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(changed, (row[j] as number) + 1, (next[j - 1] as number) + 1))
    }
    if (Math.min(...next) > most) return most + 1
    row = next
  }
  return row[b.length] as number
}
