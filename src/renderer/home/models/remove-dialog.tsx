import type { ModelView } from '../../../shared/ipc-schema'
import { AskDialog } from '../../controls/ask-dialog'
import { usePage } from '../../page-context'
import { sizeText } from './words'

interface RemoveDialogProps {
  readonly model: ModelView
  readonly remove: () => void
  readonly close: () => void
}

/** Asks before a model goes: what was fetched in an hour is gone in a moment. */
export function RemoveDialog({ model, remove, close }: RemoveDialogProps) {
  const { say } = usePage()
  const { name, origin, received } = model
  const key = origin === 'imported' ? 'window.models.remove.imported' : 'window.models.remove.catalogue'
  return (
    <AskDialog
      heading={say('window.models.remove.heading', { name })}
      yes={say('window.models.do.remove', { name })}
      no={say('window.models.remove.keep', { name })}
      onYes={remove}
      close={close}
    >
      <p>{say(key, { size: sizeText(received, say) })}</p>
    </AskDialog>
  )
}
