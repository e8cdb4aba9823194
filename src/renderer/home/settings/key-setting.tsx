import { useId, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import type { KeyView } from '../../../shared/app-state'
import type { Settings } from '../../../shared/settings'
import { ErrorText } from '../../controls/error-text'
import { useChange } from '../../controls/use-change'
import { descry } from '../../descry'
import { usePage } from '../../page-context'
import { keyName } from '../key-name'
import { KeyEditor } from './key-editor'

/** The settings without what was chosen for one key: it has its default again. */
function withoutKey(keys: Settings['keys'], id: KeyView['id']): Settings['keys'] {
  const commands = Object.fromEntries(Object.entries(keys.commands).filter(([command]) => command !== id))
  return id === 'layer' || keys.layer === undefined ? { commands } : { layer: keys.layer, commands }
}

/** One key: what it is, how it fares, and what can be done about it. */
export function KeySetting({ view }: { readonly view: KeyView }) {
  const { state, say } = usePage()
  const { keys } = state.settings
  const { ask, change, error } = useChange()
  const [isEditing, setEditing] = useState(false)
  const changeButton = useRef<HTMLButtonElement>(null)
  const errorId = useId()
  const name = keyName(view.id, say)
  const isChanged = view.id === 'layer' ? keys.layer !== undefined : view.id in keys.commands

  const endEditing = () => {
    setEditing(false)
    changeButton.current?.focus()
  }
  // The button that was pressed may go, and the focus must not go with it.
  const thenFocus = (done: Promise<unknown>) => void done.then(() => changeButton.current?.focus())

  return (
    <li className="key-setting">
      <p>
        <span className="key-name">{name}</span>
        <span className="key">{view.accelerator ? view.spoken : say('window.keys.none')}</span>
      </p>
      {view.note && <p className="note">{view.note}</p>}
      <div className="key-buttons">
        <Button ref={changeButton} aria-label={say('window.keys.change', { name })} onPress={() => setEditing(true)}>
          {say('window.keys.change.short')}
        </Button>
        {view.accelerator && (
          <Button
            aria-label={say('window.keys.remove', { name })}
            aria-describedby={errorId}
            onPress={() => thenFocus(ask(descry.invoke('keys:change', view.id, null)))}
          >
            {say('window.keys.remove.short')}
          </Button>
        )}
        {isChanged && (
          <Button
            aria-label={say('window.keys.default', { name })}
            aria-describedby={errorId}
            onPress={() => thenFocus(change({ keys: withoutKey(keys, view.id) }))}
          >
            {say('window.keys.default.short')}
          </Button>
        )}
      </div>
      <ErrorText id={errorId} text={error} />
      {isEditing && <KeyEditor id={view.id} name={name} end={endEditing} />}
    </li>
  )
}
