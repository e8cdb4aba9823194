import { type SubmitEvent, useEffect, useEffectEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import { Button, Input, Label, Text, TextField } from 'react-aria-components'
import { ErrorText } from '../controls/error-text'
import { useChange } from '../controls/use-change'
import { descry } from '../descry'
import { usePage } from '../page-context'
import { HoldToSpeak } from './hold-to-speak'
import { View } from './view'

/** Letters of a question; the channel refuses more. */
const LONGEST = 2000

interface AskViewProps {
  /** Another number each time that the field gets the focus. */
  readonly move: number
  /** The question was put: main brings the focus back to the window where it was. */
  readonly leave: () => void
  /** Nothing is asked. */
  readonly close: () => void
}

/** A field for a question about a picture that was taken before the window came: Enter asks, Escape goes back. */
export function AskView({ move, leave, close }: AskViewProps) {
  const { state, say } = usePage()
  const { ask, error } = useChange()
  const [question, setQuestion] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const aboutId = useId()
  const errorId = useId()

  useLayoutEffect(() => field.current?.focus(), [move])
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    // While an input method composes, Escape and Enter are its own.
    if (event.key === 'Escape' && !event.isComposing && !state.listening) close()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])

  const put = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (await ask(descry.invoke('ask:put', question))) leave()
    else field.current?.focus()
  }
  return (
    <div className="ask-view">
      <View heading={say('ask.heading')} title={say('ask.heading')}>
        <p id={aboutId}>{state.asking?.about}</p>
        <form onSubmit={(event) => void put(event)}>
          <TextField
            value={question}
            onChange={setQuestion}
            maxLength={LONGEST}
            isInvalid={error !== ''}
            aria-describedby={`${errorId} ${aboutId}`}
            autoComplete="off"
            validationBehavior="aria"
          >
            <Label>{say('ask.label')}</Label>
            <Input ref={field} dir="auto" enterKeyHint="send" />
            <Text slot="description">{say('ask.help')}</Text>
          </TextField>
          <ErrorText id={errorId} text={error} />
          <div className="key-buttons">
            <Button type="submit">{say('ask.put')}</Button>
            <Button onPress={close}>{say('ask.back')}</Button>
          </div>
        </form>
        <HoldToSpeak leave={leave} />
      </View>
    </div>
  )
}
