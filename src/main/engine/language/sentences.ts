/** Words that end in a full stop without ending a sentence; the model's language is English. */
const ABBREVIATIONS = new Set([
  'mr', 'mrs', 'ms', 'dr', 'prof', 'st', 'no', 'vs', 'etc', 'e.g', 'i.e', 'approx', 'fig', 'inc', 'a.m', 'p.m',
])

/**
 * Cuts a stream of text into sentences, each given out as soon as it is known to be over: at a mark
 * that is followed by white space and something that can begin a sentence, or at a line's end.
 * What was pushed comes out again, whole and in order, but for the white space between sentences.
 */
export class SentenceSplitter {
  #rest = ''

  /** @returns the sentences that this piece of text completed */
  push(text: string): string[] {
    this.#rest += text
    const out: string[] = []
    for (let cut = findCut(this.#rest); cut !== -1; cut = findCut(this.#rest)) {
      const sentence = this.#rest.slice(0, cut).trim()
      this.#rest = this.#rest.slice(cut)
      if (sentence !== '') out.push(sentence)
    }
    return out
  }

  /** @returns what is left, finished or not */
  end(): string[] {
    const last = this.#rest.trim()
    this.#rest = ''
    return last === '' ? [] : [last]
  }
}

/** Index just behind the first sentence that is over for sure, or -1. */
function findCut(text: string): number {
  for (const match of text.matchAll(/\n+|[.!?…]+["'”’)\]]*(?=\s+\S)/g)) {
    const end = match.index + match[0].length
    if (match[0].startsWith('\n')) return end
    const before = text.slice(0, match.index)
    if (match[0].startsWith('.') && !endsSentence(before, text.slice(end).trimStart())) continue
    return end
  }
  return -1
}

function endsSentence(before: string, after: string): boolean {
  const word = /[\p{L}\p{N}.]+$/u.exec(before)?.[0] ?? ''
  if (ABBREVIATIONS.has(word.toLowerCase())) return false
  // "J. Smith": one capital letter alone is an initial. The word "I" ends sentences too rarely to matter.
  if (/^\p{Lu}$/u.test(word)) return false
  // A lower-case letter behind the stop goes on with the sentence.
  return !/^\p{Ll}/u.test(after)
}
