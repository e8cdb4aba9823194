import { Amount } from '../../controls/amount'
import { Toggle } from '../../controls/toggle'
import { useChange } from '../../controls/use-change'
import { usePage } from '../../page-context'
import { Group } from './group'

export function SoundSettings() {
  const { state, say } = usePage()
  const { sounds } = state.settings
  const on = useChange()
  const volume = useChange()
  return (
    <Group heading={say('window.sounds')}>
      <Toggle
        label={say('window.sounds.on')}
        isOn={sounds.on}
        onChange={(to) => void on.change({ sounds: { ...sounds, on: to } })}
        error={on.error}
      />
      <Amount
        label={say('window.sounds.volume')}
        value={sounds.volume}
        min={0}
        max={100}
        step={5}
        isPercent
        onChange={(to) => volume.change({ sounds: { ...sounds, volume: to } })}
        error={volume.error}
      />
    </Group>
  )
}
