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

/** Words of a text that are heard before and after the one that was searched for. */
const BEFORE = 5
const AFTER = 15
/** Words of a text's beginning: the first of many an answer are whose window it was and what kind of screen. */
const BEGINNING = 25

/** The beginning of a text, or what is around a word, where the whole would be long to hear. Pure. */
function around(text: string, word?: string): string {
  const all = text.split(/\s+/)
  const at = word === undefined ? 0 : Math.max(0, all.findIndex((one) => folded(one).includes(word)))
  const [from, to] = [Math.max(0, at - BEFORE), at + (word === undefined ? BEGINNING : AFTER)]
  return `${from > 0 ? '… ' : ''}${all.slice(from, to).join(' ')}${to < all.length ? ' …' : ''}`
}

/** How an answer begins, and where the words stand when they stand elsewhere; of long ones a part. Pure. */
export function excerpt({ sentences, lines }: Pick<NewAnswer, 'sentences' | 'lines'>, words: readonly string[]): string {
  const texts = [sentences.map(({ text }) => text).join(' '), ...lines].filter((text) => text !== '')
  const [first = ''] = texts
  const [word] = words.filter((one) => !folded(first).includes(one))
  const place = word === undefined ? undefined : texts.find((text) => folded(text).includes(word))
  return place === undefined ? around(first, words[0]) : `${around(first)} … ${around(place, word)}`.replaceAll(/(?:… )+/g, '… ')
}
