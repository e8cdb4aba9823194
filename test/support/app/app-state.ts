import { firstState } from '../../../src/main/app/state'
import type { AppState } from '../../../src/shared/app-state'
import { DEFAULT_SETTINGS } from '../../../src/shared/settings'

export function anAppState(): AppState {
  return firstState(DEFAULT_SETTINGS, 'en')
}
