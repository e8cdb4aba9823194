import { usePage } from '../page-context'

/** F1 for those who do not know of it yet. */
export function ContextHelpButton({ open }: { readonly open: () => void }) {
  const { say } = usePage()
  return (
    <button type="button" className="command-button" aria-keyshortcuts="F1" onClick={open}>
      <span className="command-name">{say('context.key')}</span>
      <span className="key" aria-hidden="true">
        F1
      </span>
    </button>
  )
}
