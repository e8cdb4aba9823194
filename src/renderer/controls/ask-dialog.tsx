import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Button } from 'react-aria-components'

interface AskDialogProps {
  readonly heading: string
  readonly children: ReactNode
  readonly yes: string
  readonly no: string
  readonly onYes: () => void
  /** The other button was pressed; Escape is not this. */
  readonly onNo?: () => void
  /** After either answer, and after Escape. */
  readonly close: () => void
}

/**
 * A question over the window. The browser's own modal dialog: the rest is inert meanwhile, Escape is no, and
 * the focus goes back to where it was. It begins at the heading, so that the text is read before the buttons.
 */
export function AskDialog({ heading, children, yes, no, onYes, onNo, close }: AskDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const title = useRef<HTMLHeadingElement>(null)
  const id = useId()
  useEffect(() => {
    dialog.current?.showModal()
    title.current?.focus()
  }, [])
  const answer = (act?: () => void) => {
    // First, so that the focus is back before anything changes.
    dialog.current?.close()
    act?.()
  }
  return (
    <dialog ref={dialog} className="ask" aria-labelledby={id} onClose={close}>
      <h2 id={id} ref={title} tabIndex={-1}>
        {heading}
      </h2>
      {children}
      <div className="ask-buttons">
        <Button className="primary" onPress={() => answer(onYes)}>
          {yes}
        </Button>
        <Button onPress={() => answer(onNo)}>{no}</Button>
      </div>
    </dialog>
  )
}
