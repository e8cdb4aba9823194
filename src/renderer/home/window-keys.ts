import { COMMANDS, MENU_COMMANDS } from '../../shared/commands'
import { speakKey, speakModifiers, type KeySystem } from '../../shared/keys'
import type { MessageKey, Messages } from '../../shared/messages'
import type { BaseView } from './place'

/** The views of the navigation, in its order: the first has the digit 1. */
export const NAVIGATION = ['home', 'settings', 'models', 'help', 'history'] as const satisfies readonly BaseView[]

type Modifier = Parameters<typeof speakModifiers>[0][number]

/** macOS makes letters of Option with a digit, and has Command where others have Control. */
export const viewModifier = (system: KeySystem): Modifier => (system === 'macos' ? 'Super' : 'Alt')
const mainModifier = (system: KeySystem): Modifier => (system === 'macos' ? 'Super' : 'Control')

export interface WindowKey {
  readonly held: readonly Modifier[]
  /** As `KeyboardEvent.key` has it, letters and digits as they are printed. */
  readonly key: string
  readonly does: MessageKey
  /** The view that it opens. */
  readonly view?: (typeof NAVIGATION)[number]
}

/** The keys of the window itself, for the help and for learning them. */
export function windowKeys(system: KeySystem): readonly WindowKey[] {
  const main = [mainModifier(system)]
  return [
    { held: [], key: 'Tab', does: 'context.does.next' },
    { held: ['Shift'], key: 'Tab', does: 'context.does.previous' },
    { held: [], key: 'Enter', does: 'context.does.press' },
    { held: [], key: 'Space', does: 'context.does.switch' },
    { held: [], key: 'Down', does: 'context.does.down' },
    { held: [], key: 'Up', does: 'context.does.up' },
    { held: [], key: 'Right', does: 'context.does.more' },
    { held: [], key: 'Left', does: 'context.does.less' },
    { held: [], key: 'F1', does: 'context.does.help' },
    { held: [], key: 'F6', does: 'context.does.next-part' },
    { held: ['Shift'], key: 'F6', does: 'context.does.previous-part' },
    ...NAVIGATION.map((view, index): WindowKey => ({ held: [viewModifier(system)], key: String(index + 1), does: 'context.does.view', view })),
    { held: main, key: 'V', does: 'context.does.paste' },
    { held: main, key: 'Plus', does: 'context.does.larger' },
    { held: main, key: '-', does: 'context.does.smaller' },
    { held: main, key: '0', does: 'context.does.usual' },
    { held: [], key: 'Escape', does: 'context.does.escape' },
  ]
}

/** Names of keys that a global key cannot be. */
const KEY_NAMES: Readonly<Record<string, MessageKey>> = {
  Tab: 'context.key-name.tab',
  Enter: 'context.key-name.enter',
  Escape: 'context.key-name.escape',
  Backspace: 'context.key-name.backspace',
  Plus: 'context.key-name.plus',
}

/** What is pressed, by other names than those of `KeyboardEvent`. */
const PRESSED_NAMES: Readonly<Record<string, string>> = {
  ...{ ' ': 'Space', '+': 'Plus', '=': 'Plus', ArrowDown: 'Down', ArrowUp: 'Up', ArrowLeft: 'Left', ArrowRight: 'Right' },
}

/** Keys that do nothing by themselves. */
const BARE = new Set(['Control', 'Alt', 'AltGraph', 'Shift', 'Meta', 'CapsLock', 'NumLock', 'Dead', 'Unidentified', 'Process'])

interface Press {
  readonly held: readonly Modifier[]
  readonly key: string
}
type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>

/** A key press as the table has it; null for a modifier alone. */
export function pressOf({ key, code, ctrlKey, altKey, shiftKey, metaKey }: Pressed): Press | null {
  if (BARE.has(key)) return null
  const place = /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1]
  const named = PRESSED_NAMES[key] ?? key
  // With modifiers the place of the key decides, since they change its letter.
  const printed = place !== undefined && (ctrlKey || altKey || metaKey) ? place : named.length === 1 ? named.toUpperCase() : named
  const isSign = printed === 'Plus' || (printed.length === 1 && !/[\p{L}\p{N}]/u.test(printed))
  const held = [ctrlKey && 'Control', altKey && 'Alt', shiftKey && !isSign && 'Shift', metaKey && 'Super'] as const
  return { held: held.filter((m) => m !== false), key: printed }
}

/** A key of the window as it is said: "Shift Tab", "Strg Plus". */
export function spokenPress({ held, key }: Press, system: KeySystem, messages: Messages): string {
  const name = KEY_NAMES[key]
  return [...speakModifiers(held, system, messages), name === undefined ? speakKey(key, system, messages) : messages.say(name)].join(' ')
}

/** What a key of the window does, in a sentence. */
export const windowKeyHelp = ({ does, view }: Pick<WindowKey, 'does' | 'view'>, say: Messages['say']): string =>
  say(does, view ? { view: say(`window.nav.${view}`) } : {})

/** What is said of a key that is pressed in the window while keys are learned. Every key has words. */
export function learnedWords(press: Press, system: KeySystem, messages: Messages): string {
  const say: Messages['say'] = (key, values) => messages.say(key, values)
  const key = spokenPress(press, system, messages)
  const known = windowKeys(system).find((one) => one.key === press.key && one.held.join() === press.held.join())
  if (known) return say('context.does', { key, does: windowKeyHelp(known, say) })
  const command = press.held.length === 0 ? MENU_COMMANDS.find((id) => COMMANDS[id].letter === press.key) : undefined
  return command ? say('context.learn.letter', { key, name: say(COMMANDS[command].name) }) : say('context.learn.none', { key })
}
