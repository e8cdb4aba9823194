import { useId } from 'react'
import { Label, RadioButton, RadioField, RadioGroup } from 'react-aria-components'
import { ErrorText } from './error-text'
import { HelpText } from './help-text'

interface ChoiceProps<T extends string> {
  readonly label: string
  readonly help?: string
  readonly options: readonly (readonly [value: T, label: string])[]
  readonly value: T
  readonly onChange: (value: T) => void
  readonly error: string
}

/** One of a few: every option is seen and heard, nothing opens. */
export function Choice<T extends string>({ label, help, options, value, onChange, error }: ChoiceProps<T>) {
  const errorId = useId()
  const helpId = useId()
  return (
    <div className="control">
      <RadioGroup
        className="choice"
        value={value}
        onChange={(chosen) => onChange(chosen as T)}
        isInvalid={error !== ''}
        aria-describedby={help === undefined ? errorId : `${helpId} ${errorId}`}
      >
        <Label>{label}</Label>
        <HelpText id={helpId} text={help} />
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
