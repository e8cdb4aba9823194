import type { Punctuation } from '../../../shared/settings'

/** Milliseconds between two sentences of one message. */
const PAUSE = 200

/** NVDA's symbol levels (nvdaController.idl, SYMBOL_LEVEL); -1 leaves the user's own. */
const SYMBOL_LEVELS: Readonly<Record<Punctuation, number>> = { voice: -1, none: 0, some: 100, most: 200, all: 300 }

/** Names of the marks at both ends of a message. */
export interface Marks {
  readonly begin: string
  readonly end: string
}

export function symbolLevel(punctuation: Punctuation): number {
  return SYMBOL_LEVELS[punctuation]
}

/**
 * SSML as NVDA reads it (nvaccess/nvda, source/speechXml.py, SsmlParser), which is not all of the standard:
 * the language counts on `voice` alone, a pause only in whole milliseconds.
 *
 * SECURITY: the text is hostile. It can be nothing but character data: `&`, `<` and `>` are escaped, the
 * language is one that Intl knows. Quotes stay as they are: they mean nothing here, and NVDA would speak a
 * word with an entity in it as three.
 *
 * @param text speakable: one well-formed line without control characters
 * @param lang BCP 47; none is told where it is no language
 */
export function ssmlOf(text: string, lang: string, marks: Marks): string {
  const language = canonical(lang)
  const words = sentences(text, language)
    // A pause of the same length as the one before would be taken for a repetition and left out.
    .map((sentence, i) => (i === 0 ? '' : `<break time="${PAUSE + (i % 2)}ms"/>`) + escaped(sentence))
    .join('')
  const spoken = language === undefined ? words : `<voice xml:lang="${language}">${words}</voice>`
  return `<speak>${mark(marks.begin)}${spoken}${mark(marks.end)}</speak>`
}

function mark(name: string): string {
  return `<mark name="${name}"/>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function sentences(text: string, lang: string | undefined): string[] {
  const segments = new Intl.Segmenter(lang, { granularity: 'sentence' }).segment(text)
  return [...segments].map(({ segment }) => segment.trim()).filter((sentence) => sentence !== '')
}

function canonical(lang: string): string | undefined {
  try {
    const [tag] = Intl.getCanonicalLocales(lang)
    return tag === 'und' ? undefined : tag
  } catch {
    return undefined
  }
}
