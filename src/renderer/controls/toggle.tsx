import { useId } from 'react'
import { CheckboxButton, CheckboxField } from 'react-aria-components'
import { ErrorText } from './error-text'
import { HelpText } from './help-text'

interface ToggleProps {
  readonly label: string
  readonly help?: string
  readonly isOn: boolean
  readonly onChange: (on: boolean) => void
  readonly error: string
}

export function Toggle({ label, help, isOn, onChange, error }: ToggleProps) {
  const errorId = useId()
  const helpId = useId()
  return (
    <div className="control">
      <CheckboxField isSelected={isOn} onChange={onChange} aria-describedby={help === undefined ? errorId : `${helpId} ${errorId}`}>
        <CheckboxButton className="option">
          <svg className="check-mark" viewBox="0 0 16 16" aria-hidden="true">
            <path d="M3 8.5 6.5 12 13 4.5" />
          </svg>
          {label}
        </CheckboxButton>
      </CheckboxField>
      <HelpText id={helpId} text={help} />
      <ErrorText id={errorId} text={error} />
    </div>
  )
}
