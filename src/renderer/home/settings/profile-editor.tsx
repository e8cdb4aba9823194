import { Button, Input, Label, TextField } from 'react-aria-components'
import type { Profile } from '../../../shared/profile'
import { READ_FIRST } from '../../../shared/read-first'
import { Choice } from '../../controls/choice'
import { NumberField } from '../../controls/number-field'
import { Toggle } from '../../controls/toggle'
import { usePage } from '../../page-context'

const GENERAL = 'general'
const LENGTHS = ['brief', 'normal', 'full'] as const
/** Where a rate and a pace of one's own begin. */
const FIRST = { rate: 200, every: 4 } as const

interface ProfileEditorProps {
  readonly profile: Profile
  readonly change: (profile: Profile) => void
  readonly remove: () => void
}

/** The controls of one profile; each has the program's name in its own, for the same ones stand above in general. */
export function ProfileEditor({ profile, change, remove }: ProfileEditorProps) {
  const { say } = usePage()
  const { name, appClass, exe, length, rate, every, first, muted, keepNothing } = profile
  const set = (part: Partial<Profile>): void => change({ ...profile, ...part })
  const about = appClass === null ? 'profile.program.exe' : exe === null ? 'profile.program.class' : 'profile.program'
  const general = [GENERAL, say('profile.as-general')] as const
  return (
    <div role="group" aria-label={name}>
      <p>{say(about, { appClass: appClass ?? '', exe: exe ?? '' })}</p>
      <div className="control">
        <TextField
          defaultValue={name}
          maxLength={200}
          onBlur={({ target }) => {
            const typed = (target).value.trim()
            if (typed !== '' && typed !== name) set({ name: typed })
          }}
        >
          <Label>{say('profile.name')}</Label>
          <Input dir="auto" />
        </TextField>
      </div>
      <Choice
        label={say('profile.length')}
        options={[general, ...LENGTHS.map((id) => [id, say(`window.answers.length.${id}`)] as const)]}
        value={length ?? GENERAL}
        onChange={(to) => set({ length: to === GENERAL ? null : to })}
        error=""
      />
      <Choice
        label={say('profile.first')}
        options={[general, ...READ_FIRST.map((id) => [id, say(`profile.first.${id}`)] as const)]}
        value={first ?? GENERAL}
        onChange={(to) => set({ first: to === GENERAL ? null : to })}
        error=""
      />
      <Toggle label={say('profile.rate.own')} isOn={rate !== null} onChange={(on) => set({ rate: on ? FIRST.rate : null })} error="" />
      {rate !== null && (
        <NumberField label={say('profile.rate')} value={rate} min={80} max={550} step={10} refusal={say('window.speech.rate.range')} onChange={(to) => set({ rate: to })} error="" />
      )}
      <Toggle label={say('profile.every.own')} isOn={every !== null} onChange={(on) => set({ every: on ? FIRST.every : null })} error="" />
      {every !== null && (
        <NumberField label={say('profile.every')} value={every} min={2} max={60} step={1} refusal={say('window.narration.every.range')} onChange={(to) => set({ every: to })} error="" />
      )}
      <Toggle label={say('profile.muted')} isOn={muted} onChange={(on) => set({ muted: on })} error="" />
      <Toggle label={say('profile.keep-nothing')} isOn={keepNothing} onChange={(on) => set({ keepNothing: on })} error="" />
      <p>
        <Button onPress={remove}>{say('profile.remove')}</Button>
      </p>
    </div>
  )
}
