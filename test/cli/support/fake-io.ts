import { tmpdir } from 'node:os'
import { Readable } from 'node:stream'
import type { CommandIo } from '../../../src/cli/io'
import type { CliModels, NarratorOptions, Services } from '../../../src/cli/services'
import type { EngineSpawner } from '../../../src/main/engine-host/engine-process'
import type { VoiceOptions } from '../../../src/main/speak/voice'
import type { Narrator } from '../../../src/main/narrate/narrator'
import type { Spoken } from '../../../src/main/speak/route'
import type { Answer, AnswerSentence } from '../../../src/shared/answer'
import { failure, type Result } from '../../../src/shared/codes'
import type { EngineRequest } from '../../../src/shared/engine-protocol'
import { temporaryFolder } from '../../support/temporary-folder'

export const PICTURE = Buffer.from('not decoded by the command line')

const sentence = (text: string, source: AnswerSentence['source']): AnswerSentence => ({
  text,
  lang: 'en',
  source,
})

export const ANSWER: Answer = {
  kind: 'photo',
  empty: null,
  sentences: [sentence('A dog, probably.', 'model'), sentence('It says: Beware.', 'recogniser')],
  modelText: [{ part: 'caption', prompt: 'Describe this image.', text: ' A dog.' }],
  tables: [],
  fields: [],
  lines: [{ text: 'Beware', confidence: 0.9, box: { x: 1, y: 2, width: 3, height: 4 }, block: 0 }],
  width: 224,
  height: 224,
  model: 'descry-nano',
  provider: 'cpu',
  timings: { total: 80 },
  tokens: 3,
  takenAt: 1,
}

/** Answers with `result`, saying its sentences first; `hold` keeps every answer back until it resolves. */
export function fakeNarrator(
  result: Result<{ answer: Answer }> = { ok: true, answer: ANSWER },
  hold: Promise<void> = Promise.resolve(),
): Narrator & { readonly log: string[] } {
  const log: string[] = []
  const answer =
    (verb: string): Narrator['describe'] =>
    async (_picture, options, events) => {
      log.push(`${verb} ${options.length} ${options.hedge}`)
      await hold
      if (options.signal.aborted) return failure('cancelled')
      if (result.ok) for (const s of result.answer.sentences) events?.sentence?.(s)
      return result
    }
  const half = { info: { model: 'm', provider: 'cpu', threads: 2 }, failure: null, rss: 1, timings: {} }
  return {
    log,
    describe: answer('describe'),
    read: answer('read'),
    ask: (picture, { text }, options, events) => answer(`ask “${text}”`)(picture, options, events),
    status: async () => ({ modelFolder: 'nano', recogniserFolder: 'ocr', vision: half, recogniser: half }),
    close: async () => void log.push('close'),
  }
}

/** An engine process that loads at once and answers each question with two tokens and a sentence. */
function fakeEngine(): EngineSpawner {
  return (role) => {
    let hear: (message: unknown) => void = () => undefined
    const tell = (message: object): void => queueMicrotask(() => hear(message))
    return {
      pid: undefined,
      onMessage(told) {
        hear = told
        tell({ type: 'ready', role })
      },
      onExit: () => undefined,
      kill: () => undefined,
      post(message) {
        const { type, job } = message as EngineRequest
        const info = { model: 'm', provider: 'cpu', threads: 2, precision: 'q4' }
        if (type === 'load') tell({ type: 'loaded', job, info, timings: {} })
        if (type === 'status') tell({ type: 'status', job, info, rss: 100_000_000 })
        if (type !== 'ask') return
        for (const text of ['A', ' dog.']) tell({ type: 'token', job, part: 'reply', text })
        tell({ type: 'sentence', job, part: 'reply', text: 'A dog.' })
        tell({ type: 'done', job, modelText: [], tokens: 2, timings: {} })
      },
    }
  }
}

interface FakeVoice {
  readonly said: string[]
  readonly log: string[]
  readonly options: VoiceOptions[]
}

interface World {
  readonly io: CommandIo
  readonly voice: FakeVoice
  stdout(): string
  stderr(): string
  /** How often the engine was started. */
  engines(): number
  /** With what it was started, each time. */
  readonly started: readonly NarratorOptions[]
  /** As Ctrl+C does. */
  interrupt(): void
}

interface WorldOptions {
  readonly narrator?: Narrator
  readonly spoken?: Spoken | Promise<Spoken>
  readonly stdin?: Uint8Array
  readonly env?: Record<string, string>
  readonly pid?: number
  /** The clock, which stands still; milliseconds since the epoch. */
  readonly now?: number
  readonly models?: CliModels
  readonly terminal?: boolean
}

/** An empty folder that goes when the test ends. */
export async function emptyFolder(parent?: string): Promise<string> {
  return temporaryFolder(parent)
}

/** Streams that are kept, a runtime folder of its own, a fake narrator and voice. */
export async function fakeWorld(options: WorldOptions = {}): Promise<World> {
  // On Linux the last answer needs a folder in memory.
  const runtime = await emptyFolder(process.platform === 'linux' ? '/dev/shm' : tmpdir())
  const out: string[] = []
  const err: string[] = []
  const controller = new AbortController()
  const voice: FakeVoice = { said: [], log: [], options: [] }
  const { spoken = { ok: true, end: 'spoken' } } = options
  let engines = 0
  const started: NarratorOptions[] = []
  const services: Services = {
    async narrator(asked) {
      started.push(asked)
      engines++
      return options.narrator ?? fakeNarrator()
    },
    measuring: { engine: async () => fakeEngine(), bandwidth: async () => 20e9 },
    async models() {
      if (!options.models) throw new Error('no models in this test')
      return options.models
    },
    async voice(voiceOptions) {
      voice.options.push(voiceOptions)
      let silence: (spoken: Spoken) => void = () => undefined
      const silenced = new Promise<Spoken>((resolve) => (silence = resolve))
      return {
        readerRuns: async () => false,
        speaker: async () => null,
        status: async () => ({ chosen: null, routes: [], player: null, last: null, secondVoice: null }),
        beginAnswer: (kind) => {
          voice.log.push(`begin ${kind}`)
          return {
            say: ({ text }) => void voice.said.push(text),
            end: () => Promise.race([Promise.resolve(spoken), silenced]),
          }
        },
        async silence() {
          voice.log.push('silence')
          silence({ ok: true, end: 'silenced' })
        },
        earcon: (earcon) => void voice.log.push(`earcon ${earcon}`),
        change: () => void voice.log.push('change'),
        close: async () => void voice.log.push('close'),
      }
    },
  }
  const env = { XDG_RUNTIME_DIR: runtime, XDG_CONFIG_HOME: runtime, XDG_DATA_HOME: runtime, TMPDIR: runtime, LANG: 'en_GB.UTF-8', ...options.env }
  return {
    voice,
    stdout: () => out.join(''),
    stderr: () => err.join(''),
    engines: () => engines,
    started,
    interrupt: () => controller.abort(),
    io: {
      stdin: Readable.from(options.stdin ? [options.stdin] : []),
      stdout: { write: (text) => out.push(text) },
      stderr: { write: (text) => err.push(text) },
      terminal: options.terminal ?? false,
      env,
      platform: 'linux',
      place: { env, uid: process.getuid?.() ?? -1 },
      pid: options.pid ?? process.pid,
      cancel: controller.signal,
      services,
      now: () => options.now ?? 1_000_000,
    },
  }
}
