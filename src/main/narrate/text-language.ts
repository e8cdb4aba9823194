/**
 * Small words that tell languages apart, by BCP 47 tag: the commonest function words of each that are
 * not words of another row. Screens are short, so a few hits must do.
 */
const SMALL_WORDS: Readonly<Record<string, string>> = {
  en: 'the and of to is you your for with not this that are from have was will be or it as by at on if',
  de: 'der die das und ist nicht mit für auf ein eine den dem von zu im sie ihr ihre ihrem ihren wird werden bei noch kein keine oder wenn nach sich auch',
  fr: 'le la les et est une des du dans pour avec sur pas vous votre que qui ce cette sont ou au aux',
  es: 'el los las y es una del para con por no su que en se como más al lo este esta',
  it: 'il gli e è una della per con non che di sono nel alla questo questa si come più',
  nl: 'het een en van niet met voor op zijn je uw naar bij ook aan dit deze wordt geen',
  pt: 'o os as e é uma do da para com não que em se por mais seu sua no na ao',
}

/** Letters that one of the languages above has to itself. */
const OWN_LETTERS: readonly (readonly [RegExp, string])[] = [
  [/[äöüß]/giu, 'de'],
  [/[ñ¿¡]/giu, 'es'],
  [/[ãõ]/giu, 'pt'],
  [/[èêëçœ]/giu, 'fr'],
]

/** Hits that a language needs, and how far it must lead the next one. */
const ENOUGH = 2
const LEAD = 1.5

const WORDS = Object.entries(SMALL_WORDS).map(([lang, words]) => [lang, new Set(words.split(' '))] as const)

/** The language of recognised text, or `otherwise` where the text does not tell. */
export function textLanguage(text: string, otherwise: string): string {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? []
  const hits = new Map(WORDS.map(([lang, small]) => [lang, words.filter((word) => small.has(word)).length]))
  for (const [letters, lang] of OWN_LETTERS) {
    hits.set(lang, (hits.get(lang) ?? 0) + (text.match(letters)?.length ?? 0) / 2)
  }
  const [first, second] = [...hits].sort((a, b) => b[1] - a[1])
  if (!first || first[1] < ENOUGH || first[1] < (second?.[1] ?? 0) * LEAD) return otherwise
  return first[0]
}
