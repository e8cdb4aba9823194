import type { ModelList } from '../../../shared/ipc-schema'
import { Choice } from '../../controls/choice'
import { useChange } from '../../controls/use-change'
import { descry } from '../../descry'
import { usePage } from '../../page-context'
import { Group } from '../settings/group'

/** Where the model is computed: which device is in use and why, and the user's choice. */
export function DeviceSetting({ devices }: Pick<ModelList, 'devices'>) {
  const { state, say } = usePage()
  const { ask, error } = useChange()
  const { device, findings } = state.models
  return (
    <Group heading={say('window.device')}>
      {device !== '' && <p>{device}</p>}
      {findings.length > 0 && (
        <ul className="findings">
          {findings.map((finding) => (
            <li key={finding}>{finding}</li>
          ))}
        </ul>
      )}
      <Choice
        label={say('window.device.choice')}
        options={devices.map((id) => [id, say(`window.device.${id}`)] as const)}
        value={state.settings.device}
        onChange={(to) => void ask(descry.invoke('device:change', to))}
        error={error}
      />
    </Group>
  )
}
