import { contentWords } from '../repetition'

/** What a picture is, or where in it something is, says nothing about what is there. */
const PICTURE_WORDS = new Set('photo picture image close up closeup view background foreground scene front side top looks look like'.split(' '))
/** "lying on a couch", "sitting on a couch": small models choose among these from frame to frame. */
const DOING = { ending: 'ing', weight: 0.5 } as const
/** Share of a sentence's words, by weight, that stands in one that was said: then it says the same again. */
const SAME = 0.75
/** Sentences that are remembered, and for how long, milliseconds: a place that one comes back to later is news. */
const REMEMBERED = { most: 60, time: 10 * 60_000 } as const

/** Words that name no thing: how it looks, what it does, where it is. While a camera passes they come and go. */
const NO_THING = new Set(
  (
    'black white red green blue yellow brown grey gray orange pink purple dark light bright large big small little young old tall long ' +
    'stand sit lie hold wear show walk ride play smile stood sat held near next under over behind between around left right middle other another many several group crowd'
  ).split(' '),
)
/** Names of a person that small models choose among. */
const PERSON = new Set('person people man men woman women boy girl child children kid lady guy'.split(' '))

interface Said {
  readonly words: ReadonlySet<string>
  readonly at: number
}

/** What was said before, by its content words: the same thing in other words is no news. */
export class News {
  #said: readonly Said[] = []
  /** Things that the description before this one named for the first time, while the camera passed. */
  #glimpsed: ReadonlySet<string> = new Set()

  /** The sentences that say something new, also beside one another. @param now milliseconds */
  fresh(sentences: readonly string[], now: number): string[] {
    this.#glimpsed = new Set()
    const known = this.#known(now)
    const fresh: string[] = []
    for (const sentence of sentences) {
      const words = wordsOf(sentence)
      if (words.size === 0 || known.some((earlier) => isSame(words, earlier))) continue
      known.push(words)
      fresh.push(sentence)
    }
    return fresh
  }

  /**
   * As `fresh`, of a place over which the camera moves: each description is of nearly the same view as the one
   * before, and in other words. Only a thing that nobody named yet is news, and only once it is named twice, one
   * description after the other.
   */
  passing(sentences: readonly string[], now: number): string[] {
    const named = new Set(this.#known(now).flatMap((words) => [...words].map(thing)))
    const before = this.#glimpsed
    const things = (sentence: string): string[] => [...wordsOf(sentence)].map(thing).filter((word) => isThing(word) && !named.has(word))
    this.#glimpsed = new Set(sentences.flatMap(things))
    const seen = sentences.filter((sentence) => things(sentence).some((word) => before.has(word)))
    // What is being said is glimpsed no more.
    const told = new Set(seen.flatMap(things))
    this.#glimpsed = new Set([...this.#glimpsed].filter((word) => !told.has(word)))
    return seen
  }

  /** What was glimpsed could be seen once more. */
  get wantsMore(): boolean {
    return this.#glimpsed.size > 0
  }

  /** These are being said. */
  remember(sentences: readonly string[], now: number): void {
    const said = sentences.map((sentence) => ({ words: wordsOf(sentence), at: now }))
    this.#said = [...this.#said, ...said].slice(-REMEMBERED.most)
  }

  #known(now: number): ReadonlySet<string>[] {
    return this.#said.filter(({ at }) => now - at < REMEMBERED.time).map(({ words }) => words)
  }
}

function wordsOf(sentence: string): Set<string> {
  return new Set([...contentWords(sentence)].filter((word) => !PICTURE_WORDS.has(word)))
}

function thing(word: string): string {
  return PERSON.has(word) ? 'person' : word
}

function isThing(word: string): boolean {
  return !NO_THING.has(word) && !word.endsWith(DOING.ending)
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
