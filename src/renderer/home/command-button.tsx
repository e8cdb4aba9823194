import { Button } from 'react-aria-components'
import { type CommandId, COMMANDS, commandSpec } from '../../shared/commands'
import { usePage } from '../page-context'
import { ariaKey } from './accelerator'

interface CommandButtonProps {
  readonly id: CommandId
  readonly run: (id: CommandId) => void
}

/**
 * A command as a button, with the key that does the same from anywhere. Readers are told of the key apart from the
 * name, so that it is said once, after the name, and not at all where their user wants none.
 */
export function CommandButton({ id, run }: CommandButtonProps) {
  const { state, say } = usePage()
  const key = state.keys.find((k) => k.id === id)
  const shortcut = key?.accelerator ? ariaKey(key.accelerator) : undefined
  // What goes on until it is stopped is a switch.
  const { kind, source } = commandSpec(id)
  const pressed = kind === 'watch' ? state.narrating === source : undefined
  return (
    <Button
      className="command-button"
      onPress={() => run(id)}
      render={(props) => <button {...props} aria-keyshortcuts={shortcut} aria-pressed={pressed} data-command={id} />}
    >
      <span className="command-name">{say(COMMANDS[id].name)}</span>
      {key?.accelerator && (
        <span className="key" aria-hidden="true">
          {key.spoken}
        </span>
      )}
    </Button>
  )
}
