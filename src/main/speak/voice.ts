import { createMessages, chooseLocale, type Messages } from '../../shared/messages'
import { Earcons } from './earcons'
import { OrcaRoute } from './orca/orca'
import { EspeakSynthesiser } from './own-voice/espeak'
import { FliteSynthesiser } from './own-voice/flite'
import { OwnVoiceRoute } from './own-voice/own-voice'
import { Player } from './player'
import type { Environment } from './programs'
import { startProgressSchedule } from './progress-schedule'
import type { MessageKind, Route, RouteId, VoiceSettings, Words } from './route'
import { Router, type Routed, type SpokenAnswer } from './router'
import { screenReaderRuns } from './screen-reader'
import { SessionBus } from './session-bus'
import { hasSoundDevice } from './sound-device'
import { SoundFile } from './sound-file'
import { SpeechDispatcherRoute } from './speech-dispatcher/speech-dispatcher'

/** An answer that has words by then needs no sound that says it began; milliseconds. */
const BEGAN_AFTER = 40
const EARCON_VOLUME = 0.5

export interface VoiceOptions {
  readonly env: Environment
  /** Earcons at the beginning and during the work. */
  readonly sounds: boolean
  /** Words a minute, 80 to 550; without it the system's voice keeps the user's rate. */
  readonly rate?: number
  /** 0 to 1. */
  readonly volume?: number
  /** -1 to 1. */
  readonly pitch?: number
  /** Writes the speech to this WAV file, by Descry's own voice, instead of sounding it. */
  readonly wav?: string
  /** The user's choice of route, where it is available. */
  readonly route?: RouteId
  /** The language of what the voice says of itself; without it that of the environment. */
  readonly messages?: Messages
  /** What is said after eight seconds of work, and every eight seconds again. */
  readonly working?: Words
  /** Until when text that an earlier process handed to a reader probably sounds, ms since the epoch. */
  readonly soundingUntil?: number
}

export interface VoiceStatus {
  /** The route that would speak now; null when none can. */
  readonly chosen: RouteId | null
  readonly routes: readonly Routed[]
  /** The program that plays sound. */
  readonly player: string | null
  /** The route that spoke last. */
  readonly last: RouteId | null
  /** A sentence where Descry is a second voice beside a reader that it cannot speak through. */
  readonly secondVoice: string | null
}

export interface Voice {
  /** Looks at every route now; never speaks. */
  status(): Promise<VoiceStatus>
  /** To be called when work begins: signs of life sound until the first sentence is said. */
  beginAnswer(kind: MessageKind): SpokenAnswer
  /** Resolves when our own text sounds no more; what was queued is dropped. */
  silence(): Promise<void>
  close(): Promise<void>
}

/** The one voice that speaks Descry's answers; starts nothing until it is asked to speak. */
export function createVoice(options: VoiceOptions): Voice {
  const { env } = options
  const messages = options.messages ?? createMessages(chooseLocale(localesOf(env)))
  const bus = new SessionBus(env)
  const player = new Player(env, process.platform)
  const router = new Router({
    routes: routesOf(options, messages, bus, player),
    override: options.route,
    lostWords: (from, to) => ({
      lang: messages.locale,
      text: messages.say('voice.lost', { from: routeName(from, messages), to: routeName(to, messages) }),
    }),
    now: () => performance.now(),
  })
  const earcons = new Earcons(
    player,
    options.sounds && hasSoundDevice(env, process.platform) ? EARCON_VOLUME : 0,
  )
  const working = new Set<{ stop(): void }>()

  function signs(kind: MessageKind): () => void {
    if (kind === 'failure') earcons.play('failure')
    if (kind !== 'answer') return () => undefined
    const schedule = startProgressSchedule(
      (sign) => {
        if (sign !== 'words') earcons.play(sign)
        else if (options.working) sayAtOnce(router.begin('progress'), options.working)
      },
      { setTimeout, clearTimeout },
      BEGAN_AFTER,
    )
    working.add(schedule)
    return () => {
      schedule.stop()
      working.delete(schedule)
    }
  }

  return {
    async status() {
      const [{ chosen, routes }, reader] = await Promise.all([router.look(), screenReaderRuns(bus)])
      const speaking = routes.find((r) => r.id === chosen)?.availability
      const second = reader && chosen !== 'orca' && speaking?.available
      return {
        chosen: chosen ?? null,
        routes,
        player: player.name() ?? null,
        last: router.last ?? null,
        secondVoice: second ? messages.say('voice.second-voice', { name: speaking.name }) : null,
      }
    },
    beginAnswer(kind) {
      const answer = router.begin(kind)
      const quiet = signs(kind)
      return {
        say(sentence) {
          quiet()
          answer.say(sentence)
        },
        async end() {
          quiet()
          const spoken = await answer.end()
          // Nobody could say that the answer is there, so a sound does.
          if (!spoken.ok && kind === 'answer') earcons.play('done')
          return spoken
        },
      }
    },
    async silence() {
      const busy = router.busy
      for (const schedule of working) schedule.stop()
      working.clear()
      await Promise.all([router.silence(), earcons.stop()])
      if (busy) earcons.play('off')
    },
    async close() {
      for (const schedule of working) schedule.stop()
      await earcons.finish()
      await router.close()
      await bus.close()
    },
  }
}

function routesOf(options: VoiceOptions, messages: Messages, bus: SessionBus, player: Player): Route[] {
  const { env, rate, volume = 1, pitch = 0, wav, soundingUntil } = options
  const settings: VoiceSettings = { rate, volume, pitch }
  const synthesisers = [new FliteSynthesiser(), new EspeakSynthesiser(env)]
  if (wav !== undefined) {
    const sink = new SoundFile(wav)
    return [new OwnVoiceRoute({ synthesisers, sink, settings, messages, hasSoundDevice: () => true })]
  }
  const device = (): boolean => hasSoundDevice(env, process.platform)
  const earlier = soundingUntil === undefined ? {} : { soundingUntil }
  return [
    new OrcaRoute({ bus, messages, now: Date.now, ...earlier }),
    new SpeechDispatcherRoute({ env, settings, messages, hasSoundDevice: device }),
    new OwnVoiceRoute({ synthesisers, sink: player, settings, messages, hasSoundDevice: device }),
  ]
}

function sayAtOnce(answer: SpokenAnswer, words: Words): void {
  answer.say(words)
  void answer.end()
}

const routeName = (id: RouteId, messages: Messages): string => messages.say(`voice.route.${id}`)

function localesOf(env: Environment): (string | undefined)[] {
  return [env['LANGUAGE'], env['LC_ALL'], env['LC_MESSAGES'], env['LANG']]
}
