import { Choice } from '../../controls/choice'
import { useChange } from '../../controls/use-change'
import { usePage } from '../../page-context'
import { Group } from './group'
import { LoginSetting } from './login-setting'

const LOCALES = ['system', 'en', 'de'] as const

export function SystemSettings() {
  const { state, say } = usePage()
  const { change, error } = useChange()
  return (
    <Group heading={say('window.system')}>
      <LoginSetting />
      <Choice
        label={say('window.system.language')}
        options={LOCALES.map((id) => [id, say(`window.system.language.${id}`)] as const)}
        value={state.settings.locale}
        onChange={(to) => void change({ locale: to })}
        error={error}
      />
    </Group>
  )
}
