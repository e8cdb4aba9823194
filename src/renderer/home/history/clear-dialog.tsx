import { AskDialog } from '../../controls/ask-dialog'
import { usePage } from '../../page-context'

interface ClearDialogProps {
  readonly clear: () => void
  readonly close: () => void
}

/** Asks before all answers go. */
export function ClearDialog({ clear, close }: ClearDialogProps) {
  const { state, say } = usePage()
  return (
    <AskDialog heading={say('history.clear.heading')} yes={say('history.clear.yes')} no={say('history.clear.no')} onYes={clear} close={close}>
      <p>{say('history.clear.about', { count: state.answers.count })}</p>
    </AskDialog>
  )
}
