import { Choice } from '../../controls/choice'
import { useChange } from '../../controls/use-change'
import { usePage } from '../../page-context'
import { RateSetting } from '../settings/rate-setting'
import { TryVoice } from '../settings/try-voice'
import { STEP_TEXT } from './steps'

const ROUTES = ['auto', 'own-voice'] as const

/** The reader's voice or Descry's own, and how fast. */
export function VoiceStep() {
  const { state, say } = usePage()
  const { voice } = state.settings
  const { change, error } = useChange()
  const layer = state.keys.find(({ id }) => id === 'layer')?.spoken ?? ''
  const automatic = say(state.reader ? 'window.first-run.voice.reader' : 'window.first-run.voice.best')
  const names = { auto: automatic, 'own-voice': say('window.speech.route.own-voice') }
  const options = ROUTES.map((id) => [id, names[id]] as const)
  return (
    <>
      <div id={STEP_TEXT}>
        <p>{state.voice}</p>
        <p>{say('context.first-run.voice')}</p>
        <p>{say('context.first-run.last', { layer: layer || 'none' })}</p>
      </div>
      <Choice
        label={say('window.speech.route')}
        options={options}
        value={voice.route === 'own-voice' ? 'own-voice' : 'auto'}
        onChange={(route) => void change({ voice: { ...voice, route } })}
        error={error}
      />
      {state.reader && voice.route !== 'own-voice' ? <p>{say('window.speech.reader-rate')}</p> : <RateSetting />}
      <TryVoice />
    </>
  )
}
