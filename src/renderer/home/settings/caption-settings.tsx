import { Amount } from '../../controls/amount'
import { Choice } from '../../controls/choice'
import { useChange } from '../../controls/use-change'
import { usePage } from '../../page-context'
import { Group } from './group'

const CAPTION_MODES = ['no-reader', 'always', 'never'] as const
const CAPTION_EDGES = ['top', 'bottom', 'left', 'right'] as const

export function CaptionSettings() {
  const { state, say } = usePage()
  const { caption } = state.settings
  const mode = useChange()
  const edge = useChange()
  const scale = useChange()
  return (
    <Group heading={say('window.caption')}>
      <p>{say('window.caption.about')}</p>
      <Choice
        label={say('window.caption.mode')}
        options={CAPTION_MODES.map((id) => [id, say(`window.caption.mode.${id}`)] as const)}
        value={caption.mode}
        onChange={(to) => void mode.change({ caption: { ...caption, mode: to } })}
        error={mode.error}
      />
      <Choice
        label={say('window.caption.edge')}
        options={CAPTION_EDGES.map((id) => [id, say(`window.caption.edge.${id}`)] as const)}
        value={caption.edge}
        onChange={(to) => void edge.change({ caption: { ...caption, edge: to } })}
        error={edge.error}
      />
      <Amount
        label={say('window.caption.scale')}
        value={caption.scale}
        min={100}
        max={400}
        step={25}
        isPercent
        onChange={(to) => scale.change({ caption: { ...caption, scale: to } })}
        error={scale.error}
      />
    </Group>
  )
}
