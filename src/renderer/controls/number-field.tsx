import { useId, useState } from 'react'
import { Input, Label, TextField } from 'react-aria-components'
import { ErrorText } from './error-text'

interface NumberFieldProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step: number
  /** Said of a number that cannot be used, once the field is left or Enter is pressed. */
  readonly refusal: string
  /** Not while it is being typed: "50" on the way to "500" would lose something. */
  readonly takesOnLeave?: boolean
  readonly onChange: (value: number) => void
  readonly error: string
}

/** A whole number, typed or by arrow keys. The system's own field: react-aria's speaks through a live region of its own. */
export function NumberField({ label, value, min, max, step, refusal, takesOnLeave = false, onChange, error }: NumberFieldProps) {
  const errorId = useId()
  // What is being typed may not be a number in range yet: "2" on the way to "250".
  const [typed, setTyped] = useState<string | null>(null)
  const [isLeft, setLeft] = useState(false)
  const fits = (text: string) => text !== '' && Number.isInteger(Number(text)) && Number(text) >= min && Number(text) <= max
  const shown = isLeft && typed !== null && !fits(typed) ? refusal : error

  const type = (text: string) => {
    setTyped(text)
    setLeft(false)
    if (fits(text) && !takesOnLeave) onChange(Number(text))
  }
  const leave = () => {
    setLeft(true)
    if (typed === null || !fits(typed)) return
    setTyped(null)
    if (takesOnLeave && Number(typed) !== value) onChange(Number(typed))
  }
  return (
    <div className="control">
      <TextField
        className="number"
        value={typed ?? String(value)}
        onChange={type}
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.key === 'Enter') leave()
        }}
        isInvalid={shown !== ''}
        aria-describedby={errorId}
      >
        <Label>{label}</Label>
        <Input type="number" min={min} max={max} step={step} />
      </TextField>
      <ErrorText id={errorId} text={shown} />
    </div>
  )
}
