import type { MessageKey, Messages } from '../shared/messages'

/** Readers skip these where they stand alone. */
const SIGNS: Readonly<Record<string, MessageKey>> = {
  ',': 'window.letter.comma',
  '.': 'window.letter.full-stop',
  '[': 'tune.letter.left-bracket',
  ']': 'tune.letter.right-bracket',
}

/** A letter of the menu as it is said. */
export function spokenLetter(letter: string, say: Messages['say']): string {
  const sign = SIGNS[letter]
  return sign === undefined ? letter : say(sign)
}
