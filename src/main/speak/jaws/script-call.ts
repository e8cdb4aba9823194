// Everything that could end a quoted string in JAWS's script language, or become such a sign on the way:
// JAWS may take the text through the system's code page, and Windows then writes these lookalikes as plain
// quotation marks and backslashes (Unicode's bestfit1252.txt, bestfit932.txt).
const QUOTES = /\u030E|["\u02BA\u201C-\u201F\u2033\u2036\u275D\u275E\u301D-\u301F\uFF02]/gu
const BACKSLASHES = /[\\\u2216\u29F5\u29F9\uFE68\uFF3C]/gu

/** Text as braille gets it through a script call: double quotation marks are single, backslashes slashes. */
export const brailleSpelling = (text: string): string => text.replace(QUOTES, "'").replace(BACKSLASHES, '/')

/**
 * The call of JAWS's script function BrailleString with a text, as `RunFunction` takes it. Pure.
 *
 * SECURITY: the text is hostile, and what follows a quotation mark would be script. JAWS knows no escape
 * for one in this place (found by Tolk, accessible_output2 and UniversalSpeech, which replace it, too), and
 * whether a backslash is one differs; so neither is ever inside.
 *
 * @param text one line without control characters, as `speakable` leaves it
 */
export const brailleCall = (text: string): string => `BrailleString("${brailleSpelling(text)}")`
