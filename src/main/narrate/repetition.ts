/** Words that carry no content of their own. */
const EMPTY_WORDS = new Set(
  'a an the and or of in on at to with is are be it its there this that has have one some by from for as'.split(' '),
)

/** The words of a sentence that carry its content, lower case, without endings of number. */
export function contentWords(sentence: string): Set<string> {
  const words = sentence.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return new Set(words.filter((word) => !EMPTY_WORDS.has(word)).map((word) => word.replace(/(?<=\p{L}{3})s$/u, '')))
}

/** Whether every content word of a sentence stands in one that was said already. */
export function addsNothing(sentence: string, said: readonly string[]): boolean {
  const words = [...contentWords(sentence)]
  return said.some((earlier) => {
    const known = contentWords(earlier)
    return words.every((word) => known.has(word))
  })
}

/** What a picture is, or where in it something is, says nothing about what is there. */
const PICTURE_WORDS = new Set('photo picture image view background foreground scene look like'.split(' '))
/** Share of a sentence's content words that stands in one that was said: then it says the same again. */
const SAME = 0.75

/** Whether a sentence says, in whatever words, what one that was said does. Pure. */
export function saysAgain(sentence: string, said: readonly string[]): boolean {
  const words = [...contentWords(sentence)].filter((word) => !PICTURE_WORDS.has(word))
  return said.some((earlier) => {
    const known = contentWords(earlier)
    return words.filter((word) => known.has(word)).length >= SAME * words.length
  })
}
