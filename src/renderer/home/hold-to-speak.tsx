import { useEffect, useEffectEvent, useId, useRef } from 'react'
import { Button } from 'react-aria-components'
import { ErrorText } from '../controls/error-text'
import { useChange } from '../controls/use-change'
import { descry } from '../descry'
import { usePage } from '../page-context'
import { listeningWords } from './listening-words'

interface HoldToSpeakProps {
  /** The question was put: main brings the focus back to the window where it was. */
  readonly leave: () => void
}

/**
 * A question is heard while it is held down, by the mouse or by a key. Readers press and let go in one: then a pause
 * ends the question, or a second press.
 */
export function HoldToSpeak({ leave }: HoldToSpeakProps) {
  const { state, say } = usePage()
  const { ask, error } = useChange()
  const helpId = useId()
  const errorId = useId()
  const isHeld = useRef(false)
  /** Questions that were begun here and whose reply is awaited: two while a new one takes the place of the last. */
  const ours = useRef(0)
  const key = state.keys.find(({ id }) => id === 'listen')?.spoken ?? ''

  const press = async (): Promise<void> => {
    isHeld.current = true
    // A second press ends the question that the first one began, which tells how it went, if that is still spoken.
    const isSecond = state.listening !== null && state.listening.step !== 'understanding'
    const put = descry.invoke('ask:listen', true)
    if (isSecond) {
      await put
      return
    }
    ours.current++
    const reply = await put
    ours.current--
    // Stopped: nothing is to be said of it.
    if (!reply.ok && reply.code === 'cancelled') return
    if (await ask(Promise.resolve(reply))) leave()
  }
  const letGo = (): void => {
    if (!isHeld.current) return
    isHeld.current = false
    void descry.invoke('ask:listen', false)
  }
  const gone = useEffectEvent(letGo)
  // By the key from everywhere it was put as well, about the picture that this view is about.
  const understood = useEffectEvent(() => {
    if (state.understood && ours.current === 0) leave()
  })
  useEffect(() => understood(), [state.understood])
  // The view may go while the button is held.
  useEffect(() => () => gone(), [])

  return (
    <div className="control">
      <Button
        className="command-button"
        aria-describedby={`${errorId} ${helpId}`}
        onPressStart={() => void press()}
        onPressEnd={() => letGo()}
      >
        {say('listen.hold')}
      </Button>
      <p id={helpId}>{say('listen.hold.help', { key, has: key ? 'yes' : 'no' })}</p>
      <p className="working">{listeningWords(state, say)}</p>
      <ErrorText id={errorId} text={error} />
    </div>
  )
}
