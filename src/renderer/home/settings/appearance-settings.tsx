import { Choice } from '../../controls/choice'
import { useChange } from '../../controls/use-change'
import { usePage } from '../../page-context'
import { Group } from './group'

const THEMES = ['system', 'light', 'dark', 'contrast'] as const

export function AppearanceSettings() {
  const { state, say } = usePage()
  const look = useChange()
  return (
    <Group heading={say('window.appearance')}>
      <Choice
        label={say('window.appearance.theme')}
        options={THEMES.map((id) => [id, say(`window.appearance.theme.${id}`)] as const)}
        value={state.settings.theme}
        onChange={(to) => void look.change({ theme: to })}
        error={look.error}
      />
    </Group>
  )
}
