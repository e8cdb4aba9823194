import { execFile } from 'node:child_process'
import { failure, type Result } from '../../../shared/codes'
import { speedFor, type MeasuredRates } from '../measured-rate'
import { findProgram, type Environment } from '../programs'
import { namedVoice } from '../named-voice'
import type { NamedVoice, VoiceSettings } from '../route'
import { pcmOf, type Pcm } from '../wav'
import { OWN_RATE, type Synthesiser } from './synthesiser'

/**
 * Its option -s, in words a minute of its own, which are a quarter longer than those of a text; 80 is the
 * least that it takes, so that it never speaks fewer than 106.
 */
const MEASURED: MeasuredRates = [
  [80, 106],
  [100, 126],
  [125, 158],
  [150, 190],
  [175, 224],
  [200, 256],
  [250, 321],
  [300, 387],
  [350, 452],
  [400, 511],
  [449, 561],
]
const MOST_BYTES = 64 * 1024 * 1024
/** Milliseconds. */
const DEADLINE = 20_000

/** espeak-ng where the system has it: more than a hundred languages. Not part of Descry. */
export class EspeakSynthesiser implements Synthesiser {
  readonly name = 'eSpeak NG'
  readonly #path: string | undefined
  readonly #env: Environment
  #voices: Promise<readonly NamedVoice[]> | undefined

  constructor(env: Environment) {
    this.#env = env
    this.#path = findProgram('espeak-ng', env)
  }

  speaks(): boolean {
    return true
  }

  available(): boolean {
    return this.#path !== undefined
  }

  /** As the program lists them; none where it does not. */
  voices(): Promise<readonly NamedVoice[]> {
    const path = this.#path
    if (path === undefined) return Promise.resolve([])
    return (this.#voices ??= new Promise((resolve) => {
      const child = execFile(path, ['--voices'], { env: { ...this.#env }, timeout: DEADLINE }, (error, list) => resolve(error ? [] : espeakVoices(list)))
      child.stdin?.on('error', () => undefined)
    }))
  }

  async synthesise(
    text: string,
    lang: string,
    settings: VoiceSettings,
    signal: AbortSignal,
  ): Promise<Result<{ pcm: Pcm }>> {
    const path = this.#path
    if (path === undefined) return failure('no-voice', 'espeak-ng is missing')
    const named = settings.voice === undefined ? undefined : namedVoice(await this.voices(), settings.voice, lang)
    const speed = Math.round(speedFor(settings.rate ?? OWN_RATE, MEASURED))
    const pitch = Math.round(50 + 49 * settings.pitch)
    const args = [
      '--stdout',
      '--stdin',
      '-b',
      '1',
      '-v',
      // A voice of a region is chosen by the tag of its region.
      espeakVoice(named?.lang ?? lang),
      '-s',
      `${speed}`,
      '-p',
      `${pitch}`,
    ]
    return new Promise((resolve) => {
      const child = execFile(
        path,
        args,
        { encoding: 'buffer', env: { ...this.#env }, maxBuffer: MOST_BYTES, timeout: DEADLINE, signal },
        (error, wav) => {
          const pcm = error ? undefined : pcmOf(wav)
          resolve(pcm ? { ok: true, pcm } : failure('no-voice', error?.message ?? 'espeak-ng wrote no sound'))
        },
      )
      child.stdin?.on('error', () => undefined)
      child.stdin?.end(espeakText(text))
    })
  }

  async close(): Promise<void> {
    // Each text has a process of its own, which ends with it.
  }
}

/**
 * SECURITY: two opening brackets start phonemes of espeak-ng's own; parted, they are only brackets.
 * Pure.
 */
export function espeakText(text: string): string {
  return text.replace(/\[(?=\[)/g, '[ ')
}

/** The voice of a language tag: espeak-ng knows most as they are, in lower case. Pure. */
export function espeakVoice(lang: string): string {
  return /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i.test(lang) ? lang.toLowerCase() : 'en'
}

/**
 * What "espeak-ng --voices" lists, a line each: priority, language, age and gender, name, file. Those of the folder
 * mb need voice files of MBROLA beside them, and of two for one tag the tag means the first. Pure.
 */
export function espeakVoices(list: string): NamedVoice[] {
  const voices = list.split('\n').flatMap((line) => {
    const [, lang = '', name = '', file = ''] = /^\s*\d+\s+(\S+)\s+\S+\s+(\S+)\s+(\S+)/.exec(line) ?? []
    return lang === '' || file.startsWith('mb/') ? [] : [{ name: `eSpeak NG ${name.replaceAll('_', ' ')}`, lang }]
  })
  return voices.filter(({ lang }, i) => voices.findIndex((other) => other.lang === lang) === i)
}
