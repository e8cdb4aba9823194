import { contentWords } from '../repetition'

/** What a picture is, or where in it something is, says nothing about what is there. */
const PICTURE_WORDS = new Set('photo picture image close up closeup view background foreground scene front side top looks look like'.split(' '))
/** "lying on a couch", "sitting on a couch": small models choose among these from frame to frame. */
const DOING = { ending: 'ing', weight: 0.5 } as const
/** Share of a sentence's words, by weight, that stands in one that was said: then it says the same again. */
const SAME = 0.75
/** Sentences that are remembered, and for how long, milliseconds: a place that one comes back to later is news. */
const REMEMBERED = { most: 60, time: 10 * 60_000 } as const

interface Said {
  readonly words: ReadonlySet<string>
  readonly at: number
}

/** What was said before, by its content words: the same thing in other words is no news. */
export class News {
  #said: readonly Said[] = []

  /** The sentences that say something new, also beside one another. @param now milliseconds */
  fresh(sentences: readonly string[], now: number): string[] {
    const known = this.#said.filter(({ at }) => now - at < REMEMBERED.time).map(({ words }) => words)
    const fresh: string[] = []
    for (const sentence of sentences) {
      const words = wordsOf(sentence)
      if (words.size === 0 || known.some((earlier) => isSame(words, earlier))) continue
      known.push(words)
      fresh.push(sentence)
    }
    return fresh
  }

  /** These are being said. */
  remember(sentences: readonly string[], now: number): void {
    const said = sentences.map((sentence) => ({ words: wordsOf(sentence), at: now }))
    this.#said = [...this.#said, ...said].slice(-REMEMBERED.most)
  }
}

function wordsOf(sentence: string): Set<string> {
  return new Set([...contentWords(sentence)].filter((word) => !PICTURE_WORDS.has(word)))
}

function isSame(words: ReadonlySet<string>, earlier: ReadonlySet<string>): boolean {
  let [all, known] = [0, 0]
  for (const word of words) {
    const weight = word.endsWith(DOING.ending) ? DOING.weight : 1
    all += weight
    if (earlier.has(word)) known += weight
  }
  return known / all >= SAME
}
