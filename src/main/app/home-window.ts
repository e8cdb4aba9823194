import type { HomeView } from '../../shared/ipc-schema'

interface Window {
  isVisible(): boolean
  isFocused(): boolean
  hide(): void
}

interface HomeParts {
  readonly window: () => Window
  readonly show: () => void
  readonly tell: (view: HomeView, focus: 'heading' | 'answer', line?: number) => void
  /** The window that has the keyboard; null when the desktop does not tell. */
  readonly active: () => Promise<number | null>
  readonly activate: (id: number) => Promise<unknown>
}

/** The home window as it comes and goes: a window that was opened for the text view goes with it. */
export class HomeWindow {
  readonly #parts: HomeParts
  #openedForText: { readonly returnTo: number | null; readonly wasVisible: boolean } | null = null

  constructor(parts: HomeParts) {
    this.#parts = parts
  }

  async show(view: HomeView, focus: 'heading' | 'answer', line?: number): Promise<void> {
    const { window, show, tell, active } = this.#parts
    // Not by itself, if it is there for an earlier text.
    const wasVisible = window().isVisible() && (this.#openedForText?.wasVisible ?? true)
    if (view !== 'text') this.#openedForText = null
    else if (!window().isVisible() || !window().isFocused()) this.#openedForText = { returnTo: await active(), wasVisible }
    show()
    tell(view, focus, line)
  }

  /** Escape in the text view. */
  closeText(): void {
    const opened = this.#openedForText
    this.#openedForText = null
    if (!opened) return
    const { returnTo, wasVisible } = opened
    // Where the desktop does not tell who had the keyboard, only hiding gives it back.
    if (!wasVisible || returnTo === null) this.#parts.window().hide()
    if (returnTo !== null) void this.#parts.activate(returnTo)
  }
}
