import { createMessages, chooseLocale, type Messages } from '../../shared/messages'
import type { Punctuation } from '../../shared/settings'
import type { Telling } from '../../shared/verbosity'
import { Earcons, type Earcon, type EarconPlayer } from './earcons'
import type { LiveRegion } from './live-region/live-region'
import type { NotifyingWindow } from './narrator/narrator'
import { Player } from './player'
import type { Environment } from './programs'
import { startProgressSchedule } from './progress-schedule'
import { READER_ROUTES, type MessageKind, type RouteId, type Words } from './route'
import { Router, type BeginOptions, type BrailleSettings, type Routed, type Speaker, type SpokenAnswer } from './router'
import { createFileRoutes, createRoutes } from './routes'
import { screenReaderRuns, switchedOn } from './screen-reader'
import { SessionBus } from './session-bus'
import { signOfLife } from './sign-of-life'
import { hasSoundDevice } from './sound-device'
import type { SpeechSynthesisStage } from './speech-synthesis/stage-speech'

/** An answer that has words by then needs no sound that says it began; milliseconds. */
const BEGAN_AFTER = 40
const EARCON_VOLUME = 0.5

export interface VoiceOptions {
  readonly env: Environment
  /** Earcons at the beginning and during the work. */
  readonly sounds: boolean
  /** Of the earcons, 0 (off) to 1; half without it. */
  readonly soundVolume?: number
  /** Words a minute, 80 to 550; without it the system's voice keeps the user's rate. */
  readonly rate?: number | undefined
  /** 0 to 1. */
  readonly volume?: number
  /** -1 to 1. */
  readonly pitch?: number
  /** Which signs are read out by name; without it as the voice has it. */
  readonly punctuation?: Punctuation
  /** A voice by its name; see `VoiceSettings`. */
  readonly voice?: string | undefined
  /** Speech was asked for: by the running app it is spoken in quiet mode, too. */
  readonly aloud?: boolean
  /** Writes the speech to this WAV file, by Descry's own voice, instead of sounding it. */
  readonly wav?: string
  /** The user's choice of route, where it is available. */
  readonly route?: RouteId | undefined
  /** The language of what the voice says of itself; without it that of the environment. */
  readonly messages?: Messages
  /** What is said after eight seconds of work, and every eight seconds again. */
  readonly working?: Words
  /** Until when text that an earlier process handed to a reader probably sounds, ms since the epoch. */
  readonly soundingUntil?: number
  /** How long the sound that work began waits for words that make it needless, ms; 0: it always sounds, at once. */
  readonly beganAfter?: number
  /** The live region of Descry's window, where there is one. */
  readonly liveRegion?: LiveRegion
  /** A window of ours for notifications of UI Automation; on Windows. */
  readonly notifyingWindow?: NotifyingWindow
  /** The stage window's speechSynthesis, where there is one. */
  readonly speechSynthesis?: SpeechSynthesisStage
  readonly braille?: BrailleSettings
  /** How "still working" is told; in words without it. */
  readonly progress?: Telling
  /** A screen reader runs that cannot be spoken through: Descry's own voices keep silent. */
  readonly readersOnly?: boolean
  /** Tells of the key that silences readers, until the function that it returns is called. */
  readonly watchSilenceKey?: (heard: () => void) => () => void
  /** Plays the earcons; without it the system's player does. */
  readonly earcons?: EarconPlayer
}

/** Settings that apply at once, to the next message at the latest; what is not named stays as it is. */
export type VoiceChange = Pick<VoiceOptions, 'rate' | 'volume' | 'pitch' | 'punctuation' | 'voice' | 'soundVolume' | 'route' | 'braille' | 'progress' | 'readersOnly'> & {
  readonly sounds?: boolean
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
  /** Who would speak now and what can be set of that voice; null where nobody would. Never speaks. */
  speaker(): Promise<Speaker | null>
  /** Whether the desktop says that a screen reader runs, known or not; costs a question to the bus. */
  readerRuns(): Promise<boolean>
  /**
   * To be called when work begins: signs of life sound until the first sentence is said, and the route
   * is looked for meanwhile.
   */
  beginAnswer(kind: MessageKind, how?: BeginOptions): SpokenAnswer
  /**
   * Resolves when our own text sounds no more; what was queued is dropped. What begins after the call is
   * spoken. `quietly`, for a newer request: without the sound that says so.
   */
  silence(how?: { readonly quietly?: boolean }): Promise<void>
  /** Plays one earcon, if sounds are on. */
  earcon(earcon: Earcon): void
  change(change: VoiceChange): void
  close(): Promise<void>
}

/** The one voice that speaks Descry's answers; starts nothing until it is asked to speak. */
export function createVoice(options: VoiceOptions): Voice {
  const { env, liveRegion, notifyingWindow, speechSynthesis, soundingUntil, beganAfter = BEGAN_AFTER } = options
  const messages = options.messages ?? createMessages(chooseLocale(localesOf(env)))
  const bus = new SessionBus(env)
  const player = new Player(env, process.platform)
  const device = (): boolean => hasSoundDevice(env, process.platform)
  const settings = { rate: options.rate, volume: options.volume ?? 1, pitch: options.pitch ?? 0, punctuation: options.punctuation ?? 'voice', voice: options.voice }
  const told = { only: false, sticky: false, quiet: false, ...options.braille, progress: options.progress ?? 'words' }
  const sound = { on: options.sounds, volume: options.soundVolume ?? EARCON_VOLUME }
  const parts = { env, messages, bus, player, settings, soundingUntil, liveRegion, notifyingWindow, speechSynthesis }
  const router = new Router({
    routes:
      options.wav === undefined
        ? createRoutes({ ...parts, hasSoundDevice: device })
        : createFileRoutes(options.wav, parts),
    override: options.route,
    lostWords: (from, to) => ({
      lang: messages.locale,
      text: messages.say('voice.lost', { from: routeName(from, messages), to: routeName(to, messages) }),
    }),
    now: () => performance.now(),
    braille: told,
    ...(options.watchSilenceKey ? { watchSilenceKey: options.watchSilenceKey } : {}),
  })
  router.readersOnly = options.readersOnly ?? false
  const earcons = options.earcons ?? new Earcons(player, device)
  const working = new Set<{ stop(): void }>()

  function play(earcon: Earcon): void {
    if (sound.on && sound.volume > 0 && !told.only) earcons.play(earcon, sound.volume)
  }

  function signs(kind: MessageKind): () => void {
    if (kind === 'failure') play('failure')
    if (kind !== 'answer') return () => undefined
    if (beganAfter === 0) play('began')
    let saidWorking = false
    const schedule = startProgressSchedule(
      (sign) => {
        if (sign === 'began' && beganAfter === 0) return
        const life = signOfLife(sign, { progress: told.progress, brailleOnly: told.only }, saidWorking)
        saidWorking ||= life === 'working'
        if (life === 'began' || life === 'tick') play(life)
        if (life === 'words' && options.working) sayAtOnce(router.begin('progress'), options.working)
        if (life === 'working') sayAtOnce(router.begin('progress'), { text: messages.say('voice.working'), lang: messages.locale })
      },
      { setTimeout, clearTimeout },
      beganAfter,
    )
    working.add(schedule)
    return () => {
      schedule.stop()
      working.delete(schedule)
    }
  }

  return {
    async status() {
      const [{ chosen, routes }, reader] = await Promise.all([router.look(), screenReaderRuns(bus, env)])
      const speaking = routes.find((r) => r.id === chosen)?.availability
      const second = reader && chosen && !READER_ROUTES.includes(chosen) && speaking?.available
      return {
        chosen: chosen ?? null,
        routes,
        player: player.name() ?? null,
        last: router.last ?? null,
        secondVoice: second ? messages.say('voice.second-voice', { name: speaking.name }) : null,
      }
    },
    speaker: async () => (await router.speaker()) ?? null,
    readerRuns: () => switchedOn(bus),
    beginAnswer(kind, how = {}) {
      const quiet = signs(kind)
      const answer = router.begin(kind, how)
      return {
        say(sentence) {
          quiet()
          answer.say(sentence)
        },
        async end() {
          quiet()
          const spoken = await answer.end()
          // Nobody could say that the answer is there, or was to, so a sound does.
          const isUnheard = !spoken.ok || (told.quiet && !how.aloud && spoken.end !== 'silenced')
          if (isUnheard && kind === 'answer') play('done')
          return spoken
        },
      }
    },
    async silence({ quietly = false } = {}) {
      const busy = router.busy
      for (const schedule of working) schedule.stop()
      working.clear()
      const quiet = router.silence()
      // Of a newer request the sound that it began may be sounding already.
      await Promise.all(quietly ? [quiet] : [quiet, earcons.stop()])
      if (busy && !quietly) play('off')
    },
    earcon: play,
    change(change) {
      if ('rate' in change) settings.rate = change.rate
      if ('voice' in change) settings.voice = change.voice
      settings.volume = change.volume ?? settings.volume
      settings.pitch = change.pitch ?? settings.pitch
      settings.punctuation = change.punctuation ?? settings.punctuation
      sound.on = change.sounds ?? sound.on
      sound.volume = change.soundVolume ?? sound.volume
      Object.assign(told, change.braille, change.progress && { progress: change.progress })
      if (change.readersOnly !== undefined) router.readersOnly = change.readersOnly
      if ('route' in change) router.prefer(change.route)
    },
    async close() {
      for (const schedule of working) schedule.stop()
      await earcons.finish()
      await router.close()
      await bus.close()
    },
  }
}

function sayAtOnce(answer: SpokenAnswer, words: Words): void {
  answer.say(words)
  void answer.end()
}

const routeName = (id: RouteId, messages: Messages): string => messages.say(`voice.route.${id}`)

function localesOf(env: Environment): (string | undefined)[] {
  return [env['LANGUAGE'], env['LC_ALL'], env['LC_MESSAGES'], env['LANG']]
}
