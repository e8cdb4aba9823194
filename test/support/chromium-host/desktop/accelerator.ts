/** What X11 must grab for an accelerator. */
export interface KeyCombination {
  /** X11's modifier bits: Shift 1, Control 4, Mod1 (Alt) 8, Mod4 (Super) 64. */
  readonly modifiers: number
  readonly keysym: number
}

const CONTROL = 4
const ALT = 8
const SHIFT = 1
const SUPER = 64

/** Electron's modifiers on Linux (docs/api/accelerator): Command is macOS's and has no key here. */
const MODIFIERS: Readonly<Record<string, number>> = {
  control: CONTROL,
  ctrl: CONTROL,
  commandorcontrol: CONTROL,
  cmdorctrl: CONTROL,
  alt: ALT,
  option: ALT,
  altgr: 128,
  shift: SHIFT,
  super: SUPER,
  meta: SUPER,
}

const row = (from: number, ...names: string[]): [string, number][] => names.map((name, at) => [name, from + at])

/** Electron's key codes with their keysyms (X11's keysymdef.h). Letters, digits and signs are their own. */
const KEYS: Readonly<Record<string, number>> = Object.fromEntries([
  ...Array.from({ length: 24 }, (_, at): [string, number] => [`f${at + 1}`, 0xffbe + at]),
  ...row(0xff51, 'left', 'up', 'right', 'down', 'pageup', 'pagedown', 'end'),
  ...row(0xffb0, 'num0', 'num1', 'num2', 'num3', 'num4', 'num5', 'num6', 'num7', 'num8', 'num9'),
  ['plus', 0x2b],
  ['space', 0x20],
  ['tab', 0xff09],
  ['capslock', 0xffe5],
  ['numlock', 0xff7f],
  ['scrolllock', 0xff14],
  ['backspace', 0xff08],
  ['delete', 0xffff],
  ['insert', 0xff63],
  ['return', 0xff0d],
  ['enter', 0xff0d],
  ['home', 0xff50],
  ['escape', 0xff1b],
  ['esc', 0xff1b],
  ['printscreen', 0xff61],
  ['volumeup', 0x1008ff13],
  ['volumedown', 0x1008ff11],
  ['volumemute', 0x1008ff12],
  ['medianexttrack', 0x1008ff17],
  ['mediaprevioustrack', 0x1008ff16],
  ['mediastop', 0x1008ff15],
  ['mediaplaypause', 0x1008ff14],
])

/**
 * An accelerator of Electron's as what X11 must grab. Throws where it is not one, as Electron does.
 */
export function parseAccelerator(accelerator: string): KeyCombination {
  const wrong = (): TypeError => new TypeError(`Error processing argument at index 0, conversion failure from ${accelerator}`)
  const parts = accelerator.toLowerCase().split('+').map((part) => part.trim())
  const key = parts.pop()
  if (!key) throw wrong()
  let modifiers = 0
  for (const part of parts) {
    const bit = MODIFIERS[part]
    if (bit === undefined) throw wrong()
    modifiers |= bit
  }
  const keysym = KEYS[key] ?? (key.length === 1 && key > ' ' && key <= '~' ? key.charCodeAt(0) : undefined)
  if (keysym === undefined) throw wrong()
  return { modifiers, keysym }
}
