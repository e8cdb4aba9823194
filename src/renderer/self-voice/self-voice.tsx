import { useEffect } from 'react'
import { createMessages } from '../../shared/messages'
import { descry } from '../descry'
import { usePage } from '../page-context'
import { SYSTEM } from '../system'
import { watchWindow } from './watch'

/** The longest that is sent, UTF-16 units: nobody listens longer to one thing. */
const MOST = 4000

interface SelfVoiceProps {
  /** Told by main when the window opens: its page stays the same from one opening to the next. */
  readonly openedBy?: 'menu:opened'
}

/** The window speaks for itself while main says that no screen reader does it. */
export function SelfVoice({ openedBy }: SelfVoiceProps) {
  const { state } = usePage()
  const { saysFocus, locale } = state
  const hints = state.settings.verbosity.hints === 'words'
  useEffect(() => {
    if (!saysFocus) return
    const watch = watchWindow(document, {
      messages: createMessages(locale),
      hints,
      system: SYSTEM,
      send: (text, more) => void descry.invoke('window:said', { what: more ? 'more' : 'focus', text: text.slice(0, MOST), lang: locale }),
      later: (act) => {
        const timer = setTimeout(act, 0)
        return () => clearTimeout(timer)
      },
    })
    const deafen = openedBy && descry.on(openedBy, () => watch.opened())
    return () => {
      deafen?.()
      watch.stop()
    }
  }, [saysFocus, locale, hints, openedBy])
  return null
}
