import type { AppState } from '../../shared/app-state'
import type { Messages } from '../../shared/messages'

/** How far a spoken question is, in words; null while none is spoken. Pure. */
export function listeningWords({ listening }: Pick<AppState, 'listening'>, say: Messages['say']): string | null {
  if (!listening) return null
  return say(listening.sound ? 'listen.step.speaking' : `listen.step.${listening.step}`)
}
