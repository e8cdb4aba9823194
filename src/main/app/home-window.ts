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

/** The home window as it comes and goes: a window that was opened for the text view goes again with it. */
export class HomeWindow {
  readonly #parts: HomeParts
  #openedForText: { readonly returnTo: number | null } | null = null

  constructor(parts: HomeParts) {
    this.#parts = parts
  }

  async show(view: HomeView, focus: 'heading' | 'answer', line?: number): Promise<void> {
    const { window, show, tell, active } = this.#parts
    const isThere = window().isVisible() && window().isFocused()
    if (view !== 'text') this.#openedForText = null
    else if (!isThere) this.#openedForText = { returnTo: await active() }
    show()
    tell(view, focus, line)
  }

  /** Escape in the text view. */
  closeText(): void {
    const opened = this.#openedForText
    this.#openedForText = null
    if (!opened) return
    this.#parts.window().hide()
    if (opened.returnTo !== null) void this.#parts.activate(opened.returnTo)
  }
}
