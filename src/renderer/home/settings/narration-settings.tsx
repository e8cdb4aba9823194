import { NumberField } from '../../controls/number-field'
import { useChange } from '../../controls/use-change'
import { usePage } from '../../page-context'
import { Group } from './group'

export function NarrationSettings() {
  const { state, say } = usePage()
  const { narration } = state.settings
  const { change, error } = useChange()
  return (
    <Group heading={say('window.narration')}>
      <NumberField
        label={say('window.narration.every')}
        value={narration.every}
        min={2}
        max={60}
        step={1}
        refusal={say('window.narration.every.range')}
        onChange={(every) => void change({ narration: { ...narration, every } })}
        error={error}
      />
    </Group>
  )
}
