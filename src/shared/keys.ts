import type { KeyId } from './app-state'
import { failure, type Result } from './codes'
import { COMMANDS, commandSpec } from './commands'
import { LOCALES, type MessageKey, type Messages } from './messages'

/** What keys depend on: the modifiers of the prefix, and who else wants them. */
export const KEY_SYSTEMS = ['linux', 'windows', 'macos'] as const
export type KeySystem = (typeof KEY_SYSTEMS)[number]

export function keySystem(platform: string): KeySystem {
  return platform === 'win32' ? 'windows' : platform === 'darwin' ? 'macos' : 'linux'
}

/** In the order in which they are written and said. `Super` is the Windows key, Command on macOS. */
const MODIFIERS = ['Control', 'Alt', 'Shift', 'Super'] as const
type Modifier = (typeof MODIFIERS)[number]

/** Several modifiers and one key. `key` is one of Electron's key codes. */
interface Chord {
  readonly modifiers: readonly Modifier[]
  readonly key: string
}

/** The modifiers of every default, then those of the keys that are offered instead, the best first. */
const PREFIXES: Readonly<Record<KeySystem, readonly (readonly Modifier[])[]>> = {
  linux: [
    ['Control', 'Alt', 'Shift'],
    ['Control', 'Shift', 'Super'],
    ['Control', 'Alt', 'Super'],
    ['Alt', 'Shift', 'Super'],
  ],
  // Control Alt Shift Windows is the Office key.
  windows: [
    ['Control', 'Alt', 'Super'],
    ['Control', 'Shift', 'Super'],
    ['Alt', 'Shift', 'Super'],
  ],
  // Nothing with Control and Option together: they are VoiceOver's.
  macos: [
    ['Control', 'Shift', 'Super'],
    ['Alt', 'Shift', 'Super'],
  ],
}

const LAYER_KEYS = ['F9', 'F10', 'F8', 'F7', 'F6'] as const
/** Under any prefix, where a command's letter cannot be had under one. */
const SPARE_KEYS = ['9', '0', 'R', '3', '4'] as const

/** Names of keys that are not said as they are written. */
const KEY_NAMES: Readonly<Record<string, MessageKey>> = {
  ',': 'keys.comma',
  '.': 'keys.period',
  ';': 'keys.semicolon',
  '-': 'keys.minus',
  '=': 'keys.equals',
  '/': 'keys.slash',
  '\\': 'keys.backslash',
  '[': 'keys.left-bracket',
  ']': 'keys.right-bracket',
  "'": 'keys.apostrophe',
  Space: 'keys.space',
  Insert: 'keys.insert',
  Delete: 'keys.delete',
  Home: 'keys.home',
  End: 'keys.end',
  PageUp: 'keys.page-up',
  PageDown: 'keys.page-down',
  Up: 'keys.up',
  Down: 'keys.down',
  Left: 'keys.left',
  Right: 'keys.right',
}

const MODIFIER_NAMES: Readonly<Record<KeySystem, Readonly<Record<Modifier, MessageKey>>>> = {
  linux: { Control: 'keys.control', Alt: 'keys.alt', Shift: 'keys.shift', Super: 'keys.super' },
  windows: { Control: 'keys.control', Alt: 'keys.alt', Shift: 'keys.shift', Super: 'keys.windows' },
  macos: { Control: 'keys.control', Alt: 'keys.option', Shift: 'keys.shift', Super: 'keys.command' },
}

/** Other names of modifiers: Electron's, and what else stands on keys. */
const MODIFIER_ALIASES: Readonly<Record<string, Modifier>> = {
  ctrl: 'Control',
  control: 'Control',
  steuerung: 'Control',
  meta: 'Super',
  win: 'Super',
  cmd: 'Super',
}

const KEY_ALIASES: Readonly<Record<string, string>> = {
  left: 'Left',
  right: 'Right',
  up: 'Up',
  down: 'Down',
  pageup: 'PageUp',
  pagedown: 'PageDown',
  einfg: 'Insert',
  entf: 'Delete',
  pos1: 'Home',
}

/** What may be typed for each modifier and key, in small letters: all names in all languages. */
function spokenNames<T>(names: Readonly<Record<string, MessageKey>>, value: (name: string) => T): [string, T][] {
  return Object.values(LOCALES).flatMap((texts) =>
    Object.entries(names).map(([name, key]): [string, T] => [texts[key]?.toLowerCase() ?? '', value(name)]),
  )
}

const MODIFIER_WORDS = new Map<string, Modifier>([
  ...Object.entries(MODIFIER_ALIASES),
  ...KEY_SYSTEMS.flatMap((system) => spokenNames(MODIFIER_NAMES[system], (name) => name as Modifier)),
])
const KEY_WORDS = new Map<string, string>([...Object.entries(KEY_ALIASES), ...spokenNames(KEY_NAMES, (name) => name)])

const PRINTED = /^[A-Z0-9,.;\-=/\\[\]']$/
const FUNCTION_KEY = /^F([1-9]|1\d|2[0-4])$/

function keyOf(word: string): string | undefined {
  const upper = word.toUpperCase()
  return PRINTED.test(upper) || FUNCTION_KEY.test(upper) ? upper : KEY_WORDS.get(word.toLowerCase())
}

/** Reads "Control+Alt+Shift+D", "ctrl alt shift page up" or "Strg Alt Umschalt D"; undefined when it is no key. */
function parseChord(text: string): Chord | undefined {
  const words = text.split(/[\s+]+/).filter((word) => word !== '')
  const found = new Set<Modifier>()
  let key: string | undefined
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    const modifier = MODIFIER_WORDS.get(word.toLowerCase())
    if (modifier) {
      found.add(modifier)
      continue
    }
    // "Page Up" and "Pfeil links" are typed as they are said.
    const double = keyOf(`${word} ${words[i + 1] ?? ''}`)
    const next = double ?? keyOf(word)
    if (next === undefined || key !== undefined) return undefined
    key = next
    if (double !== undefined) i++
  }
  return key === undefined ? undefined : { modifiers: MODIFIERS.filter((m) => found.has(m)), key }
}

function write({ modifiers, key }: Chord, system: KeySystem): string {
  const names = MODIFIERS.filter((m) => modifiers.includes(m))
  return [...names.map((m) => (m === 'Super' && system === 'macos' ? 'Command' : m)), key].join('+')
}

/** Why a key is refused; in the failure's detail. */
type Refusal = 'not-a-key' | 'too-few-modifiers' | 'voiceover' | 'alt-gr' | 'console' | 'system'

function refusal({ modifiers, key }: Chord, system: KeySystem): Refusal | undefined {
  const holds = (...wanted: Modifier[]): boolean => wanted.every((m) => modifiers.includes(m))
  // Shift and one letter types it, one modifier and a letter is a command of most programs.
  if (modifiers.length < 2) return 'too-few-modifiers'
  if (system === 'macos' && holds('Control', 'Alt')) return 'voiceover'
  if (system === 'windows' && holds('Control', 'Alt') && !holds('Super') && (PRINTED.test(key) || key === 'Space')) {
    return 'alt-gr'
  }
  // Linux changes the console, Windows and Linux desktops ask whether to log out.
  if (system === 'linux' && holds('Control', 'Alt') && modifiers.length === 2 && FUNCTION_KEY.test(key)) return 'console'
  if (system !== 'macos' && holds('Control', 'Alt') && key === 'Delete') return 'system'
  return undefined
}

/**
 * A key that the user chose, as typed or pressed, in Electron's accelerator syntax; `key-invalid` when
 * it must not be used: fewer than two modifiers, Control with Option on macOS (VoiceOver's own keys),
 * Control with Alt and a printed key on Windows (AltGr), keys that the system keeps.
 */
export function readKey(text: string, system: KeySystem): Result<{ accelerator: string }> {
  const chord = parseChord(text)
  const why = chord ? refusal(chord, system) : 'not-a-key'
  return chord && !why ? { ok: true, accelerator: write(chord, system) } : failure('key-invalid', why)
}

/**
 * Arrow keys have another prefix on Linux: with the usual one GNOME, Xfce, Cinnamon and MATE move windows to the next
 * workspace, with the second KDE does (key-conflict-table).
 */
function prefixesOf(id: KeyId, system: KeySystem): readonly (readonly Modifier[])[] {
  const [usual = [], second = [], third = [], ...others] = PREFIXES[system]
  const isArrow = id !== 'layer' && commandSpec(id).kind === 'cell'
  return system === 'linux' && isArrow ? [third, second, usual, ...others] : PREFIXES[system]
}

/** The key of a command, or of the layer menu, that the user did not change. */
export function defaultKey(id: KeyId, system: KeySystem): string {
  return write({ modifiers: prefixesOf(id, system)[0] ?? [], key: id === 'layer' ? LAYER_KEYS[0] : COMMANDS[id].letter }, system)
}

/** Keys that would do instead, the best first: the same letter under another prefix, then a digit; other keys for the layer. */
function offers(id: KeyId, system: KeySystem): readonly string[] {
  const under = (keys: readonly string[]): string[] =>
    prefixesOf(id, system).flatMap((modifiers) => keys.map((key) => write({ modifiers, key }, system)))
  return id === 'layer' ? under(LAYER_KEYS) : [...under([COMMANDS[id].letter]), ...under(SPARE_KEYS)]
}

/**
 * The key to offer when the wanted one cannot be had; null when all are taken.
 * @param taken accelerators as `readKey` writes them: held by others, in conflict, or wanted by ourselves
 */
export function offerFree(id: KeyId, taken: ReadonlySet<string>, system: KeySystem): string | null {
  return offers(id, system).find((accelerator) => !taken.has(accelerator)) ?? null
}

/** A key as it is said: "Control Alt Shift D", "Strg Alt Umschalt Komma". */
export function speakKey(accelerator: string, system: KeySystem, messages: Messages): string {
  const chord = parseChord(accelerator)
  if (!chord) return accelerator
  const name = KEY_NAMES[chord.key]
  return [...speakModifiers(chord.modifiers, system, messages), name === undefined ? chord.key : messages.say(name)].join(' ')
}

/** Modifiers as they are said, in the order of their names above. */
export function speakModifiers(held: readonly Modifier[], system: KeySystem, messages: Messages): string[] {
  return MODIFIERS.filter((m) => held.includes(m)).map((m) => messages.say(MODIFIER_NAMES[system][m]))
}
