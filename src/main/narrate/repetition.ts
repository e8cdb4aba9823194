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
