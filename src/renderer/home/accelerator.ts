/** Keys in Electron's syntax ("Control+Alt+Shift+D"): from key presses, from typed words, and for aria-keyshortcuts. */

const MODIFIERS = ['Control', 'Alt', 'Shift', 'Super'] as const
type Modifier = (typeof MODIFIERS)[number]

/** Words for the modifiers, in English and German, as they are typed or printed on keyboards. */
const MODIFIER_WORDS: Readonly<Record<string, Modifier>> = {
  ...{ control: 'Control', ctrl: 'Control', strg: 'Control', steuerung: 'Control', commandorcontrol: 'Control' },
  ...{ alt: 'Alt', option: 'Alt', wahl: 'Alt' },
  ...{ shift: 'Shift', umschalt: 'Shift', hochstell: 'Shift' },
  ...{ super: 'Super', meta: 'Super', win: 'Super', windows: 'Super', cmd: 'Super', command: 'Super', befehl: 'Super' },
}

/** Words for keys that have no letter of their own. */
const KEY_WORDS: Readonly<Record<string, string>> = {
  ...{ space: 'Space', leertaste: 'Space' },
  ...{ comma: ',', komma: ',', period: '.', dot: '.', 'full-stop': '.', punkt: '.', plus: 'Plus', minus: '-' },
}

const PLAIN_KEY = /^(?:[A-Z0-9]|F(?:[1-9]|1\d|2[0-4])|[,.;'/[\]\\=-])$/

function keyOf(word: string): string | null {
  const key = KEY_WORDS[word.toLowerCase()] ?? word.toUpperCase()
  return PLAIN_KEY.test(key) || key === 'Space' || key === 'Plus' ? key : null
}

function join(held: ReadonlySet<Modifier>, key: string): string {
  return [...MODIFIERS.filter((m) => held.has(m)), key].join('+')
}

/** What somebody typed: "ctrl alt shift d", "Strg+Alt+Umschalt+D". Null where it is no key. */
export function parseAccelerator(typed: string): string | null {
  const words = typed.split(/[\s+]+/).filter(Boolean)
  const last = words.pop()
  const key = last === undefined ? null : keyOf(last)
  const held = words.map((word) => MODIFIER_WORDS[word.toLowerCase()])
  if (key === null || held.includes(undefined)) return null
  return join(new Set(held as Modifier[]), key)
}

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>

/**
 * What somebody pressed; null for plain typing, and for keys that move about in a text field or the page.
 * The place of the key decides, since Alt and Shift change its letter.
 */
export function pressedAccelerator(event: Pressed): string | null {
  const held = new Set<Modifier>()
  if (event.ctrlKey) held.add('Control')
  if (event.altKey) held.add('Alt')
  if (event.shiftKey) held.add('Shift')
  if (event.metaKey) held.add('Super')
  const place = /^(?:Key|Digit)([A-Z0-9])$/.exec(event.code)?.[1]
  const key = place ?? (event.code === 'Space' ? 'Space' : keyOf(event.key))
  if (key === null) return null
  // F1 and F6 are the window's own: help, and its next part.
  const isFunctionKey = /^F\d+$/.test(key) && key !== 'F6' && key !== 'F1'
  return held.size >= 2 || isFunctionKey ? join(held, key) : null
}

/** As aria-keyshortcuts has it: modifiers by their names in KeyboardEvent. */
export function ariaKey(accelerator: string): string {
  const words = accelerator.split('+').map((word) => MODIFIER_WORDS[word.toLowerCase()] ?? word)
  return words.map((word) => (word === 'Super' ? 'Meta' : word)).join('+')
}
