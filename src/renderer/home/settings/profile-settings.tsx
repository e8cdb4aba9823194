import { useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import type { Profile } from '../../../shared/profile'
import { Choice } from '../../controls/choice'
import { ErrorText } from '../../controls/error-text'
import { useChange } from '../../controls/use-change'
import { descry } from '../../descry'
import { usePage } from '../../page-context'
import { Group } from './group'
import { ProfileEditor } from './profile-editor'

const ERROR = 'profile-error'

/** How answers are in one program: a list of profiles, and the controls of the one that is chosen. */
export function ProfileSettings() {
  const { state, say } = usePage()
  const { profiles } = state.settings
  const { change, error } = useChange()
  const [chosen, setChosen] = useState<string | null>(null)
  const [told, setTold] = useState({ text: '', isRefusal: false })
  const add = useRef<HTMLButtonElement>(null)
  const profile = profiles.find(({ id }) => id === chosen) ?? profiles.find(({ id }) => id === state.profile?.id) ?? profiles[0]

  const addFront = async (): Promise<void> => {
    const front = await descry.invoke('profiles:front')
    if (!front) return setTold({ text: say('profile.no-front'), isRefusal: true })
    const same = profiles.find(({ appClass, exe }) => appClass === front.appClass && exe === front.exe)
    setChosen(same?.id ?? front.id)
    if (same) return setTold({ text: say('profile.exists', { name: same.name }), isRefusal: true })
    await change({ profiles: [...profiles, front] })
    setTold({ text: say('profile.added', { name: front.name }), isRefusal: false })
  }
  const remove = async ({ id, name }: Profile): Promise<void> => {
    await change({ profiles: profiles.filter((one) => one.id !== id) })
    setChosen(null)
    setTold({ text: say('profile.removed', { name }), isRefusal: false })
    // The button that was pressed is gone, and the focus must not go with it.
    add.current?.focus()
  }
  const nameOf = ({ id, name }: Profile): string => (id === state.profile?.id ? say('profile.in-use', { name }) : name)

  return (
    <Group heading={say('profile.heading')}>
      <p>{say('profile.help')}</p>
      <p>
        <Button ref={add} aria-describedby={ERROR} onPress={() => void addFront()}>
          {say('profile.add')}
        </Button>
      </p>
      <ErrorText id={ERROR} text={told.isRefusal ? told.text : error} />
      <p role="status">{told.isRefusal ? '' : told.text}</p>
      {profile ? (
        <>
          <Choice label={say('profile.which')} options={profiles.map((one) => [one.id, nameOf(one)] as const)} value={profile.id} onChange={setChosen} error="" />
          <ProfileEditor
            key={profile.id}
            profile={profile}
            change={(next) => void change({ profiles: profiles.map((one) => (one.id === next.id ? next : one)) })}
            remove={() => void remove(profile)}
          />
        </>
      ) : (
        <p>{say('profile.none')}</p>
      )}
    </Group>
  )
}
