import type { NamedVoice } from './route'

/** The first part of a BCP 47 tag, which is its language. Pure. */
const languageOf = (lang: string): string => lang.toLowerCase().split(/[-_]/)[0] ?? ''

/** The voices of a language, whatever its region. Pure. */
export function voicesFor<V extends NamedVoice>(voices: readonly V[], lang: string): V[] {
  return voices.filter((voice) => languageOf(voice.lang) === languageOf(lang))
}

/**
 * The voice of that name, where there is one and it speaks the language of the words: an English voice would make
 * nonsense of German ones. Pure.
 */
export function namedVoice<V extends NamedVoice>(voices: readonly V[], name: string | undefined, lang: string): V | undefined {
  return name === undefined ? undefined : voicesFor(voices, lang).find((voice) => voice.name === name)
}
