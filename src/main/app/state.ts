import type { AppState } from '../../shared/app-state'

/** What the windows are told: one value, changed in parts, told once for all changes of a moment. */
export class AppStateStore {
  #state: AppState
  #due = false
  readonly #tell: (state: AppState) => void

  /** @param tell hears every new state, at the end of the turn in which it changed */
  constructor(state: AppState, tell: (state: AppState) => void) {
    this.#state = state
    this.#tell = tell
  }

  get state(): AppState {
    return this.#state
  }

  change(part: Partial<AppState>): void {
    this.#state = { ...this.#state, ...part }
    if (this.#due) return
    this.#due = true
    queueMicrotask(() => {
      this.#due = false
      this.#tell(this.#state)
    })
  }
}
