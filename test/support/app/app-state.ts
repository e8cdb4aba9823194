import type { AppState } from '../../../src/shared/app-state'
import { DEFAULT_SETTINGS } from '../../../src/shared/settings'

/** The state of an app that was just started and has nothing to tell yet. */
export function anAppState(): AppState {
  return {
    locale: 'en',
    settings: DEFAULT_SETTINGS,
    activity: { command: null, sentence: '' },
    answer: null,
    said: [],
    answers: { count: 0, position: 0 },
    engine: { state: 'loading', sentence: '' },
    voice: '',
    reader: false,
    caption: false,
    keys: [],
    learningKeys: false,
  }
}
