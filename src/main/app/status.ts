import type { AppState } from '../../shared/app-state'
import type { Messages } from '../../shared/messages'
import { percentOf } from '../../shared/model-words'
import type { VoiceStatus } from '../speak/voice'

/** Who would speak now, in a sentence. Pure. */
export function voiceSentence({ chosen, routes, secondVoice }: VoiceStatus, messages: Messages): string {
  const speaking = routes.find(({ id }) => id === chosen)?.availability
  if (!speaking?.available) return messages.say('app.voice.none')
  return secondVoice ?? messages.say('app.voice.through', { name: speaking.name })
}

/** Whether the camera is on, by what is narrated. */
const CAMERA = {
  camera: 'narration.camera-on',
  screen: 'narration.screen-on',
  window: 'narration.screen-on',
  pointer: 'narration.screen-on',
  off: 'app.camera.off',
} as const

/** What "status" says: the model, its device and its download, the voice, the keys that do not work as they should, the camera, where answers are. Pure. */
export function statusSentences({ engine, models, voice, settings, keys, narrating, memory }: AppState, messages: Messages): string[] {
  const notes = keys.flatMap(({ note }) => note ?? [])
  const aboutKeys = notes.length > 0 ? notes : [messages.say('app.keys.fine')]
  const { work, device } = models
  const percent = work?.progress ? percentOf(work.progress.received, work.progress.total) : 0
  const working = work ? [messages.say('models.progress.part', { name: work.name, percent })] : []
  const facts = [engine.sentence, ...(device ? [device] : []), ...working, ...(settings.quiet ? [messages.say('tune.quiet.is-on')] : []), voice, ...aboutKeys, messages.say(CAMERA[narrating ?? 'off'])]
  return [...facts, memory.problem ?? messages.say(`history.status.${settings.memory.where}`, { count: memory.kept })]
}
