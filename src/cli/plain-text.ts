// C0 and C1 controls, delete, line and paragraph separators, and the characters that turn the
// direction of what follows: in a terminal they are commands, and recognised text is hostile.
const CONTROLS = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu
const SPACE_LIKE = /[\t\n\v\f\r\u0085\u2028\u2029]/

// JSON.stringify escapes C0 only.
const JSON_CONTROLS = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/** `text` as one line that is safe in a terminal: line breaks and tabs become spaces, other controls go. */
export function plainText(text: string): string {
  return text.replace(CONTROLS, (run) => (SPACE_LIKE.test(run) ? ' ' : ''))
}

/** One line of JSON, safe to write to a terminal; controls are escaped, so nothing is lost. */
export function plainJson(value: unknown): string {
  return JSON.stringify(value).replace(
    JSON_CONTROLS,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
