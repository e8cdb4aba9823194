import type { Result } from '../../shared/codes'
import { commandSpec, type CommandId } from '../../shared/commands'

interface LayerParts<Taken> {
  /** Takes the picture that the chosen command will be about. */
  readonly take: () => Promise<Result<{ taken: Taken }>>
  readonly showMenu: () => void
  readonly hideMenu: () => void
  /** The window that has the keyboard; null when the desktop does not tell. */
  readonly active: () => Promise<number | null>
  readonly activate: (id: number) => Promise<unknown>
  readonly run: (command: CommandId, taken: Promise<Result<{ taken: Taken }>>) => void
}

/**
 * The layer key: a picture at once, then the menu; the chosen command is about that picture, and the
 * focus is back where it was.
 */
export class Layer<Taken> {
  readonly #parts: LayerParts<Taken>
  #open: { readonly taken: Promise<Result<{ taken: Taken }>>; returnTo: number | null } | null = null

  constructor(parts: LayerParts<Taken>) {
    this.#parts = parts
  }

  get isOpen(): boolean {
    return this.#open !== null
  }

  /** Pressed once more while the menu is open it closes it. */
  async press(): Promise<void> {
    if (this.#open) return this.close()
    const { take, active, showMenu } = this.#parts
    const taken = take()
    const open = { taken, returnTo: null as number | null }
    this.#open = open
    // The menu must not be in the picture, so the picture comes first; one that fails must not keep the
    // menu away, for half of its commands need none.
    const [returnTo] = await Promise.all([active(), taken])
    open.returnTo = returnTo
    if (this.#open === open) showMenu()
  }

  /** A letter of the menu. */
  async choose(command: CommandId): Promise<void> {
    const open = this.#open
    // Pressed again and again until it is as wanted: Escape closes it then.
    if (open && commandSpec(command).kind === 'tune') return this.#parts.run(command, open.taken)
    // Commands that show a window of ours keep the focus.
    await this.#leave(command !== 'open')
    if (open) this.#parts.run(command, open.taken)
  }

  /** Escape. */
  close(): Promise<void> {
    return this.#leave(true)
  }

  /** The user went to another window: the menu goes, the focus stays there. */
  left(): Promise<void> {
    return this.#leave(false)
  }

  async #leave(goBack: boolean): Promise<void> {
    const open = this.#open
    if (!open) return
    this.#open = null
    this.#parts.hideMenu()
    if (goBack && open.returnTo !== null) await this.#parts.activate(open.returnTo)
  }
}

/** Whether a command of the menu is about a picture of the screen, which the layer key took. Pure. */
export function usesLayerPicture(command: CommandId): boolean {
  const { source, kind } = commandSpec(command)
  // Narration takes pictures of its own, from its beginning on.
  return kind !== 'watch' && (source === 'screen' || source === 'window' || source === 'pointer')
}
