import { useId } from 'react'
import { Button } from 'react-aria-components'
import { ErrorText } from '../../controls/error-text'
import { useChange } from '../../controls/use-change'
import { descry } from '../../descry'
import { usePage } from '../../page-context'

/** Says a sentence in the voice as it is set now. */
export function TryVoice() {
  const { say } = usePage()
  const { ask, error } = useChange()
  const errorId = useId()
  return (
    <div className="control">
      <Button aria-describedby={errorId} onPress={() => void ask(descry.invoke('voice:try'))}>
        {say('window.speech.try')}
      </Button>
      <ErrorText id={errorId} text={error} />
    </div>
  )
}
