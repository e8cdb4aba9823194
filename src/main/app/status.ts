import type { AppState } from '../../shared/app-state'
import type { Messages } from '../../shared/messages'
import type { VoiceStatus } from '../speak/voice'

/** Who would speak now, in a sentence. Pure. */
export function voiceSentence({ chosen, routes, secondVoice }: VoiceStatus, messages: Messages): string {
  const speaking = routes.find(({ id }) => id === chosen)?.availability
  if (!speaking?.available) return messages.say('app.voice.none')
  return secondVoice ?? messages.say('app.voice.through', { name: speaking.name })
}

/** What "status" says: the model, the voice, the keys that do not work as they should, the camera. Pure. */
export function statusSentences({ engine, voice, keys }: AppState, messages: Messages): string[] {
  const notes = keys.flatMap(({ note }) => note ?? [])
  const aboutKeys = notes.length > 0 ? notes : [messages.say('app.keys.fine')]
  return [engine.sentence, voice, ...aboutKeys, messages.say('app.camera.off')]
}
