import { useId } from 'react'
import { Button, Group, Input, Label, NumberField } from 'react-aria-components'
import { ErrorText } from '../../controls/error-text'
import { Toggle } from '../../controls/toggle'
import { useChange } from '../../controls/use-change'
import { usePage } from '../../page-context'

/** Where a rate of one's own begins: a common speed of system voices. */
const FIRST_RATE = 200

/** How fast the voice speaks, in words a minute, or as the system has it. */
export function RateSetting() {
  const { state, say } = usePage()
  const { voice } = state.settings
  const own = useChange()
  const rate = useChange()
  const errorId = useId()

  return (
    <>
      <Toggle
        label={say('window.speech.system-rate')}
        isOn={voice.rate === null}
        onChange={(on) => void own.change({ voice: { ...voice, rate: on ? null : FIRST_RATE } })}
        error={own.error}
      />
      {voice.rate !== null && (
        <div className="control">
          <NumberField
            className="number"
            value={voice.rate}
            minValue={80}
            maxValue={550}
            step={10}
            onChange={(to) => {
              if (Number.isFinite(to)) void rate.change({ voice: { ...voice, rate: Math.round(to) } })
            }}
            isInvalid={rate.error !== ''}
            aria-describedby={errorId}
          >
            <Label>{say('window.speech.rate')}</Label>
            <Group className="number-box">
              <Button slot="decrement" className="step-button">−</Button>
              <Input />
              <Button slot="increment" className="step-button">+</Button>
            </Group>
          </NumberField>
          <ErrorText id={errorId} text={rate.error} />
        </div>
      )}
    </>
  )
}
