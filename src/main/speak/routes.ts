import type { Messages } from '../../shared/messages'
import { RESOURCES } from '../resources'
import { AtSpiRoute } from './at-spi/at-spi'
import { cancelSpeech } from './at-spi/reader-speech'
import { loadEndProcess } from './end-process'
import { JawsRoute } from './jaws/jaws'
import { createJawsApi } from './jaws/jaws-api'
import { LiveRegionRoute, type LiveRegion } from './live-region/live-region'
import { NarratorRoute, type NotifyingWindow } from './narrator/narrator'
import { createNarratorApi } from './narrator/narrator-api'
import { findClientFile, userFolder } from './nvda/client-file'
import { NvdaRoute } from './nvda/nvda'
import { ThreadedClient } from './nvda/threaded-client'
import { OrcaRoute } from './orca/orca'
import { EspeakSynthesiser } from './own-voice/espeak'
import { FliteSynthesiser } from './own-voice/flite'
import { OwnVoiceRoute } from './own-voice/own-voice'
import type { SoundSink } from './player'
import type { Environment } from './programs'
import type { Route, VoiceSettings } from './route'
import type { SessionBus } from './session-bus'
import { SoundFile } from './sound-file'
import { SpeechDispatcherRoute } from './speech-dispatcher/speech-dispatcher'
import { SpeechSynthesisRoute } from './speech-synthesis/speech-synthesis'
import type { SpeechSynthesisStage } from './speech-synthesis/stage-speech'
import { createVoiceOverSystem } from './voiceover/osascript'
import { VoiceOverRoute } from './voiceover/voiceover'

/** What the routes are made of; those without their part are not there. */
export interface RouteParts {
  readonly env: Environment
  readonly messages: Messages
  readonly bus: SessionBus
  readonly player: SoundSink
  readonly hasSoundDevice: () => boolean
  /** Read anew for every message. */
  readonly settings: VoiceSettings
  /** Until when text that an earlier process handed to a reader probably sounds, ms since the epoch. */
  readonly soundingUntil: number | undefined
  readonly liveRegion: LiveRegion | undefined
  readonly speechSynthesis: SpeechSynthesisStage | undefined
  /** The window that Narrator is notified from. */
  readonly notifyingWindow?: NotifyingWindow | undefined
}

export function createRoutes(parts: RouteParts): Route[] {
  const { env, messages, bus, settings, hasSoundDevice, liveRegion, speechSynthesis: stage } = parts
  const { soundingUntil } = parts
  const earlier = soundingUntil === undefined ? {} : { soundingUntil }
  return [
    new OrcaRoute({ bus, messages, now: Date.now, ...earlier }),
    new AtSpiRoute({ bus, messages, now: Date.now, cancelSpeech: () => cancelSpeech(env), ...earlier }),
    ...readersOf(process.platform, parts, earlier),
    ...(process.platform === 'win32' ? [nvda(parts, earlier)] : []),
    ...(liveRegion ? [new LiveRegionRoute(liveRegion, messages)] : []),
    new SpeechDispatcherRoute({ env, settings, messages, hasSoundDevice }),
    ...(stage ? [new SpeechSynthesisRoute({ stage, settings, messages, platform: process.platform })] : []),
    ownVoice(env, messages, settings, parts.player, hasSoundDevice),
  ]
}

/** The readers of other systems than Linux. */
function readersOf(
  platform: NodeJS.Platform,
  { messages, notifyingWindow: window }: RouteParts,
  earlier: { readonly soundingUntil?: number },
): Route[] {
  if (platform === 'darwin') {
    return [new VoiceOverRoute({ system: createVoiceOverSystem(), messages, now: Date.now })]
  }
  if (platform !== 'win32') return []
  return [
    new JawsRoute({ api: createJawsApi(), messages, now: Date.now, ...earlier }),
    ...(window ? [new NarratorRoute({ api: createNarratorApi(), messages, window })] : []),
  ]
}

/** The one route of a voice that writes its speech to a WAV file. */
export function createFileRoutes(
  path: string,
  { env, messages, settings }: Pick<RouteParts, 'env' | 'messages' | 'settings'>,
): Route[] {
  return [ownVoice(env, messages, settings, new SoundFile(path), () => true)]
}

function nvda({ env, messages, settings }: RouteParts, earlier: { readonly soundingUntil?: number }): Route {
  const file = (): string | undefined => findClientFile(RESOURCES, env, process.arch)
  const client = new ThreadedClient({ file, endProcess: loadEndProcess })
  return new NvdaRoute({ client, messages, settings, folder: userFolder(env) ?? '', now: Date.now, ...earlier })
}

function ownVoice(
  env: Environment,
  messages: Messages,
  settings: VoiceSettings,
  sink: SoundSink,
  hasSoundDevice: () => boolean,
): Route {
  const synthesisers = [new FliteSynthesiser(), new EspeakSynthesiser(env)]
  return new OwnVoiceRoute({ synthesisers, sink, settings, messages, hasSoundDevice })
}
