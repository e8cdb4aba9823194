/** One short sentence about the set-up, on standard error. */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`)
}
