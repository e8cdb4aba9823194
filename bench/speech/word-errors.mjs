// Words that were said beside words that were understood.

/** What is written in two ways and spoken in one. */
const SAME = new Map([
  ...[['colour', 'color'], ['grey', 'gray'], ['centre', 'center'], ['okay', 'ok'], ['dialogue', 'dialog']],
  ...[["what's", 'what is'], ["where's", 'where is'], ["who's", 'who is'], ["there's", 'there is'], ["it's", 'it is']],
  ...[['1', 'one'], ['2', 'two'], ['2nd', 'second'], ['log-in', 'login']],
])

/** Words without signs, case and ways of writing. */
export function wordsOf(text) {
  const plain = text.toLowerCase().replaceAll('’', "'").replace(/[^a-z0-9' -]/g, ' ')
  return plain.split(/[\s]+/).filter(Boolean).flatMap((word) => (SAME.get(word) ?? word).split(/[ -]/)).filter(Boolean)
}

/** Words to put in, to take out and to exchange, at the least (Levenshtein). */
export function wordErrors(said, understood) {
  let row = understood.map((_, i) => i + 1)
  row.unshift(0)
  for (const [i, word] of said.entries()) {
    const next = [i + 1]
    for (const [j, other] of understood.entries()) {
      next.push(Math.min(row[j] + (word === other ? 0 : 1), row[j + 1] + 1, next[j] + 1))
    }
    row = next
  }
  return row.at(-1)
}
