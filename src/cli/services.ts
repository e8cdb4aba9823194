import type { Narrator } from '../main/narrate/narrator'
import { ENGINE_BUNDLE } from '../main/resources'
import type { Voice, VoiceOptions } from '../main/speak/voice'
import { startEarly } from './early-engine'

/**
 * The slow parts, each loaded only by the verbs that need it: an import at the top would cost every
 * command tens of milliseconds before its first word.
 */
export interface Services {
  narrator(options: { modelFolder?: string; textOnly?: boolean }): Promise<Narrator>
  voice(options: VoiceOptions): Promise<Voice>
}

export const services: Services = {
  async narrator(options) {
    // The engine's processes first: they take longest, and what follows here takes its time too.
    const { createChildSpawner } = await import('../main/engine-host/child-spawner')
    const spawn = startEarly(createChildSpawner(ENGINE_BUNDLE), options.textOnly)
    const { createNarrator } = await import('../main/narrate/narrator')
    return createNarrator({ ...options, spawn })
  },
  async voice(options) {
    const { createVoice } = await import('../main/speak/voice')
    return createVoice(options)
  },
}
