import { useEffect } from 'react'
import { ContextHelp, useContextHelp } from '../home/context-help'

/** F1 in the layer menu. */
export function MenuHelp() {
  const { isOpen, open, close } = useContextHelp()
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'F1') return
      event.preventDefault()
      open()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [open])
  return isOpen && <ContextHelp view="menu" close={close} />
}
