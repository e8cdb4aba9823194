import type { AppState } from '../../shared/app-state'
import type { Messages } from '../../shared/messages'
import type { NarratorStatus } from '../narrate/narrator'
import { failureSentence } from './answering'

/** What the engine can do now, in a sentence for the window and for "status". Pure. */
export function engineState({ vision, recogniser }: NarratorStatus, messages: Messages): AppState['engine'] {
  if (vision.failure) return { state: 'failed', sentence: failureSentence(vision.failure, messages).text }
  const model = vision.info?.model ?? ''
  if (recogniser.failure) {
    const why = failureSentence(recogniser.failure, messages).text
    return { state: 'ready', sentence: `${messages.say('app.engine.no-recogniser', { model })} ${why}` }
  }
  const name = recogniser.info?.model ?? ''
  return { state: 'ready', sentence: messages.say('app.engine.ready', { model, recogniser: name }) }
}
