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

/** The views that lie over another one, and leave with the window that was opened for them. */
const PASSING: ReadonlySet<HomeView> = new Set<HomeView>(['text', 'ask'])

/** The home window as it comes and goes: a window that was opened for the text or a question goes with it. */
export class HomeWindow {
  readonly #parts: HomeParts
  #openedFor: { readonly returnTo: number | null; readonly wasVisible: boolean } | null = null
  #view: HomeView = 'home'

  constructor(parts: HomeParts) {
    this.#parts = parts
  }

  /** The field for a question is open, as far as main knows, and has the keyboard. */
  get isAsking(): boolean {
    return this.#view === 'ask' && this.#parts.window().isFocused()
  }

  async show(view: HomeView, focus: 'heading' | 'answer', line?: number): Promise<void> {
    const { window, show, tell, active } = this.#parts
    // Not by itself, if it is there for an earlier text or question.
    const wasVisible = window().isVisible() && (this.#openedFor?.wasVisible ?? true)
    if (!PASSING.has(view)) this.#openedFor = null
    else if (!window().isVisible() || !window().isFocused()) this.#openedFor = { returnTo: await active(), wasVisible }
    this.#view = view
    show()
    tell(view, focus, line)
  }

  /** Escape in the text view, or a question was put or left: resolves when the focus is where it was before. */
  async closePassing(): Promise<void> {
    const opened = this.#openedFor
    this.#openedFor = null
    this.#view = 'home'
    if (!opened) return
    const { returnTo, wasVisible } = opened
    // Where the desktop does not tell who had the keyboard, only hiding gives it back.
    if (!wasVisible || returnTo === null) this.#parts.window().hide()
    if (returnTo !== null) await this.#parts.activate(returnTo)
  }
}
