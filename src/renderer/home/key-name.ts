import type { KeyId } from '../../shared/app-state'
import { COMMANDS } from '../../shared/commands'
import type { Messages } from '../../shared/messages'

/** What a key does, in a few words. */
export function keyName(id: KeyId, say: Messages['say']): string {
  return id === 'layer' ? say('window.keys.layer') : say(COMMANDS[id].name)
}

/** What a key does, in a sentence or two. */
export function keyHelp(id: KeyId, say: Messages['say']): string {
  return id === 'layer' ? say('window.keys.layer.help') : say(COMMANDS[id].help)
}
