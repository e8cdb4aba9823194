import { useId } from 'react'
import { CheckboxButton, CheckboxField } from 'react-aria-components'
import { ErrorText } from './error-text'

interface ToggleProps {
  readonly label: string
  readonly isOn: boolean
  readonly onChange: (on: boolean) => void
  readonly error: string
}

export function Toggle({ label, isOn, onChange, error }: ToggleProps) {
  const errorId = useId()
  return (
    <div className="control">
      <CheckboxField isSelected={isOn} onChange={onChange} aria-describedby={errorId}>
        <CheckboxButton className="option">
          <svg className="check-mark" viewBox="0 0 16 16" aria-hidden="true">
            <path d="M3 8.5 6.5 12 13 4.5" />
          </svg>
          {label}
        </CheckboxButton>
      </CheckboxField>
      <ErrorText id={errorId} text={error} />
    </div>
  )
}
