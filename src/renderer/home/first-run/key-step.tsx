import { useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { usePage } from '../../page-context'
import type { StepProps } from './first-run'
import { STEP_TEXT } from './steps'

/** Only a press proves that a key arrives. */
export function KeyStep({ keyArrived, show }: StepProps) {
  const { state, say } = usePage()
  const [nothing, setNothing] = useState(false)
  const outcome = useRef<HTMLHeadingElement>(null)
  const layer = state.keys.find((key) => key.id === 'layer')

  // A reader says it when the focus comes here, or comes back to this window from the menu.
  useEffect(() => {
    if (keyArrived || nothing) outcome.current?.focus()
  }, [keyArrived, nothing])

  return (
    <>
      <p id={STEP_TEXT}>
        {layer?.accelerator
          ? say('window.first-run.key.text', { key: layer.spoken })
          : say('window.first-run.key.none')}
      </p>
      {layer?.note && <p className="note">{layer.note}</p>}
      {keyArrived ? (
        <>
          <h2 ref={outcome} tabIndex={-1} aria-describedby="key-outcome">
            {say('window.first-run.key.arrived')}
          </h2>
          <p id="key-outcome">{say('window.first-run.key.arrived.text')}</p>
        </>
      ) : (
        <>
          <Button onPress={() => setNothing(true)}>{say('window.first-run.key.nothing')}</Button>
          {nothing && (
            <>
              <h2 ref={outcome} tabIndex={-1} aria-describedby="key-outcome">
                {say('window.first-run.key.lost')}
              </h2>
              <p id="key-outcome">{say('window.first-run.key.lost.text')}</p>
              <Button onPress={() => show('settings')}>{say('window.first-run.key.settings')}</Button>
            </>
          )}
        </>
      )}
    </>
  )
}
