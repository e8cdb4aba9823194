import { useId, useState } from 'react'
import { Input, Label, TextField } from 'react-aria-components'
import { ErrorText } from '../../controls/error-text'
import { Toggle } from '../../controls/toggle'
import { useChange } from '../../controls/use-change'
import { usePage } from '../../page-context'

/** Where a rate of one's own begins: a common speed of system voices. */
const FIRST_RATE = 200
const SLOWEST = 80
const FASTEST = 550

/** How fast the voice speaks, in words a minute, or as the system has it. */
export function RateSetting() {
  const { state, say } = usePage()
  const { voice } = state.settings
  const { change, error } = useChange()
  return (
    <>
      <Toggle
        label={say('window.speech.system-rate')}
        isOn={voice.rate === null}
        onChange={(on) => void change({ voice: { ...voice, rate: on ? null : FIRST_RATE } })}
        error={error}
      />
      {voice.rate !== null && <RateField rate={voice.rate} />}
    </>
  )
}

/** The system's own number field: react-aria's speaks through a live region of its own. */
function RateField({ rate }: { readonly rate: number }) {
  const { state, say } = usePage()
  const { change, error } = useChange()
  const errorId = useId()
  // What is being typed may not be a rate yet: "2" on the way to "250".
  const [typed, setTyped] = useState<string | null>(null)
  const [isLeft, setLeft] = useState(false)
  const isRate = (text: string) => Number.isInteger(Number(text)) && Number(text) >= SLOWEST && Number(text) <= FASTEST
  const refusal = isLeft && typed !== null && !isRate(typed) ? say('window.speech.rate.range') : error

  const type = (text: string) => {
    setTyped(text)
    setLeft(false)
    if (isRate(text)) void change({ voice: { ...state.settings.voice, rate: Number(text) } })
  }
  const leave = () => {
    setLeft(true)
    if (typed !== null && isRate(typed)) setTyped(null)
  }
  return (
    <div className="control">
      <TextField
        className="number"
        value={typed ?? String(rate)}
        onChange={type}
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.key === 'Enter') leave()
        }}
        isInvalid={refusal !== ''}
        aria-describedby={errorId}
      >
        <Label>{say('window.speech.rate')}</Label>
        <Input type="number" min={SLOWEST} max={FASTEST} step={10} />
      </TextField>
      <ErrorText id={errorId} text={refusal} />
    </div>
  )
}
