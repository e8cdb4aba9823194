import { ADVERBS, AFTER_MANY, AFTER_ONE, BEING, COLLECTIVES, COLOURS, DETERMINERS, EMPTY_NOUNS, JOINING, MANY, MARKS, NAMED_ING, NUMBERS, PARTICIPLES, PREPOSITIONS, SAME_WORD } from './words'

/** A noun, with what it is called in full ("bell cote"). */
export interface Thing {
  /** Compared by; one word for its forms. */
  readonly key: string
  /** As it was said: "a bell cote", "people". */
  readonly said: string
  readonly isMany: boolean
  /** "two", where it was said how many; null otherwise, and of one. */
  readonly number: string | null
}

/** What a sentence says: that there is something, what it looks like, what it does. */
export type Phrase =
  | { readonly says: 'thing'; readonly thing: Thing }
  | { readonly says: 'mark'; readonly thing: Thing; readonly mark: string }
  /** `rest`: the words behind the verb. */
  | { readonly says: 'doing'; readonly thing: Thing; readonly doing: string; readonly rest: readonly string[] }

/** Places in the picture: nothing is there that could be said. */
const PLACES = /\b(?:in front of|next to|on top of|close to|in the (?:very )?(?:background|foreground|distance|middle|cent(?:er|re))(?: of)?|(?:at|on|to|in) the (?:top|bottom|left|right|back|front|side|edge|end)(?:[ -]hand)?(?: (?:side|corner|edge))?(?: of)?)\b/g
const THERE = /^(?:there (?:is|are)|it (?:is|shows)|this is|the (?:image|picture|photo) shows|this (?:image|picture|photo) shows) /
/** Said with "an": by its sound, not its letter. */
const VOWEL = /^(?!uni|us[ei]|eu|one)[aeiou]|^hour/
/** What a small model spells where it knows no word: "a-haired". */
const NO_WORD = /^\p{L}-/u
/** Words behind a verb that are kept. */
const MOST_REST = 6

/**
 * The phrases of an English caption. A reading of small words and endings, made for captions ("A dog is running
 * through the grass."), not a parser: what it does not understand is left out.
 */
export function phrasesOf(sentence: string): Phrase[] {
  const plain = sentence.toLowerCase().replace(THERE, '').replace(PLACES, ' , ')
  const words = plain.match(/[\p{L}\p{N}][\p{L}\p{N}'-]*|[,.;:!?]/gu) ?? []
  return new Walk(words).phrases()
}

/** One way through a sentence's words. */
class Walk {
  readonly #words: readonly string[]
  readonly #out: Phrase[] = []
  #at = 0
  /** What does what is done, since the clause began. */
  #subject: Thing | null = null

  constructor(words: readonly string[]) {
    this.#words = words
  }

  phrases(): Phrase[] {
    while (this.#at < this.#words.length) this.#step()
    return this.#out
  }

  #step(): void {
    const word = this.#word(0)
    const verb = this.#verb(word)
    if (word === 'while' || word === ';' || word === '.') this.#subject = null
    if (verb !== null && this.#subject) this.#doing(verb, this.#subject)
    else if (BEING.has(word) && MARKS.has(this.#word(1)) && this.#subject) this.#mark(this.#subject)
    else if (DETERMINERS.has(word)) this.#noun()
    else if (this.#beginsBare(word)) this.#noun()
    else this.#at++
  }

  #word(ahead: number): string {
    return this.#words[this.#at + ahead] ?? '.'
  }

  /** The verb as "running", where the word is one here. */
  #verb(word: string): string | null {
    if (/.ing$/.test(word) && !NAMED_ING.has(word)) return BEING.has(word) ? null : word
    if (!this.#subject) return null
    return (this.#subject.isMany ? AFTER_MANY : AFTER_ONE).get(word) ?? null
  }

  /** A noun without an article: at the beginning, behind "of", "through", "and". */
  #beginsBare(word: string): boolean {
    if (!isPlain(word) || /.ing$/.test(word)) return false
    const before = this.#words[this.#at - 1] ?? ''
    return this.#at === 0 || PREPOSITIONS.has(before) || before === 'and' || before === ','
  }

  #noun(): void {
    const start = this.#words[this.#at] ?? ''
    const hasArticle = DETERMINERS.has(start)
    if (hasArticle) this.#at++
    const marks: string[] = []
    const nouns: string[] = []
    while (this.#at < this.#words.length) {
      const word = this.#word(0)
      if (nouns.length === 0 && (MARKS.has(word) || ADVERBS.has(word))) marks.push(word)
      else if (word === 'and' && nouns.length === 0 && COLOURS.has(this.#word(-1)) && COLOURS.has(this.#word(1))) {
        // "a red and white toy"
      } else if (this.#endsNoun(word, nouns, MANY.has(start))) break
      else nouns.push(word)
      this.#at++
    }
    const [last] = nouns.slice(-1)
    if (last === undefined) return
    if (COLLECTIVES.has(last) && this.#word(0) === 'of') {
      // What it is a group of comes next.
      this.#at++
      this.#noun()
      return
    }
    const thing = thingOf(start, hasArticle, nouns)
    if (EMPTY_NOUNS.has(last) || NO_WORD.test(last)) return
    this.#out.push({ says: 'thing', thing })
    for (const mark of marks) if (MARKS.has(mark)) this.#out.push({ says: 'mark', thing, mark })
    this.#subject ??= thing
  }

  #endsNoun(word: string, nouns: readonly string[], isMany: boolean): boolean {
    if (!/^[\p{L}\p{N}]/u.test(word)) return true
    if (DETERMINERS.has(word) || PREPOSITIONS.has(word) || JOINING.has(word) || BEING.has(word) || ADVERBS.has(word)) return true
    if (nouns.length === 0) return false
    if (PARTICIPLES.has(word) || (/.ing$/.test(word) && !NAMED_ING.has(word))) return true
    const before = nouns.at(-1) ?? ''
    return (isMany || isPlural(before) ? AFTER_MANY : AFTER_ONE).has(word)
  }

  #mark(thing: Thing): void {
    this.#out.push({ says: 'mark', thing, mark: this.#word(1) })
    this.#at += 2
  }

  #doing(doing: string, thing: Thing): void {
    this.#at++
    const rest: string[] = []
    for (let i = 0; i < MOST_REST; i++) {
      const word = this.#word(i)
      if (!/^[\p{L}\p{N}]/u.test(word) || word === 'while' || BEING.has(word)) break
      if (word === 'and' && !(COLOURS.has(this.#word(i - 1)) && COLOURS.has(this.#word(i + 1)))) break
      rest.push(word)
    }
    this.#out.push({ says: 'doing', thing, doing, rest })
  }
}

function isPlain(word: string): boolean {
  const isSmall = PREPOSITIONS.has(word) || JOINING.has(word) || BEING.has(word) || ADVERBS.has(word) || PARTICIPLES.has(word)
  return /^\p{L}/u.test(word) && !isSmall
}

function isPlural(word: string): boolean {
  return word === 'people' || word === 'children' || /[^su]s$/.test(word)
}

function thingOf(start: string, hasArticle: boolean, nouns: readonly string[]): Thing {
  const last = nouns.at(-1) ?? ''
  const name = nouns.join(' ')
  const isMany = MANY.has(start) || isPlural(last)
  const article = VOWEL.test(name) ? 'an' : 'a'
  // "the street" keeps its article, "his hand" gets one; "grass" and "people" have none.
  const before = !hasArticle ? '' : MANY.has(start) || start === 'the' ? start : isMany ? '' : article
  return { key: keyOf(nouns), said: `${before} ${name}`.trim(), isMany, number: NUMBERS.has(start) ? start : null }
}

/** One key for a word's forms: "dogs" and "dog", "people" and "person". */
function keyOf(nouns: readonly string[]): string {
  const last = nouns.at(-1) ?? ''
  return [...nouns.slice(0, -1), SAME_WORD[last] ?? last.replace(/(?<=\p{L}{2}[^su\P{L}])s$/u, '')].join(' ')
}
