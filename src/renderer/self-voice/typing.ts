import type { MessageKey, Messages } from '../../shared/messages'

type Say = Messages['say']

/** Signs that a voice would pass over. */
const SIGNS: Readonly<Record<string, MessageKey>> = {
  ' ': 'context.sign.space',
  '\u00A0': 'context.sign.space',
  '\n': 'context.sign.line-end',
  '\t': 'context.sign.tab',
  ',': 'context.sign.comma',
  '.': 'context.sign.full-stop',
  ';': 'context.sign.semicolon',
  ':': 'context.sign.colon',
  '!': 'context.sign.exclamation',
  '?': 'context.sign.question',
  '-': 'context.sign.hyphen',
  '–': 'context.sign.dash',
  '…': 'context.sign.ellipsis',
  _: 'context.sign.underscore',
  '/': 'context.sign.slash',
  '\\': 'context.sign.backslash',
  '(': 'context.sign.open-paren',
  ')': 'context.sign.close-paren',
  '[': 'context.sign.open-bracket',
  ']': 'context.sign.close-bracket',
  '"': 'context.sign.quote',
  '“': 'context.sign.quote',
  '”': 'context.sign.quote',
  "'": 'context.sign.apostrophe',
  '’': 'context.sign.apostrophe',
  '+': 'context.sign.plus',
  '*': 'context.sign.star',
}

/** One sign as it is said. */
export function signWords(sign: string, say: Say): string {
  const key = SIGNS[sign]
  if (key) return say(key)
  const isCapital = sign.toLowerCase() !== sign && sign.toUpperCase() === sign
  return isCapital ? say('context.sign.capital', { letter: sign }) : sign
}

const isLetter = (sign: string | undefined): boolean => sign !== undefined && /[\p{L}\p{N}_'’]/u.test(sign)

/** Where two texts begin to differ, and how long what differs is in each. */
function difference(before: string, after: string): { at: number; removed: string; added: string } {
  const shorter = Math.min(before.length, after.length)
  let at = 0
  while (at < shorter && before[at] === after[at]) at++
  let same = 0
  while (same < shorter - at && before.at(-1 - same) === after.at(-1 - same)) same++
  return { at, removed: before.slice(at, before.length - same), added: after.slice(at, after.length - same) }
}

/** What is heard of typing: the sign; the word, where a sign ended one; what was deleted; what was put in at once. */
export function typedWords(before: string, after: string, say: Say): string {
  const { at, removed, added } = difference(before, after)
  if (added === '' && removed === '') return ''
  if (added === '') return [...removed].length === 1 ? say('context.deleted', { text: signWords(removed, say) }) : say('context.deleted', { text: removed.trim() })
  if ([...added].length > 1) return added.trim()
  if (isLetter(added)) return signWords(added, say)
  const word = /[\p{L}\p{N}_'’]+$/u.exec(after.slice(0, at))?.[0]
  if (word === undefined) return signWords(added, say)
  return added === ' ' || added === '\n' ? word : `${word} ${signWords(added, say)}`
}

/** How far a key moves the caret. */
export type CaretMove = 'sign' | 'word' | 'line'

/** What stands at the caret after a move: the sign, the word or the line. */
export function caretWords(text: string, caret: number, move: CaretMove, say: Say): string {
  if (move === 'sign') {
    const sign = [...text.slice(caret, caret + 2)][0]
    return sign === undefined ? say('context.sign.end') : signWords(sign, say)
  }
  if (move === 'word') {
    // Linux and macOS go to the end of a word on the way on, Windows to the start of the next one.
    return /^[\p{L}\p{N}]\S*/u.exec(text.slice(caret))?.[0] ?? /\S+$/u.exec(text.slice(0, caret))?.[0] ?? say('context.sign.blank')
  }
  const start = text.lastIndexOf('\n', caret - 1) + 1
  const end = text.indexOf('\n', caret)
  return text.slice(start, end === -1 ? undefined : end).trim() || say('context.sign.blank')
}
