import type { Settings } from '../../../shared/settings'
import { Amount } from '../../controls/amount'
import { Choice } from '../../controls/choice'
import { Toggle } from '../../controls/toggle'
import { useChange } from '../../controls/use-change'
import { usePage } from '../../page-context'
import { SYSTEM } from '../../system'
import { Group } from './group'
import { RateSetting } from './rate-setting'
import { QuietSetting } from './quiet-setting'
import { TryVoice } from './try-voice'
import { VoiceSetting } from './voice-setting'

type Route = Settings['voice']['route']
const ROUTES = {
  auto: 'window.speech.route.auto',
  orca: 'window.speech.route.orca',
  'at-spi': 'window.speech.route.at-spi',
  nvda: 'window.speech.route.nvda',
  jaws: 'window.speech.route.jaws',
  voiceover: 'window.speech.route.voiceover',
  narrator: 'window.speech.route.narrator',
  'live-region': 'window.speech.route.live-region',
  'speech-dispatcher': 'window.speech.route.speech-dispatcher',
  'speech-synthesis': 'window.speech.route.speech-synthesis',
  'own-voice': 'window.speech.route.own-voice',
} as const satisfies Record<Route, string>

const PUNCTUATIONS = ['voice', 'none', 'some', 'most', 'all'] as const
/** Beside a reader that Descry cannot speak through. */
const UNKNOWN_READER = ['ask', 'speak', 'quiet'] as const

export function SpeechSettings() {
  const { state, say } = usePage()
  const { voice } = state.settings
  const route = useChange()
  const volume = useChange()
  const pitch = useChange()
  const punctuation = useChange()
  const beside = useChange()
  const windows = useChange()
  const options = (Object.keys(ROUTES) as Route[]).map((id) => [id, say(ROUTES[id])] as const)

  return (
    <Group heading={say('window.speech')}>
      <p>{state.voice}</p>
      <QuietSetting />
      {SYSTEM === 'macos' && <p>{say('context.voiceover')}</p>}
      <Choice
        label={say('window.speech.route')}
        options={options}
        value={voice.route}
        onChange={(chosen) => void route.change({ voice: { ...voice, route: chosen } })}
        error={route.error}
      />
      <Choice
        label={say('window.speech.unknown-reader')}
        help={say('window.speech.unknown-reader.help')}
        options={UNKNOWN_READER.map((id) => [id, say(`window.speech.unknown-reader.${id}`)] as const)}
        value={voice.unknownReader}
        onChange={(to) => void beside.change({ voice: { ...voice, unknownReader: to } })}
        error={beside.error}
      />
      <Toggle
        label={say('window.speech.own-windows')}
        help={say('window.speech.own-windows.help')}
        isOn={voice.ownWindows}
        onChange={(on) => void windows.change({ voice: { ...voice, ownWindows: on } })}
        error={windows.error}
      />
      <p>{say('window.speech.reader-rate')}</p>
      <VoiceSetting />
      <RateSetting />
      <Amount
        label={say('window.speech.volume')}
        value={voice.volume}
        min={0}
        max={100}
        step={5}
        isPercent
        onChange={(to) => volume.change({ voice: { ...voice, volume: to } })}
        error={volume.error}
      />
      <Amount
        label={say('window.speech.pitch')}
        value={voice.pitch}
        min={-100}
        max={100}
        step={5}
        onChange={(to) => pitch.change({ voice: { ...voice, pitch: to } })}
        error={pitch.error}
      />
      <Choice
        label={say('window.speech.punctuation')}
        options={PUNCTUATIONS.map((id) => [id, say(`window.speech.punctuation.${id}`)] as const)}
        value={voice.punctuation}
        onChange={(to) => void punctuation.change({ voice: { ...voice, punctuation: to } })}
        error={punctuation.error}
      />
      <TryVoice />
    </Group>
  )
}
