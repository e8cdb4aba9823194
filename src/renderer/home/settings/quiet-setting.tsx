import { Toggle } from '../../controls/toggle'
import { useChange } from '../../controls/use-change'
import { descry } from '../../descry'
import { usePage } from '../../page-context'

/** Quiet mode, by its command: that it begins is said before it does. */
export function QuietSetting() {
  const { state, say } = usePage()
  const { ask, error } = useChange()
  return (
    <Toggle
      label={say('tune.settings.quiet')}
      help={say('tune.settings.quiet.help')}
      isOn={state.settings.quiet}
      onChange={() => void ask(descry.invoke('command:run', 'quiet'))}
      error={error}
    />
  )
}
