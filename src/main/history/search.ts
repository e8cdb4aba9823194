import type { NewAnswer } from './kept-record'

/** Nothing in these is folded but case; most texts are such. */
const ASCII = /^[\0-\x7f]*$/

/** Without case and accents: "Müller" is found by "muller", "Straße" by "strasse". */
const folded = (text: string): string =>
  ASCII.test(text) ? text.toLowerCase() : text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss')

/** The words of a query, as they are searched for; none for a query without a word. Pure. */
export function queryWords(query: string): readonly string[] {
  return folded(query).split(/\s+/).filter((word) => word !== '')
}

/** Whether all the words are in an answer: in what it is about, in what was said, or in the text that was read. Pure. */
export function holdsWords({ about, sentences, lines }: Pick<NewAnswer, 'about' | 'sentences' | 'lines'>, words: readonly string[]): boolean {
  if (words.length === 0) return true
  const text = folded([about, ...sentences.map((sentence) => sentence.text), ...lines].join('\n'))
  return words.every((word) => text.includes(word))
}

/** Words that stand in JSON as they stand in the text. */
const PLAIN = /^[\p{L}\p{N}]+$/u

/** Whether the words may be in the answer that a JSON text tells of: never false where they are. Pure. */
export function mayHoldWords(json: string, words: readonly string[]): boolean {
  const text = folded(json)
  return words.every((word) => !PLAIN.test(word) || text.includes(word))
}

/** The first sentence of an answer, and where the words stand when they stand elsewhere. Pure. */
export function excerpt({ sentences, lines }: Pick<NewAnswer, 'sentences' | 'lines'>, words: readonly string[]): string {
  const texts = [...sentences.map(({ text }) => text), ...lines]
  const [first = ''] = texts
  const [word] = words.filter((one) => !folded(first).includes(one))
  const place = word === undefined ? undefined : texts.find((text) => folded(text).includes(word))
  return place === undefined ? first : `${first} … ${place}`
}
