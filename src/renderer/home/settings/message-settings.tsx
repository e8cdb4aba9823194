import { TOPICS, VERBOSITY, type Telling, type Topic } from '../../../shared/verbosity'
import { Choice } from '../../controls/choice'
import { useChange } from '../../controls/use-change'
import { usePage } from '../../page-context'
import { Group } from './group'

/** How each kind of message is told that is neither an answer nor a failure. */
export function MessageSettings() {
  const { say } = usePage()
  return (
    <Group heading={say('window.messages')}>
      <p>{say('window.messages.about')}</p>
      {TOPICS.map((topic) => (
        <MessageSetting key={topic} topic={topic} />
      ))}
    </Group>
  )
}

function MessageSetting({ topic }: { readonly topic: Topic }) {
  const { state, say } = usePage()
  const { verbosity } = state.settings
  const { change, error } = useChange()
  const tellings: readonly Telling[] = VERBOSITY[topic]
  const name = (telling: Telling) =>
    say(topic === 'progress' ? `window.messages.progress.${telling}` : `window.messages.${telling}`)
  return (
    <Choice
      label={say(`window.messages.${topic}`)}
      options={tellings.map((telling) => [telling, name(telling)] as const)}
      value={verbosity[topic]}
      onChange={(to) => void change({ verbosity: { ...verbosity, [topic]: to } })}
      error={error}
    />
  )
}
