import { commandSpec, type CommandId, COMMANDS, MENU_COMMANDS, STEP_EVERY, STEPWISE } from '../../shared/commands'
import { descry } from '../descry'

const BY_LETTER = new Map<string, CommandId>(MENU_COMMANDS.map((id) => [COMMANDS[id].letter, id]))
/** For keyboards whose letters are not Latin: the place of the key decides. */
const BY_PLACE = new Map<string, string>([['Comma', ','], ['Period', '.'], ['BracketLeft', '['], ['BracketRight', ']']])

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'metaKey'>

/**
 * The command of a key press; null for keys that are none. The prefix of the layer key may still be
 * held down: Control with Alt or the system key does not make another key of a letter.
 */
function commandOf({ key, code, ctrlKey, altKey, metaKey }: Pressed): CommandId | null {
  const byKey = BY_LETTER.get(key.toUpperCase())
  // Many keyboards print brackets by AltGr, which is Option on a Mac: a sign that is there is meant.
  if (byKey && altKey && !metaKey && !/[a-z0-9]/i.test(key)) return byKey
  if ((ctrlKey || altKey || metaKey) && !(ctrlKey && (altKey || metaKey))) return null
  if (byKey) return byKey
  // A Latin letter or another sign of ASCII means what it says; only foreign letters go by place.
  if (key.length !== 1 || key.charCodeAt(0) < 128) return null
  return BY_LETTER.get(BY_PLACE.get(code) ?? /^(?:Key([A-Z])|Digit(\d))$/.exec(code)?.slice(1).find(Boolean) ?? '') ?? null
}

let chosen = false
/** When a letter last counted, by the time stamps of events. */
let countedAt = 0

/** Whether a press counts: of a key that is held down where there is a scale to go along, as often as one can follow. */
function counts(id: CommandId, { repeat, timeStamp }: KeyboardEvent): boolean {
  if (repeat && !(STEPWISE.has(id) && timeStamp - countedAt >= STEP_EVERY)) return false
  countedAt = timeStamp
  return true
}

/** Runs a command, once for each time the menu opens; those that leave it open as often as they are wanted. */
export function choose(id: CommandId): void {
  if (chosen) return
  chosen = commandSpec(id).kind !== 'tune'
  void descry.invoke('command:run', id)
}

function closeMenu(): void {
  if (chosen) return
  chosen = true
  void descry.invoke('menu:close')
}

/** Text keys are the menu's own; arrows, Home, End and Enter are left to the list. */
function onKeyDown(event: KeyboardEvent): void {
  // The help on the menu lies over it, and its keys are its own.
  if (document.querySelector('dialog[open]')) return
  const id = commandOf(event)
  const isText = event.key.length === 1 && event.key !== ' '
  if (event.key === 'Escape') closeMenu()
  else if (id && counts(id, event)) choose(id)
  // Tab would leave the menu for nothing: there is nothing else in this window.
  else if (!isText && event.key !== 'Tab') return
  event.preventDefault()
  event.stopPropagation()
}

/** Hears letters from the first moment, whatever has the focus. */
export function listenForLetters(): void {
  descry.on('menu:opened', () => {
    chosen = false
  })
  window.addEventListener('keydown', onKeyDown, { capture: true })
}
