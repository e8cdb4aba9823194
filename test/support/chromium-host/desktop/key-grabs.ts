import type { XEvent } from './x11'
import { parseAccelerator, type KeyCombination } from './accelerator'
import type { XServer } from './x-server'

const NUM_LOCK_KEYSYM = 0xff7f
const CAPS_LOCK = 2
const SHORTCUT_BITS = 1 | 4 | 8 | 64 | 128

interface Grab {
  readonly combination: KeyCombination
  keycode: number
}

/**
 * Global keys: passive grabs on the root window, each with and without Caps Lock and Num Lock. A held key
 * repeats, as it does with Electron on X11.
 */
export class KeyGrabs {
  private readonly grabs = new Map<string, Grab>()
  private keysyms: number[][] = []
  private numLock = 0

  constructor(
    private readonly x: XServer,
    private readonly pressed: (accelerator: string, time: number) => void,
  ) {}

  async readKeyboard(): Promise<void> {
    const { min_keycode: least, max_keycode: most } = this.x.display
    const [keysyms, modifiers] = await Promise.all([
      this.x.ask<number[][]>('GetKeyboardMapping', least, most - least + 1),
      this.x.ask<number[][]>('GetModifierMapping'),
    ])
    this.keysyms = keysyms
    const code = this.keycode(NUM_LOCK_KEYSYM)
    const at = modifiers.findIndex((row) => code !== undefined && row.includes(code))
    this.numLock = at < 0 ? 0 : 1 << at
  }

  /** False where another client holds the key, or no key of this keyboard gives the sign. */
  async grab(accelerator: string): Promise<boolean> {
    const combination = parseAccelerator(accelerator)
    if (!this.keysyms.length) await this.readKeyboard()
    const keycode = this.keycode(combination.keysym)
    if (keycode === undefined || this.find(keycode, combination.modifiers) !== undefined) return false
    const outcomes = await Promise.allSettled(
      this.masks(combination).map((mask) => this.x.ask('GrabKey', this.x.root, 0, mask, keycode, 1, 1)),
    )
    if (outcomes.some((outcome) => outcome.status === 'rejected')) {
      this.release(combination, keycode)
      return false
    }
    this.grabs.set(accelerator, { combination, keycode })
    return true
  }

  ungrab(accelerator: string): void {
    const grab = this.grabs.get(accelerator)
    if (!grab) return
    this.grabs.delete(accelerator)
    this.release(grab.combination, grab.keycode)
  }

  hear(event: XEvent): void {
    if (event.name === 'KeyPress') {
      const found = this.find(event.keycode, event.buttons & SHORTCUT_BITS & ~this.numLock)
      if (found !== undefined) this.pressed(found, event.time)
    }
    if (event.name === 'MappingNotify') void this.remap().catch(() => undefined)
  }

  /** The user chose another keyboard layout: the same signs lie on other keys. */
  private async remap(): Promise<void> {
    await this.readKeyboard()
    for (const grab of this.grabs.values()) {
      const keycode = this.keycode(grab.combination.keysym)
      if (keycode === undefined || keycode === grab.keycode) continue
      this.release(grab.combination, grab.keycode)
      grab.keycode = keycode
      for (const mask of this.masks(grab.combination)) this.x.send('GrabKey', this.x.root, 0, mask, keycode, 1, 1)
    }
  }

  private find(keycode: number, modifiers: number): string | undefined {
    for (const [accelerator, grab] of this.grabs)
      if (grab.keycode === keycode && grab.combination.modifiers === modifiers) return accelerator
    return undefined
  }

  private release(combination: KeyCombination, keycode: number): void {
    for (const mask of this.masks(combination)) this.x.send('UngrabKey', this.x.root, keycode, mask)
  }

  private masks({ modifiers }: KeyCombination): number[] {
    const locks = [0, CAPS_LOCK, this.numLock, CAPS_LOCK | this.numLock]
    return [...new Set(locks.map((lock) => modifiers | lock))]
  }

  /** The key that gives the sign: without a modifier if there is one, else with. */
  private keycode(keysym: number): number | undefined {
    const least = this.x.display.min_keycode
    for (let column = 0; column < 8; column++) {
      const at = this.keysyms.findIndex((row) => row[column] === keysym)
      if (at >= 0) return least + at
    }
    return undefined
  }
}
