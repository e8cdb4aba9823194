import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { Button, Input, Label, Text, TextField } from 'react-aria-components'
import type { KeyId } from '../../../shared/app-state'
import { ErrorText } from '../../controls/error-text'
import { useChange } from '../../controls/use-change'
import { descry } from '../../descry'
import { usePage } from '../../page-context'
import { parseAccelerator, pressedAccelerator } from '../accelerator'

interface KeyEditorProps {
  readonly id: KeyId
  readonly name: string
  readonly end: () => void
}

/** A field for a new key: it takes the key itself, or its name typed, since another program may hold it. */
export function KeyEditor({ id, name, end }: KeyEditorProps) {
  const { say } = usePage()
  const { ask, error } = useChange()
  const [typed, setTyped] = useState('')
  const [isInvalid, setInvalid] = useState(false)
  const [isFocused, setFocused] = useState(false)
  const errorId = useId()
  const refusal = isInvalid ? say('failure.key-invalid') : error

  // A key that Descry holds itself would never reach the field; elsewhere its keys must work meanwhile.
  useEffect(() => {
    if (!isFocused) return
    void descry.invoke('keys:editing', true)
    return () => void descry.invoke('keys:editing', false)
  }, [isFocused])

  const save = async () => {
    const accelerator = parseAccelerator(typed)
    setInvalid(accelerator === null)
    if (accelerator !== null && (await ask(descry.invoke('keys:change', id, accelerator)))) end()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const pressed = pressedAccelerator(event.nativeEvent)
    if (event.key === 'Enter') void save()
    else if (event.key === 'Escape') end()
    else if (pressed) setTyped(pressed)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className="key-editor" role="group" aria-label={say('window.keys.change', { name })}>
      <TextField
        value={typed}
        onChange={setTyped}
        onFocusChange={setFocused}
        isInvalid={refusal !== ''}
        aria-describedby={errorId}
        autoFocus
        autoComplete="off"
      >
        <Label>{say('window.keys.new')}</Label>
        <Input onKeyDown={onKeyDown} spellCheck={false} />
        <Text slot="description">{say('window.keys.new.help')}</Text>
      </TextField>
      <ErrorText id={errorId} text={refusal} />
      <div className="key-buttons">
        <Button onPress={() => void save()}>{say('window.keys.save')}</Button>
        <Button onPress={end}>{say('window.keys.cancel')}</Button>
      </div>
    </div>
  )
}
