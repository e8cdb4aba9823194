import { useState } from 'react'
import type { Settings } from '../../shared/settings'
import { AskDialog } from '../controls/ask-dialog'
import { descry } from '../descry'
import { usePage } from '../page-context'

/**
 * Asks once what is to be done beside a screen reader that Descry does not know. Escape answers nothing: it is
 * asked again at the next start.
 */
export function UnknownReader() {
  const { state, say } = usePage()
  const [isClosed, setClosed] = useState(false)
  if (!state.unknownReader || isClosed) return null
  const keep = (unknownReader: Settings['voice']['unknownReader']) => {
    void descry.invoke('settings:change', { voice: { ...state.settings.voice, unknownReader } })
  }
  return (
    <AskDialog
      heading={say('context.unknown.heading')}
      yes={say('context.unknown.yes')}
      no={say('context.unknown.no')}
      onYes={() => keep('speak')}
      onNo={() => keep('quiet')}
      close={() => setClosed(true)}
    >
      {say('context.unknown.text')
        .split('\n')
        .map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
    </AskDialog>
  )
}
