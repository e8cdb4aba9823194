import { useCallback, useEffect, useId, useRef, useState } from 'react'
import type { HomeView } from '../../shared/ipc-schema'
import { speakModifiers } from '../../shared/keys'
import type { Messages } from '../../shared/messages'
import { descry } from '../descry'
import { usePage } from '../page-context'
import { SYSTEM } from '../system'
import { viewModifier } from './window-keys'

/** What has help of its own: each view, and the layer menu. */
type Helped = HomeView | 'menu'

/** What a view is, what can be done in it, and its keys, a text a paragraph. */
function helpTexts(view: Helped, layer: string, saysFocus: boolean, messages: Messages): string[] {
  const say: Messages['say'] = (key, values) => messages.say(key, values)
  const spoken = (held: Parameters<typeof speakModifiers>[0]): string => speakModifiers(held, SYSTEM, messages).join(' ')
  const names = { view: spoken([viewModifier(SYSTEM)]), control: spoken([SYSTEM === 'macos' ? 'Super' : 'Control']), layer: layer || 'none' }
  const keys = view === 'menu' ? [] : [say(view === 'first-run' ? 'context.keys.first-run' : 'context.keys', names)]
  const reading = saysFocus && view !== 'menu' ? [say('context.reading')] : []
  return [...say(`context.${view}`, names).split('\n'), ...keys, ...reading, say('context.escape')]
}

interface ContextHelpProps {
  readonly view: Helped
  readonly close: () => void
}

/**
 * Help on the view that one is in. The browser's own modal dialog: the rest is inert meanwhile, Escape closes it,
 * and the focus goes back to where it was. It begins at its text, which a reader reads; without one main says it.
 */
export function ContextHelp({ view, close }: ContextHelpProps) {
  const { state, say } = usePage()
  const { locale, saysFocus } = state
  const dialog = useRef<HTMLDialogElement>(null)
  const text = useRef<HTMLDivElement>(null)
  const id = useId()
  const heading = say('context.heading', { view: say(`context.view.${view}`) })
  const layer = state.keys.find((key) => key.id === 'layer')?.spoken ?? ''
  const texts = helpTexts(view, layer, saysFocus, { locale, say })
  // As it was when it was opened: what is being read is not read again.
  const [spoken] = useState(() => [`${heading}.`, ...texts].join(' '))

  useEffect(() => {
    if (dialog.current?.open !== false) return
    dialog.current.showModal()
    text.current?.focus()
    void descry.invoke('window:said', { what: 'help', text: spoken, lang: locale })
  }, [spoken, locale])

  return (
    <dialog
      ref={dialog}
      className="ask"
      aria-labelledby={id}
      onClose={close}
      onKeyDown={(event) => {
        // Escape closes the help alone, not the view under it.
        if (event.key === 'Escape') event.stopPropagation()
      }}
    >
      <h2 id={id}>{heading}</h2>
      <div ref={text} role="document" tabIndex={0} aria-labelledby={id} aria-describedby={`${id}-text`} data-says-itself>
        <div id={`${id}-text`} className="help-text">
          {texts.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </div>
      </div>
      <div className="ask-buttons">
        <button type="button" onClick={() => dialog.current?.close()}>
          {say('context.close')}
        </button>
      </div>
    </dialog>
  )
}

/** Help that opens and closes. */
export function useContextHelp(): { readonly isOpen: boolean; readonly open: () => void; readonly close: () => void } {
  const [isOpen, setOpen] = useState(false)
  const open = useCallback(() => setOpen(true), [])
  const close = useCallback(() => setOpen(false), [])
  return { isOpen, open, close }
}
