import { useEffect } from 'react'
import { keySystem } from '../../shared/keys'
import { descry } from '../descry'
import { usePage } from '../page-context'
import { watchWindow } from './watch'

/** The longest that is sent, UTF-16 units: nobody listens longer to one thing. */
const MOST = 4000

const PLATFORM = navigator.platform.startsWith('Mac') ? 'darwin' : navigator.platform.startsWith('Win') ? 'win32' : 'linux'

/** The window speaks for itself while main says that no screen reader does it. */
export function SelfVoice() {
  const { state, say } = usePage()
  const { saysFocus, locale } = state
  useEffect(() => {
    if (!saysFocus) return
    return watchWindow(document, {
      messages: { locale, say },
      system: keySystem(PLATFORM),
      send: (text) => void descry.invoke('window:said', { what: 'focus', text: text.slice(0, MOST), lang: locale }),
      later: (act) => {
        const timer = setTimeout(act, 0)
        return () => clearTimeout(timer)
      },
    })
  }, [saysFocus, locale, say])
  return null
}
