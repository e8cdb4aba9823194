import { LENGTHS, type Length } from '../../shared/engine-protocol'
import type { MessageKey } from '../../shared/messages'
import type { Settings, SettingsPatch } from '../../shared/settings'
import { OWN_RATE } from '../speak/own-voice/synthesiser'
import type { Speaker } from '../speak/router'
import type { TuneCommand } from './commands'
import { voiceNames } from './voice-names'

/** What a press of a tuning key does: settings that are others now, and words that say which. */
export interface Tuned {
  /** Empty where nothing is changed: at an end, or where it is not Descry's to set. */
  readonly patch: SettingsPatch
  readonly key: MessageKey
  readonly values: Readonly<Record<string, string | number>>
}

export interface TunedFrom {
  readonly settings: Settings
  /** Who would speak now; null where nobody would. */
  readonly speaker: Speaker | null
  /** BCP 47; the voices to go through are those of this language. */
  readonly lang: string
}

/** As the settings allow them. Words a minute; per cent; -100 to 100. */
const RATE = { least: 80, most: 550, step: 10 } as const
const VOLUME = { least: 0, most: 100, step: 10 } as const
const PITCH = { least: -100, most: 100, step: 10 } as const
/** Seconds between two things that narration says. */
const PACES = [2, 3, 4, 6, 8, 12, 20, 30, 60] as const

type Tune = (from: TunedFrom) => Tuned
type Scale = typeof RATE | typeof VOLUME | typeof PITCH

/** The next value, within the scale; and whether it was the last there is already. */
function stepped(now: number, by: -1 | 1, { least, most, step }: Scale): { readonly to: number; readonly isEnd: boolean } {
  const to = Math.min(most, Math.max(least, now + by * step))
  return { to, isEnd: to === now }
}

function said(patch: SettingsPatch, key: MessageKey, values: Tuned['values'] = {}): Tuned {
  return { patch, key, values }
}

/** What is a screen reader's own is the user's to set there. */
const isReaders = ({ speaker }: TunedFrom): boolean => speaker !== null && speaker.driven === null

const rate =
  (by: -1 | 1): Tune =>
  (from) => {
    const { voice } = from.settings
    if (isReaders(from)) return said({}, 'tune.rate.reader', { name: from.speaker?.name ?? '' })
    const { to, isEnd } = stepped(voice.rate ?? from.speaker?.driven?.rate ?? OWN_RATE, by, RATE)
    if (isEnd) return said({}, by < 0 ? 'tune.rate.slowest' : 'tune.rate.fastest', { rate: to })
    return said({ voice: { ...voice, rate: to } }, 'tune.rate', { rate: to })
  }

const volume =
  (by: -1 | 1): Tune =>
  (from) => {
    const { voice } = from.settings
    if (isReaders(from)) return said({}, 'tune.volume.reader', { name: from.speaker?.name ?? '' })
    if (from.speaker?.driven?.volume === false) return said({}, 'tune.volume.system')
    const { to, isEnd } = stepped(voice.volume, by, VOLUME)
    if (isEnd) return said({}, by < 0 ? 'tune.volume.quietest' : 'tune.volume.loudest', { volume: to })
    return said({ voice: { ...voice, volume: to } }, 'tune.volume', { volume: to })
  }

const pitch =
  (by: -1 | 1): Tune =>
  (from) => {
    const { voice } = from.settings
    if (isReaders(from)) return said({}, 'tune.pitch.reader', { name: from.speaker?.name ?? '' })
    const { to, isEnd } = stepped(voice.pitch, by, PITCH)
    if (isEnd) return said({}, by < 0 ? 'tune.pitch.lowest' : 'tune.pitch.highest', { pitch: to })
    return said({ voice: { ...voice, pitch: to } }, 'tune.pitch', { pitch: to })
  }

/** After the last comes the one that the route chooses by itself, so that one gets back to it. */
const nextVoice: Tune = (from) => {
  const { voice } = from.settings
  if (isReaders(from)) return said({}, 'tune.voice.reader', { name: from.speaker?.name ?? '' })
  const names = voiceNames(from.speaker, from.lang)
  if (names.length === 0) return said({}, 'tune.voice.none')
  const next = voice.name === null ? names[0] : names[names.indexOf(voice.name) + 1]
  // A name that is not there any more is followed by the first that is.
  if (next !== undefined) return said({ voice: { ...voice, name: next } }, 'tune.voice', { name: next })
  return said({ voice: { ...voice, name: null } }, 'tune.voice.system')
}

const sounds: Tune = ({ settings }) => {
  const on = !settings.sounds.on
  return said({ sounds: { ...settings.sounds, on } }, on ? 'tune.sounds.on' : 'tune.sounds.off')
}

const quiet: Tune = ({ settings }) => said({ quiet: !settings.quiet }, settings.quiet ? 'tune.quiet.off' : 'tune.quiet.on')

const LENGTH_WORDS: Readonly<Record<Length, MessageKey>> = { brief: 'tune.length.brief', normal: 'tune.length.normal', full: 'tune.length.full' }

const length: Tune = ({ settings }) => {
  const next = LENGTHS[(LENGTHS.indexOf(settings.length) + 1) % LENGTHS.length] ?? 'normal'
  return said({ length: next }, LENGTH_WORDS[next])
}

const pace =
  (by: -1 | 1): Tune =>
  ({ settings: { narration } }) => {
    const { every } = narration
    const to = by < 0 ? PACES.findLast((seconds) => seconds < every) : PACES.find((seconds) => seconds > every)
    if (to === undefined) return said({}, by < 0 ? 'tune.pace.most' : 'tune.pace.least', { seconds: every })
    return said({ narration: { ...narration, every: to } }, 'tune.pace', { seconds: to })
  }

const TUNES: Readonly<Record<TuneCommand, Tune>> = {
  'narration-less': pace(1),
  'narration-more': pace(-1),
  slower: rate(-1),
  faster: rate(1),
  quieter: volume(-1),
  louder: volume(1),
  lower: pitch(-1),
  higher: pitch(1),
  'next-voice': nextVoice,
  sounds,
  quiet,
  length,
}

/** Commands about the voice itself: who speaks has to be known. */
const ABOUT_VOICE: ReadonlySet<TuneCommand> = new Set<TuneCommand>(['slower', 'faster', 'quieter', 'louder', 'lower', 'higher', 'next-voice'])

/** Pure. */
export const isAboutVoice = (command: TuneCommand): boolean => ABOUT_VOICE.has(command)

/** What a press of a tuning key does. Pure. */
export function tuned(command: TuneCommand, from: TunedFrom): Tuned {
  return TUNES[command](from)
}
