import { Choice } from '../../controls/choice'
import { useChange } from '../../controls/use-change'
import { usePage } from '../../page-context'

const NAMED = ['front', 'pointer', 'main'] as const
type Named = (typeof NAMED)[number]

/** Which display is meant by "the screen": by what is there, or one of those that are connected. */
export function MonitorSetting() {
  const { state, say } = usePage()
  const { monitor } = state.settings
  const { change, error } = useChange()
  const there = state.displays.length > 1 ? state.displays.map(({ number, name }) => [String(number), name] as const) : []
  const isAway = typeof monitor === 'number' && !there.some(([number]) => number === String(monitor))
  const away = isAway ? [[String(monitor), say('window.monitor.away', { number: monitor })] as const] : []
  return (
    <Choice
      label={say('window.monitor')}
      help={say('window.monitor.help')}
      options={[...NAMED.map((id) => [id, say(`window.monitor.${id}`)] as const), ...there, ...away]}
      value={String(monitor)}
      onChange={(to) => void change({ monitor: NAMED.includes(to as Named) ? (to as Named) : Number(to) })}
      error={error}
    />
  )
}
