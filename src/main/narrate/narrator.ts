import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Answer, AnswerSentence } from '../../shared/answer'
import { failure, type Failure, type Result } from '../../shared/codes'
import type { EngineEvent, EngineInfo, FrameLook, Length, Timings } from '../../shared/engine-protocol'
import type { Messages } from '../../shared/messages'
import type { Picture } from '../../shared/picture'
import type { Settings } from '../../shared/settings'
import { createChildSpawner } from '../engine-host/child-spawner'
import { EngineClient, type Loaded } from '../engine-host/engine-client'
import type { EngineSpawner } from '../engine-host/engine-process'
import { DEFAULT_REST, watchForRest } from '../engine-host/engine-rest'
import { memoryVerdict, readMemory } from '../engine-host/memory-verdict'
import { thisSystem, type DriverSystem } from '../models/device-driver'
import { DeviceMemory } from '../models/device-memory'
import { recogniserFolder } from '../models/recogniser-folder'
import { ENGINE_BUNDLE, RESOURCES } from '../resources'
import { AnswerWriter } from './answer-writer'
import { askModel, type AskedQuestion } from './ask'
import { AskMemory } from './ask-memory'
import { isTextQuestion, textAnswer, type TextQuestion } from './ask-reading'
import { DeviceFinder } from './device-finder'
import type { AskedDevice, DeviceReport } from './device-report'
import { DeviceSearch } from './device-search'
import { describeBySeveral } from './doubt/several-readings'
import { Draft, type ReadLines } from './draft'
import { createHearing, type Hearing } from './hearing'
import type { Hedge } from './hedge'
import { readQuestion } from './question'
import { hasValue } from './table/table-answer'
import { VisionEngine, type ModelChoice, type Serving } from './vision-engine'

/** Milliseconds. */
const DEADLINES = { load: 120_000, describe: 90_000, read: 60_000, look: 60_000, status: 5_000 } as const
/** Milliseconds without a word from another device than the processor, after which it hangs: it would be faster. */
const DEVICE_SILENCE = 30_000
/** With fewer cores the recogniser waits for the model's first token: the first word comes first. */
const CORES_FOR_BOTH = 3
/** More threads gained nothing on the models at hand. */
const MOST_THREADS = 4

type Frame = Extract<Picture, { kind: 'frame' }>

export type Stage = 'loading' | 'looking' | 'reading' | 'writing'

export interface NarrateEvents {
  readonly sentence?: (sentence: AnswerSentence) => void
  readonly stage?: (stage: Stage) => void
}

export interface NarrateOptions {
  readonly length: Length
  readonly hedge: Hedge
  readonly messages: Messages
  /** Milliseconds since the epoch when the picture was taken. */
  readonly takenAt: number
  readonly signal: AbortSignal
  /** Sentences that come first, before anything is known of the picture: whose window it is. */
  readonly opening?: readonly AnswerSentence[]
  /** The text before the model's words. */
  readonly textFirst?: boolean
  /** `always`: the picture is read several times, and what is said is counted. */
  readonly doubt?: Settings['doubt']
  /** "More" goes on where the answer ends. */
  readonly canGoOn?: boolean
  /** False: how more of the text is had is not said. */
  readonly hints?: boolean
  /** What is said of an all-black picture instead: that the screen curtain is on. */
  readonly black?: readonly AnswerSentence[]
}

interface HalfStatus {
  readonly info: EngineInfo | null
  readonly failure: Failure | null
  /** Resident memory of the process, bytes; null where it did not answer. */
  readonly rss: number | null
  readonly timings: Timings
}

export interface NarratorStatus {
  readonly modelFolder: string
  readonly recogniserFolder: string
  readonly vision: HalfStatus
  readonly recogniser: HalfStatus
  /** On which device the model is, and why; absent where a status was put together without an engine. */
  readonly device?: DeviceReport
}

export interface Narrator {
  describe(picture: Picture, options: NarrateOptions, events?: NarrateEvents): Promise<Result<{ answer: Answer }>>
  read(picture: Picture, options: NarrateOptions, events?: NarrateEvents): Promise<Result<{ answer: Answer }>>
  /**
   * Answers a question about a picture: what it says by the recogniser, the rest by the model, which has the
   * picture encoded already if nothing else was asked since.
   */
  ask(picture: Picture, asked: AskedQuestion, options: NarrateOptions, events?: NarrateEvents): Promise<Result<{ answer: Answer }>>
  /** Waits for both halves to have loaded, or failed to. */
  status(): Promise<NarratorStatus>
  close(): Promise<void>
}

/** A narrator whose model can be changed while it runs. */
export interface ModelNarrator extends Narrator {
  /** Understands speech, in the process that reads text. */
  readonly hearing: Hearing
  /** Another model or device; the one before serves until the new one has loaded, and goes on if that fails. */
  use(choice: ModelChoice): Promise<Result<{ info: EngineInfo }>>
  /** Tells of another device, of the same one with what was found meanwhile, and of one that failed. */
  onDevice(hear: (report: DeviceReport) => void): void
  /** Measures a frame of a film and compares it with earlier ones; no model runs. */
  look(frame: Frame, against: readonly FrameLook['signature'][], signal: AbortSignal): Promise<Result<{ look: FrameLook }>>
}

interface DevicesConfig {
  /** The file in which it is remembered. */
  readonly file: string
  /** Where given, devices are tried while nothing else is to be done: whether on mains power, null unknown. */
  readonly onMains?: () => boolean | null
  /** Bytes of graphs below which a model is not tried anywhere; `DeviceFinder`'s own without it. */
  readonly small?: number
  readonly system?: DriverSystem
}

export interface NarratorConfig {
  readonly modelFolder?: string
  /** `auto` without it. */
  readonly device?: AskedDevice
  /** Where changed copies of graphs are kept. */
  readonly cacheFolder?: string
  /** What is known of this machine's devices; without it `auto` is the processor. */
  readonly devices?: DevicesConfig
  /** Milliseconds without work after which a large model is let go; null never; ten minutes without it. */
  readonly restAfter?: number | null
  readonly recogniserFolder?: string
  readonly spawn?: EngineSpawner
  readonly cores?: number
  /** Only text will be read, so the model is not loaded until something else is asked. */
  readonly textOnly?: boolean
}

/** Starts the engine's halves at once; a question that comes before they are ready waits. */
export function createNarrator(config: NarratorConfig = {}): ModelNarrator {
  return new EngineNarrator(config)
}

class EngineNarrator implements ModelNarrator {
  readonly hearing: Hearing
  readonly #recogniserFolder: string
  readonly #vision: VisionEngine
  readonly #text: EngineClient
  readonly #memory = new AskMemory()
  readonly #cores: number
  readonly #loadText: () => Promise<Result<Loaded>>
  readonly #search: DeviceSearch | null
  readonly #watches: (() => void)[]
  #hearDevice: (report: DeviceReport) => void = () => undefined

  constructor(config: NarratorConfig) {
    const spawn = config.spawn ?? createChildSpawner(ENGINE_BUNDLE)
    const folder = config.modelFolder ?? join(RESOURCES, 'models', 'descry-nano')
    this.#recogniserFolder = config.recogniserFolder ?? recogniserFolder()
    this.#cores = config.cores ?? availableParallelism()
    this.#text = new EngineClient('text-audio', spawn)
    const threads = Math.min(this.#cores, MOST_THREADS)
    this.hearing = createHearing({ client: this.#text, threads })
    const { cacheFolder, devices } = config
    const kept = cacheFolder === undefined ? {} : { cacheFolder }
    const finder = devices ? createFinder(devices, { spawn, threads, ...kept }) : undefined
    const onMains = devices?.onMains
    const changed = (report: DeviceReport): void => this.#hearDevice(report)
    const deadline = DEADLINES.load
    const options = { spawn, threads, deadline, ...kept, ...(finder ? { finder } : {}), changed }
    this.#vision = new VisionEngine(options, { folder, device: config.device ?? 'auto' })
    this.#search = finder && onMains ? new DeviceSearch({ engine: this.#vision, finder, onMains, memory: readMemory }) : null
    this.#loadText = once(() => this.#text.load({ folder: this.#recogniserFolder, threads, deadline }))
    void this.#loadText()
    if (!config.textOnly) void this.#vision.serving()
    const policy = { after: config.restAfter === undefined ? DEFAULT_REST : config.restAfter }
    const memory = () => memoryVerdict(readMemory())
    this.#watches = [
      watchForRest(this.#vision, { policy, memory, size: () => this.#vision.size }),
      watchForRest(this.#text, { policy, memory, size: () => 0 }),
      this.#search?.start() ?? (() => undefined),
    ]
  }

  async use(choice: ModelChoice): Promise<Result<{ info: EngineInfo }>> {
    this.#search?.interrupt()
    return this.#vision.use(choice)
  }

  onDevice(hear: (report: DeviceReport) => void): void {
    this.#hearDevice = hear
  }

  async describe(picture: Picture, options: NarrateOptions, events: NarrateEvents = {}): Promise<Result<{ answer: Answer }>> {
    return this.#answered(options, events, (serving, draft, opening) => {
      if (options.doubt !== 'always') return this.#describe(picture, serving, draft, opening)
      const { signal } = options
      const job = { deadline: DEADLINES.describe, signal, ...silenceOf(serving) }
      return describeBySeveral(picture, draft, opening, { serving, memory: this.#memory, lines: () => this.#readLines(picture, signal), job })
    })
  }

  async ask(picture: Picture, asked: AskedQuestion, options: NarrateOptions, events: NarrateEvents = {}): Promise<Result<{ answer: Answer }>> {
    const question = readQuestion(asked.text)
    const known = this.#memory.of(picture)
    const lines = async (): Promise<Result<ReadLines>> => (known.read ? { ok: true, ...known.read } : this.#readLines(picture, options.signal))
    if (isTextQuestion(question)) return this.#textAnswer(picture, question, new Draft(options, events), known.read)
    if (question.asks === 'value') {
      // Only where that label stands in the picture; anything else is for the model.
      const found = await lines()
      if (found.ok && hasValue(question.label, found)) return this.#textAnswer(picture, question, new Draft(options, events), found)
    }
    return this.#answered(options, events, (serving, draft, opening) => {
      draft.say(opening)
      const job = { deadline: DEADLINES.describe, signal: options.signal, ...silenceOf(serving) }
      return askModel(picture, asked, question, draft, { serving, memory: this.#memory, lines, job })
    })
  }

  /** By the device that serves; by the processor once more where the device was at fault. */
  async #answered(
    options: NarrateOptions,
    events: NarrateEvents,
    work: (serving: Serving, draft: Draft, opening: readonly AnswerSentence[]) => Promise<Result<{ answer: Answer }>>,
  ): Promise<Result<{ answer: Answer }>> {
    events.stage?.('loading')
    this.#search?.interrupt()
    const serving = await this.#vision.serving()
    const draft = new Draft(options, events)
    const result = await work(serving, draft, options.opening ?? [])
    if (result.ok || options.signal.aborted || !(await this.#vision.fallBack(result, serving))) return result
    // What was heard of it already is not said again.
    const { messages } = options
    const changed = { text: messages.say('device.changed'), lang: messages.locale, source: 'app' } as const
    const isLost = result.code !== 'cancelled'
    const again = new Draft(options, events, draft)
    const opening = [...(options.opening ?? []), ...(isLost ? [changed] : [])]
    return work(await this.#vision.serving(), again, opening)
  }

  async #describe(
    picture: Picture,
    serving: Serving,
    draft: Draft,
    opening: readonly AnswerSentence[],
  ): Promise<Result<{ answer: Answer }>> {
    const { client, objects, loaded } = serving
    const { options, events } = draft
    const known = this.#memory.of(picture)
    draft.say(opening)
    const writer = new AnswerWriter({ ...options, opened: (options.opening ?? []).length > 0, objects: await objects })
    const reading = once(async () => {
      const result = await this.#readLines(picture, options.signal)
      if (result.ok) draft.text(result)
      draft.say(writer.recognised(result))
    })
    const onEvent = (event: EngineEvent): void => {
      if (event.type === 'verdict') {
        draft.verdict(event)
        events.stage?.('looking')
        if (event.empty === null && (options.textFirst || this.#cores >= CORES_FOR_BOTH)) void reading()
      } else if (event.type === 'kind') {
        this.#memory.encoded(picture, client)
        draft.kind = known.kind = event.kind
        draft.say(writer.kind(event.kind))
      } else if (event.type === 'token') {
        events.stage?.('writing')
        void reading()
      } else if (event.type === 'sentence') draft.say(writer.claim(event.part, event.text))
    }
    const { signal, length } = options
    const job = { deadline: DEADLINES.describe, signal, onEvent, ...silenceOf(serving) }
    this.#memory.sends(client)
    const seen = await client.run({ type: 'describe', picture, name: known.name, length }, job)
    if (!seen.ok) return seen
    if (seen.event.type !== 'done') return failure('engine-protocol', `describe ended with ${seen.event.type}`)
    draft.done(seen.event)
    if (draft.empty === null) {
      draft.say(writer.modelDone())
      events.stage?.('reading')
      await reading()
      if (signal.aborted) return failure('cancelled')
    }
    const model = await loaded()
    return { ok: true, answer: draft.answer(model.ok ? model.info : null) }
  }

  async read(picture: Picture, options: NarrateOptions, events: NarrateEvents = {}): Promise<Result<{ answer: Answer }>> {
    return this.#textAnswer(picture, { asks: 'text' }, new Draft(options, events), this.#memory.of(picture).read)
  }

  /** By the recogniser alone. @param known what it read before */
  async #textAnswer(picture: Picture, question: TextQuestion, draft: Draft, known: ReadLines | null): Promise<Result<{ answer: Answer }>> {
    const { options, events } = draft
    this.#search?.interrupt()
    draft.say(options.opening ?? [])
    draft.kind = 'text'
    events.stage?.('reading')
    const hear = (event: EngineEvent): void => {
      if (event.type === 'verdict') draft.verdict(event)
    }
    const result = known ? { ok: true as const, ...known } : await this.#readLines(picture, options.signal, hear)
    if (!result.ok) return result
    draft.text(result)
    if (draft.empty === null) draft.say(textAnswer(question, result, options))
    return { ok: true, answer: draft.answer(null) }
  }

  async look(frame: Frame, against: readonly FrameLook['signature'][], signal: AbortSignal): Promise<Result<{ look: FrameLook }>> {
    const result = await this.#text.run({ type: 'look', frame, against: [...against] }, { deadline: DEADLINES.look, signal })
    if (!result.ok) return result
    return result.event.type === 'looked' ? { ok: true, look: result.event } : failure('engine-protocol', `look ended with ${result.event.type}`)
  }

  async status(): Promise<NarratorStatus> {
    const [serving, text] = await Promise.all([this.#loadedVision(), this.#loadText()])
    return {
      modelFolder: serving.folder,
      recogniserFolder: this.#recogniserFolder,
      vision: await half(serving.client, await serving.loaded()),
      recogniser: await half(this.#text, text),
      device: this.#vision.report,
    }
  }

  async close(): Promise<void> {
    for (const end of this.#watches) end()
    this.#search?.interrupt()
    this.#vision.close()
    this.#text.close()
  }

  /** What serves once its device has loaded it, or the processor in its place. */
  async #loadedVision(): Promise<Serving> {
    const serving = await this.#vision.serving()
    const loaded = await serving.loaded()
    return loaded.ok || !(await this.#vision.fallBack(loaded, serving)) ? serving : this.#vision.serving()
  }

  async #readLines(
    picture: Picture,
    signal: AbortSignal,
    hear?: (event: EngineEvent) => void,
  ): Promise<Result<ReadLines>> {
    const known = this.#memory.of(picture)
    const read: Omit<ReadLines, 'timings'>[] = []
    const gate = { empty: false }
    const onEvent = (event: EngineEvent): void => {
      hear?.(event)
      if (event.type === 'verdict') gate.empty = event.empty !== null
      if (event.type === 'lines') read.push(event)
    }
    const result = await this.#text.run({ type: 'read', picture }, { deadline: DEADLINES.read, signal, onEvent })
    if (!result.ok) return result
    const [lines] = read
    if (!lines || result.event.type !== 'done') return failure('engine-protocol', 'read gave no lines')
    const { width, height, tables, fields } = lines
    // An empty picture is told of by the gate, each time.
    const found: ReadLines = { lines: lines.lines, tables, fields, width, height, timings: result.event.timings }
    if (!gate.empty) known.read = found
    return { ok: true, ...found }
  }
}

type FinderParts = Pick<ConstructorParameters<typeof DeviceFinder>[0], 'spawn' | 'threads' | 'cacheFolder'>

function createFinder({ file, small, system = thisSystem() }: DevicesConfig, parts: FinderParts): DeviceFinder {
  return new DeviceFinder({ ...parts, memory: new DeviceMemory(file), system, ...(small === undefined ? {} : { small }) })
}

/** Another device than the processor that says nothing for long hangs. */
function silenceOf({ choice }: Serving): { silence?: number } {
  return choice.device === 'cpu' ? {} : { silence: DEVICE_SILENCE }
}

/** A piece of work that is begun at the first call and waited for at the others. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let begun: Promise<T> | undefined
  return () => (begun ??= work())
}

async function half(client: EngineClient, loaded: Result<Loaded>): Promise<HalfStatus> {
  const status = await client.status(DEADLINES.status)
  const event = status.ok && status.event.type === 'status' ? status.event : null
  return {
    info: loaded.ok ? loaded.info : null,
    failure: loaded.ok ? null : loaded,
    rss: event?.rss ?? null,
    timings: loaded.ok ? loaded.timings : {},
  }
}
