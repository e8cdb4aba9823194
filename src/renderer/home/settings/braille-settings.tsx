import { Toggle } from '../../controls/toggle'
import { useChange } from '../../controls/use-change'
import { usePage } from '../../page-context'
import { Group } from './group'

const CHOICES = ['only', 'sticky'] as const

/** For those who read instead of hearing. */
export function BrailleSettings() {
  const { say } = usePage()
  return (
    <Group heading={say('window.braille')}>
      <p>{say('window.braille.about')}</p>
      {CHOICES.map((id) => (
        <BrailleSetting key={id} id={id} />
      ))}
    </Group>
  )
}

function BrailleSetting({ id }: { readonly id: (typeof CHOICES)[number] }) {
  const { state, say } = usePage()
  const { braille } = state.settings
  const { change, error } = useChange()
  return (
    <Toggle
      label={say(`window.braille.${id}`)}
      help={say(`window.braille.${id}.help`)}
      isOn={braille[id]}
      onChange={(on) => void change({ braille: { ...braille, [id]: on } })}
      error={error}
    />
  )
}
