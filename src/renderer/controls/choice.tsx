import { useId } from 'react'
import { Label, RadioButton, RadioField, RadioGroup } from 'react-aria-components'
import { ErrorText } from './error-text'

interface ChoiceProps<T extends string> {
  readonly label: string
  readonly options: readonly (readonly [value: T, label: string])[]
  readonly value: T
  readonly onChange: (value: T) => void
  readonly error: string
}

/** One of a few: every option is seen and heard, nothing opens. */
export function Choice<T extends string>({ label, options, value, onChange, error }: ChoiceProps<T>) {
  const errorId = useId()
  return (
    <div className="control">
      <RadioGroup
        className="choice"
        value={value}
        onChange={(chosen) => onChange(chosen as T)}
        isInvalid={error !== ''}
        aria-describedby={errorId}
      >
        <Label>{label}</Label>
        {options.map(([option, name]) => (
          <RadioField key={option} value={option}>
            <RadioButton className="option">
              <span className="radio-mark" aria-hidden="true" />
              {name}
            </RadioButton>
          </RadioField>
        ))}
      </RadioGroup>
      <ErrorText id={errorId} text={error} />
    </div>
  )
}
