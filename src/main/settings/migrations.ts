import { BOX_MODEL, DEFAULT_SETTINGS } from '../../shared/settings'

/** Settings as they were read, of some version. */
export type RawSettings = Readonly<Record<string, unknown>>
/** By the version it starts from: makes settings of the next version; `version` itself is set by the caller. */
export type Migrations = Readonly<Record<number, (settings: RawSettings) => RawSettings>>

export const MIGRATIONS: Migrations = {
  // Models and devices could not be chosen before.
  1: (settings) => ({ ...settings, model: BOX_MODEL, device: 'auto' }),
  // How messages are told, punctuation, braille, the display and narration could not be chosen before.
  2: (settings) => {
    const { braille, answersIn, verbosity, monitor, narration, voice } = DEFAULT_SETTINGS
    const before = settings['voice']
    // What is no voice stays as it is, so that the file is seen to be spoilt.
    const merged = before instanceof Object ? { ...voice, ...before } : before
    return { braille, answersIn, verbosity, monitor, narration, ...settings, voice: merged }
  },
  // Quiet mode, readings, listening, memory, profiles and a voice by name could not be chosen before.
  3: (settings) => {
    const { quiet, doubt, listening, memory, profiles, voice } = DEFAULT_SETTINGS
    const before = settings['voice']
    const merged = before instanceof Object ? { name: voice.name, ...before } : before
    return { quiet, doubt, listening, memory, profiles, ...settings, voice: merged }
  },
}
