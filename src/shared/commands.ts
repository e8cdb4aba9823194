import type { MessageKey } from './messages'

/**
 * What a user can ask for, once: the layer menu, the direct keys, the buttons of the window, help and
 * the command line all come from here. Order is that of the menu.
 */
interface CommandSpec {
  /** Pressed in the layer menu, and with the system's prefix everywhere; one of Electron's key codes. */
  readonly letter: string
  /** False: not in the layer menu, whose own keys its key would be. */
  readonly menu?: false
  readonly name: MessageKey
  /** What it does, for help and learn-keys mode. */
  readonly help: MessageKey
  /** `answer`: makes an answer about a new picture; `ask`: a question about one; `watch`: goes on until it is
   * stopped; `recall`: is about answers there are; `cell`: walks the tables of one; `tune`: makes a setting another,
   * and leaves the layer menu open; `app`: is about Descry. */
  readonly kind: 'answer' | 'ask' | 'watch' | 'recall' | 'cell' | 'tune' | 'app'
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
  changed: { letter: 'X', kind: 'answer', source: 'screen', name: 'command.changed', help: 'command.changed.help' },
  narration: { letter: 'N', kind: 'watch', source: 'camera', name: 'command.narration', help: 'command.narration.help' },
  'narrate-screen': { letter: 'G', kind: 'watch', source: 'screen', name: 'command.narrate-screen', help: 'command.narrate-screen.help' },
  'narrate-window': { letter: 'F', kind: 'watch', source: 'window', name: 'command.narrate-window', help: 'command.narrate-window.help' },
  ask: { letter: 'A', kind: 'ask', source: 'screen', name: 'command.ask', help: 'command.ask.help' },
  listen: { letter: 'L', kind: 'ask', source: 'screen', name: 'command.listen', help: 'command.listen.help' },
  sure: { letter: 'Y', kind: 'ask', source: 'screen', name: 'command.sure', help: 'command.sure.help' },
  again: { letter: 'S', kind: 'recall', name: 'command.again', help: 'command.again.help' },
  more: { letter: 'M', kind: 'recall', name: 'command.more', help: 'command.more.help' },
  copy: { letter: 'K', kind: 'recall', name: 'command.copy', help: 'command.copy.help' },
  'previous-answer': { letter: ',', kind: 'recall', name: 'command.previous-answer', help: 'command.previous-answer.help' },
  'next-answer': { letter: '.', kind: 'recall', name: 'command.next-answer', help: 'command.next-answer.help' },
  'forget-answer': { letter: 'Z', kind: 'recall', name: 'command.forget-answer', help: 'command.forget-answer.help' },
  'cell-left': { letter: 'Left', menu: false, kind: 'cell', name: 'command.cell-left', help: 'command.cell-left.help' },
  'cell-right': { letter: 'Right', menu: false, kind: 'cell', name: 'command.cell-right', help: 'command.cell-right.help' },
  'cell-up': { letter: 'Up', menu: false, kind: 'cell', name: 'command.cell-up', help: 'command.cell-up.help' },
  'cell-down': { letter: 'Down', menu: false, kind: 'cell', name: 'command.cell-down', help: 'command.cell-down.help' },
  'narration-less': { letter: '[', kind: 'tune', name: 'command.narration-less', help: 'command.narration-less.help' },
  'narration-more': { letter: ']', kind: 'tune', name: 'command.narration-more', help: 'command.narration-more.help' },
  slower: { letter: '1', kind: 'tune', name: 'command.slower', help: 'command.slower.help' },
  faster: { letter: '2', kind: 'tune', name: 'command.faster', help: 'command.faster.help' },
  quieter: { letter: '5', kind: 'tune', name: 'command.quieter', help: 'command.quieter.help' },
  louder: { letter: '6', kind: 'tune', name: 'command.louder', help: 'command.louder.help' },
  lower: { letter: '7', kind: 'tune', name: 'command.lower', help: 'command.lower.help' },
  higher: { letter: '8', kind: 'tune', name: 'command.higher', help: 'command.higher.help' },
  'next-voice': { letter: 'B', kind: 'tune', name: 'command.next-voice', help: 'command.next-voice.help' },
  sounds: { letter: 'J', kind: 'tune', name: 'command.sounds', help: 'command.sounds.help' },
  quiet: { letter: 'U', kind: 'tune', name: 'command.quiet', help: 'command.quiet.help' },
  length: { letter: 'E', kind: 'tune', name: 'command.length', help: 'command.length.help' },
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

/** The commands of the layer menu, in its order. */
export const MENU_COMMANDS = COMMAND_IDS.filter((id) => commandSpec(id).menu !== false)

/** Commands that go step by step along a scale: their keys go on while they are held down. */
export const STEPWISE: ReadonlySet<string> = new Set<CommandId>(['narration-less', 'narration-more', 'slower', 'faster', 'quieter', 'louder', 'lower', 'higher'])
/** As fast as a held key goes on: slow enough to let go in time. Milliseconds. */
export const STEP_EVERY = 150

/** The commands that make an answer about a new picture. */
export const ANSWER_COMMANDS = COMMAND_IDS.filter((id) => COMMANDS[id].kind === 'answer')
