import { randomUUID } from 'node:crypto'
import { fileName, profileFor, type Profile } from '../../shared/profile'
import type { Settings, SettingsPatch } from '../../shared/settings'
import type { Desktop, FrontWindow, OwnWindows } from '../desktop/desktop'
import type { SettingsStore } from '../settings/settings-store'
import type { AppStateStore } from './state'

interface ProfilesParts {
  readonly desktop: Pick<Desktop, 'frontWindow' | 'watchActive'>
  /** Native ids of Descry's windows. */
  readonly own: () => OwnWindows
  readonly settings: () => Settings
  readonly state: Pick<AppStateStore, 'change'>
  /** Another profile is in use, or none any more: settings are other ones. */
  readonly changed: () => void
}

/** The profile of the program in front: Descry's own windows do not count, for one changes settings in them. */
export class Profiles {
  readonly #parts: ProfilesParts
  #window: FrontWindow | null = null
  #current: Profile | null = null
  #stop: () => void = () => undefined
  /** Counts the looks: the desktop may answer an earlier one later. */
  #looks = 0

  constructor(parts: ProfilesParts) {
    this.#parts = parts
  }

  /** Null where none fits, or the desktop does not tell what is in front. */
  get current(): Profile | null {
    return this.#current
  }

  /** The settings as they are in the window in front. */
  settings(): Settings {
    const settings = this.#parts.settings()
    return this.#current ? withProfile(settings, this.#current) : settings
  }

  /** The settings as they are in front, and how they are changed there: what the profile says otherwise, in the profile. */
  inFront(store: Pick<SettingsStore, 'current' | 'change'>): Pick<SettingsStore, 'current' | 'change'> {
    return {
      current: () => this.settings(),
      change: (patch) => store.change(this.#current ? inProfile(store.current(), this.#current, patch) : patch),
    }
  }

  /** Follows the window in front, until `stop`. */
  start(): void {
    const look = (): void => void this.look()
    this.#stop = this.#parts.desktop.watchActive(look)
    look()
  }

  stop(): void {
    this.#stop()
    // What is still being looked at is no matter any more.
    this.#looks++
  }

  /** Looks what is in front, now; null where nothing is, or the desktop does not tell. */
  async look(): Promise<FrontWindow | null> {
    const { desktop, own } = this.#parts
    const look = ++this.#looks
    const found = await desktop.frontWindow(own())
    const window = found.ok ? found.window : null
    if (look !== this.#looks) return window
    this.#window = window
    this.apply()
    return window
  }

  /** Profiles may be others now. */
  apply(): void {
    const { settings, state, changed } = this.#parts
    const now = this.#window && profileFor(settings().profiles, this.#window)
    if (JSON.stringify(now) === JSON.stringify(this.#current)) return
    this.#current = now
    state.change({ profile: now && { id: now.id, name: now.name } })
    changed()
  }

  /** A new profile for the program in front, as it would be without one; null where the desktop does not tell. */
  async forFront(): Promise<Profile | null> {
    const window = await this.look()
    if (!window) return null
    const { appName, appClass, exe } = window
    const general = { length: null, rate: null, every: null, first: null, muted: false, keepNothing: false }
    const named = { appClass: appClass === '' ? null : appClass.slice(0, 200), exe: exe === null ? null : fileName(exe).slice(0, 200) || null }
    if (named.appClass === null && named.exe === null) return null
    return { id: randomUUID(), name: appName.slice(0, 200), ...named, ...general }
  }
}

/** Settings with what a profile says otherwise. Pure. */
function withProfile(settings: Settings, { length, rate, every, muted }: Profile): Settings {
  return {
    ...settings,
    length: length ?? settings.length,
    quiet: settings.quiet || muted,
    voice: { ...settings.voice, rate: rate ?? settings.voice.rate },
    narration: { ...settings.narration, every: every ?? settings.narration.every },
  }
}

/** A change of the settings as they are with a profile, as one of the settings and the profile. Pure. */
function inProfile(settings: Settings, profile: Profile, patch: SettingsPatch): SettingsPatch {
  const own: { -readonly [F in 'length' | 'rate' | 'every' | 'muted']?: Profile[F] } = {}
  const rest = { ...patch }
  if (rest.length !== undefined && profile.length !== null) {
    own.length = rest.length
    delete rest.length
  }
  if (rest.voice && profile.rate !== null) {
    own.rate = rest.voice.rate
    rest.voice = { ...rest.voice, rate: settings.voice.rate }
  }
  if (rest.narration && profile.every !== null) {
    own.every = rest.narration.every
    rest.narration = { ...rest.narration, every: settings.narration.every }
  }
  if (rest.quiet === false && profile.muted) own.muted = false
  if (Object.keys(own).length === 0) return rest
  return { ...rest, profiles: settings.profiles.map((one) => (one.id === profile.id ? { ...one, ...own } : one)) }
}
