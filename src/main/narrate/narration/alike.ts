/** Letters from which a line is long enough for two readings of it to be told from two lines. */
const LEAST = 8
/** What recognisers take for one another, each class by its first. */
const CLASSES = ['l1ijtf', 'o0cea', 's5', 'b8h', 'gq9', 'z2', 'uv']
const FIRST = new Map(CLASSES.flatMap((all) => [...all].map((letter) => [letter, all[0] as string] as const)))

/**
 * What a line is known by, however it was read: letters that recognisers take for one another are one, and spaces
 * count for nothing. No two digits are one. Short lines are known by all of their letters: "cat" and "cot" are two words. Pure.
 *
 * @param key letters and digits, lower case
 */
export function readingOf(key: string): string {
  if (key.length < LEAST) return key
  return key
    .replaceAll('rn', 'm')
    .replace(/\s+/g, '')
    .replace(/[a-z0-9]/g, (letter) => FIRST.get(letter) ?? letter)
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
