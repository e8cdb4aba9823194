import { commandSpec, MENU_COMMANDS, type CommandId } from '../../shared/commands'
import type { MessageKey } from '../../shared/messages'

type Kind = ReturnType<typeof commandSpec>['kind']

interface MenuGroup {
  readonly heading: MessageKey
  readonly commands: readonly CommandId[]
}

const KINDS: readonly (readonly [heading: MessageKey, kinds: readonly Kind[]])[] = [
  ['tune.menu.look', ['answer', 'watch']],
  ['tune.menu.ask', ['ask']],
  ['tune.menu.answers', ['recall', 'cell']],
  ['tune.menu.voice', ['tune']],
  ['tune.menu.descry', ['app']],
]

/** The menu's commands under their headings, in the menu's order. */
export const MENU_GROUPS: readonly MenuGroup[] = KINDS.map(([heading, kinds]) => ({
  heading,
  commands: MENU_COMMANDS.filter((id) => kinds.includes(commandSpec(id).kind)),
}))
