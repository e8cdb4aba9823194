import { NumberField } from '../../controls/number-field'
import { Toggle } from '../../controls/toggle'
import { useChange } from '../../controls/use-change'
import { usePage } from '../../page-context'

/** Where a rate of one's own begins: a common speed of system voices. */
const FIRST_RATE = 200

/** How fast the voice speaks, in words a minute, or as the system has it. */
export function RateSetting() {
  const { state, say } = usePage()
  const { voice } = state.settings
  const system = useChange()
  const own = useChange()
  return (
    <>
      <Toggle
        label={say('window.speech.system-rate')}
        isOn={voice.rate === null}
        onChange={(on) => void system.change({ voice: { ...voice, rate: on ? null : FIRST_RATE } })}
        error={system.error}
      />
      {voice.rate !== null && (
        <NumberField
          label={say('window.speech.rate')}
          value={voice.rate}
          min={80}
          max={550}
          step={10}
          refusal={say('window.speech.rate.range')}
          onChange={(rate) => void own.change({ voice: { ...voice, rate } })}
          error={own.error}
        />
      )}
    </>
  )
}
