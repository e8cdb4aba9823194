import { voicesFor } from '../speak/named-voice'
import type { Speaker } from '../speak/router'

/** More than anybody goes through; the longest name that the settings keep. */
const MOST = 500
const LONGEST = 200

/** The voices of a language that can be chosen by name, each once, in the system's order. Pure. */
export function voiceNames(speaker: Speaker | null, lang: string): string[] {
  const names = voicesFor(speaker?.driven?.voices ?? [], lang).map(({ name }) => name)
  return [...new Set(names)].filter((name) => name.length <= LONGEST).slice(0, MOST)
}
