import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Answer, AnswerKind, AnswerSentence } from '../../shared/answer'
import { failure, type Failure, type Result } from '../../shared/codes'
import type { EngineEvent, EngineInfo, Length, Timings } from '../../shared/engine-protocol'
import type { Messages } from '../../shared/messages'
import type { EmptyPicture, Picture } from '../../shared/picture'
import type { TextLine } from '../../shared/text-line'
import { createChildSpawner } from '../engine-host/child-spawner'
import { EngineClient } from '../engine-host/engine-client'
import type { EngineSpawner } from '../engine-host/engine-process'
import { readObjectNames, type ObjectNames } from '../models/object-names'
import { recogniserFolder } from '../models/recogniser-folder'
import { ENGINE_BUNDLE, RESOURCES } from '../resources'
import { AnswerWriter } from './answer-writer'
import { emptyPictureSentence } from './empty-picture'
import type { Hedge } from './hedge'
import { readingSentences } from './reading'

/** Milliseconds. */
const DEADLINES = { load: 120_000, describe: 90_000, read: 60_000, status: 5_000 } as const
/** With fewer cores the recogniser waits for the model's first token: the first word comes first. */
const CORES_FOR_BOTH = 3
/** More threads gained nothing on the models at hand. */
const MOST_THREADS = 4

export type Stage = 'loading' | 'looking' | 'reading' | 'writing'

interface NarrateEvents {
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
  /** "More" goes on where the answer ends. */
  readonly canGoOn?: boolean
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
}

export interface Narrator {
  describe(picture: Picture, options: NarrateOptions, events?: NarrateEvents): Promise<Result<{ answer: Answer }>>
  read(picture: Picture, options: NarrateOptions, events?: NarrateEvents): Promise<Result<{ answer: Answer }>>
  /** Waits for both halves to have loaded, or failed to. */
  status(): Promise<NarratorStatus>
  close(): Promise<void>
}

export interface NarratorConfig {
  readonly modelFolder?: string
  readonly recogniserFolder?: string
  readonly spawn?: EngineSpawner
  readonly cores?: number
  /** Only text will be read, so the model is not loaded until something else is asked. */
  readonly textOnly?: boolean
}

/** Starts the engine's halves at once; a question that comes before they are ready waits. */
export function createNarrator(config: NarratorConfig = {}): Narrator {
  return new EngineNarrator(config)
}

class EngineNarrator implements Narrator {
  readonly #modelFolder: string
  readonly #recogniserFolder: string
  readonly #vision: EngineClient
  readonly #text: EngineClient
  readonly #cores: number
  readonly #load: { readonly vision: () => Promise<Result<Loaded>>; readonly text: () => Promise<Result<Loaded>> }
  readonly #objects: Promise<ObjectNames>

  constructor(config: NarratorConfig) {
    const spawn = config.spawn ?? createChildSpawner(ENGINE_BUNDLE)
    this.#modelFolder = config.modelFolder ?? join(RESOURCES, 'models', 'descry-nano')
    this.#recogniserFolder = config.recogniserFolder ?? recogniserFolder()
    this.#cores = config.cores ?? availableParallelism()
    this.#vision = new EngineClient('vision-language', spawn)
    this.#text = new EngineClient('text-audio', spawn)
    const threads = Math.min(this.#cores, MOST_THREADS)
    const load = { threads, deadline: DEADLINES.load }
    this.#load = {
      vision: once(() => this.#vision.load({ ...load, folder: this.#modelFolder })),
      text: once(() => this.#text.load({ ...load, folder: this.#recogniserFolder })),
    }
    void this.#load.text()
    if (!config.textOnly) void this.#load.vision()
    this.#objects = readObjectNames(this.#modelFolder)
  }

  async describe(picture: Picture, options: NarrateOptions, events: NarrateEvents = {}): Promise<Result<{ answer: Answer }>> {
    const draft = new Draft(options, events)
    draft.say(options.opening ?? [])
    const opened = (options.opening ?? []).length > 0
    const writer = new AnswerWriter({ ...options, opened, objects: await this.#objects })
    events.stage?.('loading')
    const reading = once(async () => {
      const result = await this.#readLines(picture, options.signal)
      if (result.ok) draft.text(result)
      draft.say(writer.recognised(result))
    })
    const onEvent = (event: EngineEvent): void => {
      if (event.type === 'verdict') {
        draft.verdict(event)
        events.stage?.('looking')
        if (event.empty === null && this.#cores >= CORES_FOR_BOTH) void reading()
      } else if (event.type === 'kind') {
        draft.kind = event.kind
        draft.say(writer.kind(event.kind))
      } else if (event.type === 'token') {
        events.stage?.('writing')
        void reading()
      } else if (event.type === 'sentence') draft.say(writer.claim(event.part, event.text))
    }
    const { signal, length } = options
    void this.#load.vision()
    const seen = await this.#vision.run({ type: 'describe', picture, length }, { deadline: DEADLINES.describe, signal, onEvent })
    if (!seen.ok) return seen
    if (seen.event.type !== 'done') return failure('engine-protocol', `describe ended with ${seen.event.type}`)
    draft.done(seen.event)
    if (draft.empty === null) {
      draft.say(writer.modelDone())
      events.stage?.('reading')
      await reading()
      if (signal.aborted) return failure('cancelled')
    }
    return { ok: true, answer: draft.answer(await this.#info()) }
  }

  async read(picture: Picture, options: NarrateOptions, events: NarrateEvents = {}): Promise<Result<{ answer: Answer }>> {
    const draft = new Draft(options, events)
    draft.say(options.opening ?? [])
    draft.kind = 'text'
    events.stage?.('reading')
    const result = await this.#readLines(picture, options.signal, (event) => {
      if (event.type === 'verdict') draft.verdict(event)
    })
    if (!result.ok) return result
    draft.text(result)
    if (draft.empty === null) draft.say(readingSentences(result.lines, options.length, options.messages, options.canGoOn))
    return { ok: true, answer: draft.answer(null) }
  }

  async status(): Promise<NarratorStatus> {
    const [vision, text] = await Promise.all([this.#load.vision(), this.#load.text()])
    return {
      modelFolder: this.#modelFolder,
      recogniserFolder: this.#recogniserFolder,
      vision: await half(this.#vision, vision),
      recogniser: await half(this.#text, text),
    }
  }

  async close(): Promise<void> {
    this.#vision.close()
    this.#text.close()
  }

  async #readLines(
    picture: Picture,
    signal: AbortSignal,
    hear?: (event: EngineEvent) => void,
  ): Promise<Result<ReadLines>> {
    const read: Omit<ReadLines, 'timings'>[] = []
    const onEvent = (event: EngineEvent): void => {
      hear?.(event)
      if (event.type === 'lines') read.push(event)
    }
    const result = await this.#text.run({ type: 'read', picture }, { deadline: DEADLINES.read, signal, onEvent })
    if (!result.ok) return result
    const [lines] = read
    if (!lines || result.event.type !== 'done') return failure('engine-protocol', 'read gave no lines')
    return { ok: true, lines: lines.lines, width: lines.width, height: lines.height, timings: result.event.timings }
  }

  async #info(): Promise<EngineInfo | null> {
    const loaded = await this.#load.vision()
    return loaded.ok ? loaded.info : null
  }
}

interface Loaded {
  readonly info: EngineInfo
  readonly timings: Timings
}

interface ReadLines {
  readonly lines: readonly TextLine[]
  readonly width: number
  readonly height: number
  readonly timings: Timings
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

/** An answer while it comes together. */
class Draft {
  kind: AnswerKind = 'photo'
  empty: EmptyPicture | null = null
  readonly #sentences: AnswerSentence[] = []
  #lines: readonly TextLine[] = []
  #size = { width: 0, height: 0 }
  #modelText: Answer['modelText'] = []
  #tokens = 0
  readonly #timings: Timings = {}

  constructor(
    readonly options: NarrateOptions,
    readonly events: NarrateEvents,
  ) {}

  say(sentences: readonly AnswerSentence[]): void {
    // What was stopped is not said any more.
    if (this.options.signal.aborted) return
    for (const sentence of sentences) {
      this.#sentences.push(sentence)
      this.events.sentence?.(sentence)
    }
  }

  verdict(event: Extract<EngineEvent, { type: 'verdict' }>): void {
    this.#size = { width: event.width, height: event.height }
    if (event.empty === null) return
    this.empty = event.empty
    this.kind = 'empty'
    const { black, messages } = this.options
    if (event.empty === 'black' && black) this.say(black)
    else this.say([emptyPictureSentence(event.empty, event.colour, messages)])
  }

  text(read: ReadLines): void {
    this.#lines = read.lines
    this.#size = { width: read.width, height: read.height }
    for (const [stage, time] of Object.entries(read.timings)) this.#timings[`read-${stage}`] = time
  }

  done(event: Extract<EngineEvent, { type: 'done' }>): void {
    this.#modelText = event.modelText
    this.#tokens = event.tokens
    Object.assign(this.#timings, event.timings)
  }

  answer(info: EngineInfo | null): Answer {
    return {
      kind: this.kind,
      empty: this.empty,
      sentences: this.#sentences,
      modelText: this.#modelText,
      lines: this.#lines,
      ...this.#size,
      model: info?.model ?? null,
      provider: info?.provider ?? null,
      timings: this.#timings,
      tokens: this.#tokens,
      takenAt: this.options.takenAt,
    }
  }
}
