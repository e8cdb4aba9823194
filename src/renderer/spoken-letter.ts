import type { Messages } from '../shared/messages'

/** A letter of the menu as it is said: readers skip a bare comma or full stop. */
export function spokenLetter(letter: string, say: Messages['say']): string {
  if (letter === ',') return say('window.letter.comma')
  if (letter === '.') return say('window.letter.full-stop')
  return letter
}
