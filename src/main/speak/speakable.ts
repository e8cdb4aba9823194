// Separators are spaces to the ear; every other control or format character is nothing to it.
const SEPARATOR = /[\s\u0085\u2028\u2029]+/gu
const UNSPEAKABLE = /[\p{Cc}\p{Cn}\p{Co}\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFFC\uFFFD]/gu

/**
 * Text that any route may be given: one line, well-formed, without control characters, NUL, lone
 * surrogates, or marks that turn the reading direction.
 */
export function speakable(text: string): string {
  return text.toWellFormed().replace(SEPARATOR, ' ').replace(UNSPEAKABLE, '').replace(/ {2,}/g, ' ').trim()
}
