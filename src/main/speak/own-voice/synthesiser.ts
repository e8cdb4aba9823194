import type { Result } from '../../../shared/codes'
import { namedVoice } from '../named-voice'
import type { NamedVoice, VoiceSettings } from '../route'
import type { Pcm } from '../wav'

/** Turns text into sound in memory; plays nothing. */
export interface Synthesiser {
  readonly name: string
  speaks(lang: string): boolean
  available(): boolean
  /** Those that it has to choose from; the first is its own choice. */
  voices(): Promise<readonly NamedVoice[]>
  /**
   * `text` is speakable already: one line, well-formed. After `signal` nobody wants the sound any more;
   * a synthesiser that can, stops.
   */
  synthesise(text: string, lang: string, settings: VoiceSettings, signal: AbortSignal): Promise<Result<{ pcm: Pcm }>>
  close(): Promise<void>
}

/** Words a minute of a voice that Descry drives itself, where the user set none. */
export const OWN_RATE = 200

/**
 * The synthesiser for a language: the one that has the voice of that name, else the first that speaks it, else the
 * first there is; a strange accent is better than no answer.
 */
export async function chooseSynthesiser(all: readonly Synthesiser[], lang: string, name?: string): Promise<Synthesiser | undefined> {
  const there = all.filter((s) => s.available())
  for (const s of name === undefined ? [] : there) if (namedVoice(await s.voices(), name, lang)) return s
  return there.find((s) => s.speaks(lang)) ?? there[0]
}
