import { COMMANDS, MENU_COMMANDS, type CommandId } from '../../shared/commands'
import { PressedKeys } from './pressed-keys'

interface MenuLettersParts {
  /** Electron's globalShortcut. */
  readonly registry: {
    register(accelerator: string, run: () => void): boolean
    unregister(accelerator: string): void
  }
  /** A screen reader runs that would take letters for itself, and keys can be held against it. */
  readonly areWanted: () => boolean
  readonly run: (command: CommandId) => void
  /** Milliseconds, monotonic. */
  readonly now: () => number
}

/**
 * The menu's letters, held for it while it is open. Orca asks the program with the keyboard for each key before that
 * has it (at-spi2-core, registryd/deviceeventcontroller.c), and goes by what it knew last: until it has dealt with
 * the menu's focus it is in the browse mode of the page that was in front, and takes H and its like for headings,
 * for a second where much else goes on. A key that is held does not pass the program, so Orca is not asked.
 * X11 only: on Windows readers come before held keys (NVDA's source/winInputHook.py), on Wayland the user would be
 * asked for each. A letter that cannot be held reaches the menu itself, as all do elsewhere.
 */
export class MenuLetters {
  readonly #parts: MenuLettersParts
  readonly #held = new Set<string>()
  /** A letter that is held down is one press, but for what goes step by step. */
  readonly #pressed: PressedKeys

  constructor(parts: MenuLettersParts) {
    this.#parts = parts
    this.#pressed = new PressedKeys(parts)
  }

  hold(): void {
    const { registry, areWanted, run } = this.#parts
    if (!areWanted()) return
    for (const id of MENU_COMMANDS) {
      const { letter } = COMMANDS[id]
      if (!this.#held.has(letter) && registry.register(letter, () => this.#pressed.press(id, () => run(id)))) this.#held.add(letter)
    }
  }

  release(): void {
    for (const letter of this.#held) this.#parts.registry.unregister(letter)
    this.#held.clear()
  }
}
