import type { ModelView } from '../../../shared/ipc-schema'
import { AskDialog } from '../../controls/ask-dialog'
import { usePage } from '../../page-context'

interface LicenceDialogProps {
  readonly name: string
  readonly licence: NonNullable<ModelView['licence']>
  readonly accept: () => void
  readonly close: () => void
}

/** Shows a licence that has to be accepted, before anything is fetched. Its address is text: nothing is opened. */
export function LicenceDialog({ name, licence, accept, close }: LicenceDialogProps) {
  const { say } = usePage()
  return (
    <AskDialog
      heading={say('window.models.licence.heading', { name })}
      yes={say('window.models.licence.accept', { name })}
      no={say('window.models.licence.refuse')}
      onYes={accept}
      close={close}
    >
      <p>{say('window.models.licence.name', { licence: licence.name })}</p>
      <p>{say('window.models.licence.means')}</p>
      {licence.url !== null && (
        <p>
          {say('window.models.licence.where')} <span className="address">{licence.url}</span>
        </p>
      )}
    </AskDialog>
  )
}
