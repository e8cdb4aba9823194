import type { Messages } from '../../shared/messages'
import type { Settings } from '../../shared/settings'
import { EarconPlayer } from '../capture/earcon-player'
import type { StagePort } from '../capture/stage-port'
import { StageSpeech } from '../capture/stage-speech'
import type { LiveRegion } from '../speak/live-region/live-region'
import type { NotifyingWindow } from '../speak/narrator/narrator'
import type { Words } from '../speak/route'
import { createVoice, type Voice, type VoiceChange } from '../speak/voice'
import { tellingOf } from './tell'

/** The settings of the voice in the terms of the voice. Pure. */
export function voiceChange(settings: Pick<Settings, 'voice' | 'sounds' | 'braille' | 'quiet' | 'verbosity'>): VoiceChange {
  const { voice, sounds, braille, quiet } = settings
  return {
    route: voice.route === 'auto' ? undefined : voice.route,
    rate: voice.rate ?? undefined,
    volume: voice.volume / 100,
    pitch: voice.pitch / 100,
    punctuation: voice.punctuation,
    voice: voice.name ?? undefined,
    sounds: sounds.on,
    soundVolume: sounds.volume / 100,
    braille: { ...braille, quiet },
    progress: tellingOf('progress', settings),
  }
}

/** The app's one voice: earcons and Chromium's speech come from the stage, the rest is the command line's. */
export function createAppVoice(
  settings: Settings,
  messages: Messages,
  /** `working`: what is said when an answer takes long, asked each time, for language and keys may change. */
  parts: { readonly stage: StagePort; readonly liveRegion: LiveRegion; readonly working: () => Words; readonly watchSilenceKey: (pressed: () => void) => () => void; readonly notifyingWindow: NotifyingWindow },
): Voice {
  const voice = createVoice({
    env: process.env,
    sounds: settings.sounds.on,
    messages,
    working: {
      get text() {
        return parts.working().text
      },
      get lang() {
        return parts.working().lang
      },
    },
    // A key that was pressed is answered by a sound at once, whatever comes after it.
    beganAfter: 0,
    liveRegion: parts.liveRegion,
    watchSilenceKey: parts.watchSilenceKey,
    notifyingWindow: parts.notifyingWindow,
    speechSynthesis: new StageSpeech(parts.stage),
    earcons: new EarconPlayer(parts.stage),
  })
  voice.change(voiceChange(settings))
  return voice
}
