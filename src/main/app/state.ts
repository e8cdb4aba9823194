import type { AppState } from '../../shared/app-state'
import type { Settings } from '../../shared/settings'

/** What the windows are told: one value, changed in parts, told once for all changes of a moment. */
export class AppStateStore {
  #state: AppState
  #due = false
  readonly #tell: (state: AppState) => void
  readonly #watchers = new Set<() => void>()

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
      for (const hear of this.#watchers) hear()
    })
  }

  /** Hears of every new state after the windows. */
  watch(hear: () => void): void {
    this.#watchers.add(hear)
  }
}

/** The state of an app that was just started and has nothing to tell yet. */
export function firstState(settings: Settings, locale: AppState['locale']): AppState {
  return {
    locale,
    settings,
    activity: { command: null, sentence: '' },
    answer: null,
    said: [],
    answers: { count: 0, position: 0 },
    engine: { state: 'loading', sentence: '' },
    models: { inUse: settings.model, work: null, waiting: [], switching: null, said: null, edition: 0, device: '', findings: [] },
    voice: '',
    reader: false,
    unknownReader: false,
    saysFocus: false,
    narrating: null,
    asking: null,
    listening: null,
    understood: null,
    profile: null,
    memory: { kept: 0, problem: null },
    caption: false,
    keys: [],
    displays: [],
    learningKeys: false,
  }
}
