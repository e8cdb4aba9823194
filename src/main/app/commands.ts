import { COMMANDS, commandSpec, type CommandId } from '../../shared/commands'
import type { CellStep } from '../../shared/table-grid'
import type { NarrationSource } from '../../shared/app-state'
import type { Press } from './key-press'

export type { CellStep } from '../../shared/table-grid'
export type { NarrationSource } from '../../shared/app-state'
/** The commands that make a setting another. */
export type TuneCommand = { [C in CommandId]: (typeof COMMANDS)[C]['kind'] extends 'tune' ? C : never }[CommandId]

type Source = NonNullable<ReturnType<typeof commandSpec>['source']>

/** What the commands are made of; each is told of once it begins and reports its own failures by voice. */
export interface CommandActions {
  /** A new answer. `layer`: about the picture that the layer key took. */
  answer(command: CommandId, verb: 'describe' | 'read', source: Source, layer: boolean): void
  /** What differs from the last picture of the same source. */
  changed(layer: boolean): void
  /** Narration of it on, or off where it is on. */
  narrate(source: NarrationSource): void
  /** The field for a question. `layer`: about the picture that the layer key took. */
  ask(layer: boolean): void
  /** A spoken question: begins, or ends, to listen. */
  listen(layer: boolean): void
  /** Several readings of the picture that a question would be about. */
  sure(layer: boolean): void
  again(): void
  more(): void
  copy(): void
  /** -1 is the answer before, 1 the one after. */
  go(step: -1 | 1): void
  forgetLast(): void
  /** To another cell of the answer's table. */
  cell(to: CellStep): void
  /** Makes a setting another, and says which it is now. */
  tune(command: TuneCommand): void
  stop(): void
  openHome(): void
  status(): void
  learnKeys(): void
  /** The text view; the newest answer may still be on its way into it. */
  openText(command: CommandId): void
}

type Act = (actions: CommandActions, layer: boolean) => void

const answer =
  (id: CommandId, verb: 'describe' | 'read'): Act =>
  (actions, layer) => {
    const { source } = commandSpec(id)
    if (source) actions.answer(id, verb, source, layer)
  }

const tune =
  (id: TuneCommand): Act =>
  (actions) =>
    actions.tune(id)

const ACTS: Readonly<Record<CommandId, Act>> = {
  'describe-screen': answer('describe-screen', 'describe'),
  'describe-window': answer('describe-window', 'describe'),
  'describe-pointer': answer('describe-pointer', 'describe'),
  'describe-clipboard': answer('describe-clipboard', 'describe'),
  'read-text': answer('read-text', 'read'),
  'camera-look': answer('camera-look', 'describe'),
  changed: (actions, layer) => actions.changed(layer),
  narration: (actions) => actions.narrate('camera'),
  'narrate-screen': (actions) => actions.narrate('screen'),
  'narrate-window': (actions) => actions.narrate('window'),
  ask: (actions, layer) => actions.ask(layer),
  listen: (actions, layer) => actions.listen(layer),
  sure: (actions, layer) => actions.sure(layer),
  again: (actions) => actions.again(),
  more: (actions) => actions.more(),
  copy: (actions) => actions.copy(),
  'previous-answer': (actions) => actions.go(-1),
  'next-answer': (actions) => actions.go(1),
  'forget-answer': (actions) => actions.forgetLast(),
  'cell-left': (actions) => actions.cell('left'),
  'cell-right': (actions) => actions.cell('right'),
  'cell-up': (actions) => actions.cell('up'),
  'cell-down': (actions) => actions.cell('down'),
  'narration-less': tune('narration-less'),
  'narration-more': tune('narration-more'),
  slower: tune('slower'),
  faster: tune('faster'),
  quieter: tune('quieter'),
  louder: tune('louder'),
  lower: tune('lower'),
  higher: tune('higher'),
  'next-voice': tune('next-voice'),
  sounds: tune('sounds'),
  quiet: tune('quiet'),
  length: tune('length'),
  stop: (actions) => actions.stop(),
  open: (actions) => actions.openHome(),
  status: (actions) => actions.status(),
  'learn-keys': (actions) => actions.learnKeys(),
}

/** Commands whose key pressed twice opens the answer as text. */
const OPENS_TEXT: ReadonlySet<CommandId> = new Set<CommandId>([
  ...(Object.keys(COMMANDS) as CommandId[]).filter((id) => COMMANDS[id].kind === 'answer'),
  'again',
])

export type CommandPress = Exclude<Press, 'repeat'>

/**
 * Carries out a command. @param press a second press of some opens the text instead of starting anew, and
 * a further one changes nothing; of the others each press and step counts
 */
export function carryOut(id: CommandId, press: CommandPress, layer: boolean, actions: CommandActions): void {
  if (press === 'once' || !OPENS_TEXT.has(id)) ACTS[id](actions, layer)
  else if (press === 'twice') actions.openText(id)
}
