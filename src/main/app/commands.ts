import { COMMANDS, commandSpec, type CommandId } from '../../shared/commands'
import type { Press } from './key-press'

type Source = NonNullable<ReturnType<typeof commandSpec>['source']>

/** What the commands are made of; each is told of once it begins and reports its own failures by voice. */
export interface CommandActions {
  /** A new answer. `layer`: about the picture that the layer key took. */
  answer(command: CommandId, verb: 'describe' | 'read', source: Source, layer: boolean): void
  /** Narration on, or off where it is on. */
  narrate(): void
  /** The field for a question. `layer`: about the picture that the layer key took. */
  ask(layer: boolean): void
  again(): void
  more(): void
  copy(): void
  /** -1 is the answer before, 1 the one after. */
  go(step: -1 | 1): void
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

const ACTS: Readonly<Record<CommandId, Act>> = {
  'describe-screen': answer('describe-screen', 'describe'),
  'describe-window': answer('describe-window', 'describe'),
  'describe-pointer': answer('describe-pointer', 'describe'),
  'describe-clipboard': answer('describe-clipboard', 'describe'),
  'read-text': answer('read-text', 'read'),
  'camera-look': answer('camera-look', 'describe'),
  narration: (actions) => actions.narrate(),
  ask: (actions, layer) => actions.ask(layer),
  again: (actions) => actions.again(),
  more: (actions) => actions.more(),
  copy: (actions) => actions.copy(),
  'previous-answer': (actions) => actions.go(-1),
  'next-answer': (actions) => actions.go(1),
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
 * a further one changes nothing; of the others each press counts
 */
export function carryOut(id: CommandId, press: CommandPress, layer: boolean, actions: CommandActions): void {
  if (press === 'once' || !OPENS_TEXT.has(id)) ACTS[id](actions, layer)
  else if (press === 'twice') actions.openText(id)
}
