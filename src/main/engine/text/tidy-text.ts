/** Signs that the recogniser reads in place of a round or square icon beside a word. */
const ICON_SIGNS = /^[●■◆○◎□▲▼★☆]+\s*|\s*[●■◆○◎□▲▼★☆]+$/gu
const WIDE_FORMS = /[\u3000\uFF01-\uFF5E\uFFE0-\uFFE6]/gu
const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** `0lga`, `0'Brien`, `J0IN`; but not `0x80`, `0px` or `A-0871`. */
const NOUGHT_FOR_O = /(?<![\p{L}\d.,_-])0(?=(?:\p{Ll}{3}|['’]\p{Lu}))|(?<=\b\p{Lu})0(?=\p{Lu}{2}\b)/gu

/**
 * Letters that are taken for one another at small sizes: the first is rare in Europe's languages, the
 * second common. The common one is read when it is at least this share as likely as the rare one.
 */
export const TWIN_SHARE = 0.08
export const TWINS: ReadonlyMap<string, string> = new Map(
  ['ūü', 'ōö', 'āä', 'ŪÜ', 'ŌÖ', 'ĀÄ', 'ǎä', 'ǔü', 'őö', 'űü'].map((pair) => {
    return [pair.charAt(0), pair.charAt(1)]
  }),
)

/**
 * Text as it was meant: signs read from icons are dropped at both ends of a line that has words,
 * wide forms outside of East Asian text become the usual ones, a comma or two in front of a word the
 * opening quotation mark that they stand for, and a nought among letters the letter.
 */
export function tidyText(text: string): string {
  const words = text.replace(ICON_SIGNS, '').trim()
  const usual = EAST_ASIAN.test(words) ? words : words.replace(WIDE_FORMS, (wide) => wide.normalize('NFKC'))
  return usual
    .replace(/(^|[\s(])(?:[,‚]{2}(?=[\p{L}\d])|[,‚](?=\p{L}))/gu, '$1„')
    .replace(NOUGHT_FOR_O, 'O')
}

/** Below this a reading is noise, not text: no right line of the measured screens was under 0.53. */
const LEAST_CONFIDENCE = 0.5
/** Round icons are read as round letters, but seldom as surely as letters are. */
const ROUND = /^[0OoCcQGe]{1,2}$/
const ROUND_CONFIDENCE = 0.95

/** Whether a reading is taken for text at all. */
export function isText(text: string, confidence: number): boolean {
  if (text === '' || confidence < LEAST_CONFIDENCE) return false
  return !ROUND.test(text) || confidence >= ROUND_CONFIDENCE
}
