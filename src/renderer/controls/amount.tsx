import { useId, useState } from 'react'
import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components'
import { ErrorText } from './error-text'

interface AmountProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step: number
  /** Shown and said as a per cent. */
  readonly isPercent?: boolean
  /** Called when a move has ended. */
  readonly onChange: (value: number) => Promise<void>
  readonly error: string
}

/** A slider, by arrow keys or mouse. */
export function Amount({ label, value, min, max, step, isPercent = false, onChange, error }: AmountProps) {
  const errorId = useId()
  // While it moves, it is ahead of the setting.
  const [moving, setMoving] = useState<number | null>(null)
  const end = (to: number) => void onChange(to).then(() => setMoving((now) => (now === to ? null : now)))
  return (
    <div className="control">
      <Slider
        className="amount"
        value={moving ?? value}
        minValue={min}
        maxValue={max}
        step={step}
        onChange={setMoving}
        onChangeEnd={end}
        {...(isPercent && { formatOptions: { style: 'unit', unit: 'percent' } })}
      >
        <Label>{label}</Label>
        <SliderOutput />
        <SliderTrack className="track">
          <SliderThumb className="thumb" aria-describedby={errorId} />
        </SliderTrack>
      </Slider>
      <ErrorText id={errorId} text={error} />
    </div>
  )
}
