import { Choice } from '../../controls/choice'
import { useChange } from '../../controls/use-change'
import { usePage } from '../../page-context'
import { Group } from './group'

const LENGTHS = ['brief', 'normal', 'full'] as const
const HEDGES = ['words', 'none'] as const

export function AnswerSettings() {
  const { state, say } = usePage()
  const { settings } = state
  const length = useChange()
  const hedge = useChange()
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
    </Group>
  )
}
