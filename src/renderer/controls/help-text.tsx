interface HelpTextProps {
  /** Named by the control's aria-describedby. */
  readonly id: string
  /** Nothing is shown without it. */
  readonly text: string | undefined
}

/** What a control is about, where its label does not say it all. */
export function HelpText({ id, text }: HelpTextProps) {
  return text === undefined ? null : (
    <p id={id} className="help-text">
      {text}
    </p>
  )
}
