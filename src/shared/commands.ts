import type { MessageKey } from './messages'

/**
 * What a user can ask for, once: the layer menu, the direct keys, the buttons of the window, help and
 * the command line all come from here. Order is that of the menu.
 */
interface CommandSpec {
  /** Pressed in the layer menu, and with the system's prefix everywhere. */
  readonly letter: string
  readonly name: MessageKey
  /** What it does, for help and learn-keys mode. */
  readonly help: MessageKey
  /** `answer`: makes an answer about a new picture; `ask`: a question about one;
   * `watch`: goes on until it is stopped; `recall`: is about answers there are; `app`: is about Descry. */
  readonly kind: 'answer' | 'ask' | 'watch' | 'recall' | 'app'
  /** Where the picture of an `answer` comes from. */
  readonly source?: 'screen' | 'window' | 'pointer' | 'clipboard' | 'camera'
}

export const COMMANDS = {
  'describe-screen': { letter: 'D', kind: 'answer', source: 'screen', name: 'command.describe-screen', help: 'command.describe-screen.help' },
  'describe-window': { letter: 'W', kind: 'answer', source: 'window', name: 'command.describe-window', help: 'command.describe-window.help' },
  'describe-pointer': { letter: 'P', kind: 'answer', source: 'pointer', name: 'command.describe-pointer', help: 'command.describe-pointer.help' },
  'describe-clipboard': { letter: 'V', kind: 'answer', source: 'clipboard', name: 'command.describe-clipboard', help: 'command.describe-clipboard.help' },
  'read-text': { letter: 'T', kind: 'answer', source: 'screen', name: 'command.read-text', help: 'command.read-text.help' },
  'camera-look': { letter: 'C', kind: 'answer', source: 'camera', name: 'command.camera-look', help: 'command.camera-look.help' },
  narration: { letter: 'N', kind: 'watch', source: 'camera', name: 'command.narration', help: 'command.narration.help' },
  ask: { letter: 'A', kind: 'ask', source: 'screen', name: 'command.ask', help: 'command.ask.help' },
  again: { letter: 'S', kind: 'recall', name: 'command.again', help: 'command.again.help' },
  more: { letter: 'M', kind: 'recall', name: 'command.more', help: 'command.more.help' },
  copy: { letter: 'K', kind: 'recall', name: 'command.copy', help: 'command.copy.help' },
  'previous-answer': { letter: ',', kind: 'recall', name: 'command.previous-answer', help: 'command.previous-answer.help' },
  'next-answer': { letter: '.', kind: 'recall', name: 'command.next-answer', help: 'command.next-answer.help' },
  stop: { letter: 'Q', kind: 'app', name: 'command.stop', help: 'command.stop.help' },
  open: { letter: 'O', kind: 'app', name: 'command.open', help: 'command.open.help' },
  status: { letter: 'I', kind: 'app', name: 'command.status', help: 'command.status.help' },
  'learn-keys': { letter: 'H', kind: 'app', name: 'command.learn-keys', help: 'command.learn-keys.help' },
} as const satisfies Record<string, CommandSpec>

export type CommandId = keyof typeof COMMANDS
export const COMMAND_IDS = Object.keys(COMMANDS) as [CommandId, ...CommandId[]]

export function commandSpec(id: CommandId): CommandSpec {
  return COMMANDS[id]
}

/** The commands that make an answer about a new picture. */
export const ANSWER_COMMANDS = COMMAND_IDS.filter((id) => COMMANDS[id].kind === 'answer')
