import { Button } from 'react-aria-components'
import { COMMAND_IDS, COMMANDS } from '../../shared/commands'
import { usePage } from '../page-context'
import { Answer } from './answer'
import { CommandButton } from './command-button'
import type { Actions } from './use-actions'
import { View } from './view'

/** What begins with a picture: answers, questions, narration. */
const LOOKS = COMMAND_IDS.filter((id) => ['answer', 'ask', 'watch'].includes(COMMANDS[id].kind))

interface HomeViewProps {
  readonly actions: Actions
  readonly isDragging: boolean
  readonly openText: () => void
}

export function HomeView({ actions, isDragging, openText }: HomeViewProps) {
  const { state, say } = usePage()
  return (
    <View heading={say('window.home.heading')}>
      {actions.refusal && <p className="refusal">{actions.refusal}</p>}
      <Answer actions={actions} openText={openText} />
      <section aria-labelledby="look-heading">
        <h2 id="look-heading">{say('window.home.look')}</h2>
        <div className="command-list">
          {LOOKS.map((id) => (
            <CommandButton key={id} id={id} run={actions.run} />
          ))}
        </div>
      </section>
      <section aria-labelledby="picture-heading">
        <h2 id="picture-heading">{say('window.home.picture')}</h2>
        <div className="drop-area">
          <p>{say(isDragging ? 'window.home.dropping' : 'window.home.drop')}</p>
          <Button onPress={actions.openFile}>{say('window.home.open')}</Button>
        </div>
      </section>
      <section aria-labelledby="state-heading">
        <h2 id="state-heading">{say('window.home.state')}</h2>
        <p>{state.engine.sentence}</p>
        <p>{state.voice}</p>
        <div className="command-list">
          <CommandButton id="status" run={actions.run} />
          <CommandButton id="learn-keys" run={actions.run} />
        </div>
      </section>
    </View>
  )
}
