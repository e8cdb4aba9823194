import { NumberField } from '../../controls/number-field'
import { useChange } from '../../controls/use-change'
import { usePage } from '../../page-context'
import { Group } from './group'

/** Milliseconds of what the field counts in. */
const TENTH = 100

export function ListeningSettings() {
  const { state, say } = usePage()
  const { listening } = state.settings
  const { change, error } = useChange()
  return (
    <Group heading={say('listen.heading')}>
      <NumberField
        label={say('listen.pause')}
        value={Math.round(listening.pause / TENTH)}
        min={5}
        max={50}
        step={1}
        refusal={say('listen.pause.range')}
        onChange={(tenths) => void change({ listening: { pause: tenths * TENTH } })}
        error={error}
      />
    </Group>
  )
}
