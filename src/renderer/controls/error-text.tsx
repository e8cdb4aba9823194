interface ErrorTextProps {
  /** Named by the control's aria-describedby. */
  readonly id: string
  readonly text: string
}

/** Why a control's change was refused, beside the control. */
export function ErrorText({ id, text }: ErrorTextProps) {
  return (
    <p id={id} className="error-text" role="alert" hidden={text === ''}>
      {text}
    </p>
  )
}
