import { useEffect, useState } from 'react'
import { Choice } from '../../controls/choice'
import { useChange } from '../../controls/use-change'
import { descry } from '../../descry'
import { usePage } from '../../page-context'

/** No voice has an empty name. */
const SYSTEM_VOICE = ''

/** Which of the voices speaks that who speaks now has for this language. */
export function VoiceSetting() {
  const { state, say } = usePage()
  const { voice } = state.settings
  const { change, error } = useChange()
  const [names, setNames] = useState<readonly string[]>([])
  useEffect(() => {
    let isWanted = true
    void descry.invoke('voice:list').then((reply) => {
      if (isWanted) setNames(reply.voices)
    })
    return () => {
      isWanted = false
    }
    // Another one may speak now, with other voices.
  }, [state.voice, state.locale, voice.route])
  const gone = voice.name !== null && !names.includes(voice.name) ? [voice.name] : []
  return (
    <Choice
      label={say('tune.settings.voice')}
      help={say('tune.settings.voice.help')}
      options={[
        [SYSTEM_VOICE, say('tune.settings.voice.system')],
        ...names.map((name) => [name, name] as const),
        ...gone.map((name) => [name, say('tune.settings.voice.gone', { name })] as const),
      ]}
      value={voice.name ?? SYSTEM_VOICE}
      onChange={(chosen) => void change({ voice: { ...voice, name: chosen === SYSTEM_VOICE ? null : chosen } })}
      error={error}
    />
  )
}
