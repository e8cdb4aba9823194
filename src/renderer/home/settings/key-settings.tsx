import { usePage } from '../../page-context'
import { Group } from './group'
import { KeySetting } from './key-setting'

export function KeySettings() {
  const { state, say } = usePage()
  return (
    <Group heading={say('window.keys')}>
      <p>{say('window.keys.about')}</p>
      <ul className="key-list">
        {state.keys.map((key) => (
          <KeySetting key={key.id} view={key} />
        ))}
      </ul>
    </Group>
  )
}
