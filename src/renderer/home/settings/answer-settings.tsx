import { Choice } from '../../controls/choice'
import { useChange } from '../../controls/use-change'
import { usePage } from '../../page-context'
import { Group } from './group'
import { MonitorSetting } from './monitor-setting'

const LENGTHS = ['brief', 'normal', 'full'] as const
const HEDGES = ['words', 'none'] as const
const DOUBTS = ['asked', 'always'] as const
const PLACES = ['voice', 'window'] as const

export function AnswerSettings() {
  const { state, say } = usePage()
  const { settings } = state
  const length = useChange()
  const hedge = useChange()
  const doubt = useChange()
  const place = useChange()
  return (
    <Group heading={say('window.answers')}>
      <Choice
        label={say('window.answers.length')}
        options={LENGTHS.map((id) => [id, say(`window.answers.length.${id}`)] as const)}
        value={settings.length}
        onChange={(to) => void length.change({ length: to })}
        error={length.error}
      />
      <Choice
        label={say('window.answers.hedge')}
        options={HEDGES.map((id) => [id, say(`window.answers.hedge.${id}`)] as const)}
        value={settings.hedge}
        onChange={(to) => void hedge.change({ hedge: to })}
        error={hedge.error}
      />
      <Choice
        label={say('doubt.setting')}
        help={say('doubt.setting.help')}
        options={DOUBTS.map((id) => [id, say(`doubt.setting.${id}`)] as const)}
        value={settings.doubt}
        onChange={(to) => void doubt.change({ doubt: to })}
        error={doubt.error}
      />
      <Choice
        label={say('window.answers.in')}
        help={say('window.answers.in.help')}
        options={PLACES.map((id) => [id, say(`window.answers.in.${id}`)] as const)}
        value={settings.answersIn}
        onChange={(to) => void place.change({ answersIn: to })}
        error={place.error}
      />
      <MonitorSetting />
    </Group>
  )
}
