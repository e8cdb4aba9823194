import { commandSpec, MENU_COMMANDS, type CommandId } from '../../shared/commands'

type Kind = ReturnType<typeof commandSpec>['kind']

/** Kinds of commands that belong together, in the menu's order. */
const GROUPS: readonly (readonly Kind[])[] = [['answer', 'watch'], ['ask'], ['recall', 'cell'], ['tune'], ['app']]

const groupOf = (id: CommandId): number => GROUPS.findIndex((kinds) => kinds.includes(commandSpec(id).kind))

/**
 * The commands that begin a group of the menu: a line is drawn above them, for the eye. No groups are told to readers:
 * Orca says "Look panel" as the menu opens, and "leaving panel. Answers panel" before an item (seen with Orca 43).
 */
export const GROUP_BEGINNINGS: ReadonlySet<CommandId> = new Set(
  MENU_COMMANDS.filter((id, i) => {
    const before = MENU_COMMANDS[i - 1]
    return before !== undefined && groupOf(before) !== groupOf(id)
  }),
)
