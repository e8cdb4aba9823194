import { failure, type Failure } from '../../shared/codes'
import type { EngineEvent, EngineInfo, SentencePart } from '../../shared/engine-protocol'
import type { Picture, PictureKind } from '../../shared/picture'
import type { AskOptions, LookOptions, SeenPictures, VisionLanguageModel } from './formats/format'
import { openModel } from './formats/open-model'
import type { Emit, Role, Work } from './job-table'
import { KIND_QUESTION, type Prompt } from './language/prompts'
import { SentenceSplitter } from './language/sentences'
import { forgetCopies } from './runtime/changed-copy'
import { probeDevice } from './probe'
import type { Stages, Turn } from './turn'
import { decodePicture, type Pixels } from './vision/decode'
import { inspectPicture } from './vision/gate'
import { decideKind } from './vision/kind'
import { readingPixels } from './vision/reading'

interface Opened {
  readonly ok: true
  /** The pictures that show something. */
  readonly full: readonly Pixels[]
  /** When each of them was. */
  readonly seconds: readonly number[]
}

type Looked = { ok: true; seen: null } | { ok: true; seen: SeenPictures; pixels: Pixels }

type Described = Extract<EngineEvent, { type: 'done' }>['modelText']

/** Picture → gate → encoder → projector → language model. */
export class VisionLanguageRole implements Role {
  #model: VisionLanguageModel | null = null
  /** The last picture that passed the gate; a further question about it encodes nothing. */
  #seen: SeenPictures | null = null
  /** What who asked calls it. */
  #name: string | undefined

  status(job: string): EngineEvent {
    return { type: 'status', job, info: this.#info(), rss: process.memoryUsage.rss() }
  }

  async work(request: Work, turn: Turn, emit: Emit): Promise<Failure | null> {
    switch (request.type) {
      case 'load':
        return this.#load(request, emit)
      case 'probe':
        return probeDevice(request, turn, emit)
      case 'describe':
        return this.#describe(request, turn, emit)
      case 'ask':
        return this.#ask(request, turn, emit)
      case 'read':
      case 'look':
      case 'load-speech':
      case 'hear':
      case 'transcribe':
        return failure('engine-protocol', `${request.type} is for the text-audio role`)
    }
  }

  async #load(request: Extract<Work, { type: 'load' }>, emit: Emit): Promise<Failure | null> {
    const started = performance.now()
    const { threads, device = 'cpu', half, cacheFolder } = request
    const opened = await openModel(request.folder, { threads, device, half, cacheFolder })
    if (cacheFolder !== undefined) void forgetCopies(cacheFolder)
    if (!opened.ok) return opened
    await this.#model?.close()
    this.#model = opened.model
    this.#seen = null
    this.#name = undefined
    const info = this.#info()
    if (info) emit({ type: 'loaded', job: request.job, info, timings: { load: performance.now() - started } })
    return null
  }

  async #describe(request: Extract<Work, { type: 'describe' }>, turn: Turn, emit: Emit): Promise<Failure | null> {
    const { job, reading } = request
    const clock = new JobClock()
    const detail = request.length === 'full'
    const isKept = reading !== undefined && this.#isKept(request.name)
    const opened = await this.#open(job, [request.picture], undefined, turn, clock.stages, emit)
    if (!opened.ok) return opened
    const texts: Described = []
    const [pixels] = opened.full
    if (pixels) {
      const model = this.#model
      if (!model) return failure('model-not-found', 'no model is loaded')
      const whole = once(async () => {
        if (isKept && this.#seen) return this.#seen
        const seen = await this.#see(model, [pixels], { detail }, turn, clock.stages)
        this.#name = request.name
        return seen
      })
      const kind = reading?.kind ?? decideKind(pixels) ?? (await askKind(await whole(), turn, texts))
      clock.mark('kind')
      const part = reading ? readingPixels(pixels, reading) : pixels
      // A part with nothing in it says nothing; what a model would say of it is made up.
      const isEmpty = part !== pixels && inspectPicture(part).empty !== null
      // The whole picture stays the one that questions are about.
      const seen = part === pixels ? await whole() : isEmpty ? null : await model.look([part], { detail }, turn, clock.stages)
      emit({ type: 'kind', job, kind })
      for (const prompt of seen ? promptsOf(model, kind, request) : []) {
        if (turn.cancelled()) return failure('cancelled')
        if (seen) await this.#put(job, prompt, seen, turn, clock, texts, emit)
      }
    }
    if (turn.cancelled()) return failure('cancelled')
    emit({ type: 'done', job, modelText: texts, tokens: clock.tokens, timings: clock.end() })
    return null
  }

  async #ask(request: Extract<Work, { type: 'ask' }>, turn: Turn, emit: Emit): Promise<Failure | null> {
    const { job } = request
    const refused = this.#model?.refuses?.(request.question)
    if (refused) return refused
    const clock = new JobClock()
    const texts: Described = []
    let seen = this.#seen
    if (request.picture) {
      const pictures = [request.picture, ...(request.more ?? [])]
      const { frames } = request
      if (frames && frames.seconds.length !== pictures.length) {
        return failure('engine-protocol', `${frames.seconds.length} times for ${pictures.length} frames`)
      }
      const looked = await this.#look(job, pictures, { detail: false, frames }, turn, clock.stages, emit)
      if (!looked.ok) return looked
      seen = looked.seen
      if (seen) this.#name = request.name
      // Who wants to know how certain an answer is judges it by what the picture is.
      if (looked.seen && request.certainty) {
        emit({ type: 'kind', job, kind: decideKind(looked.pixels) ?? (await askKind(looked.seen, turn, texts)) })
      }
    } else if (!seen || (request.name !== undefined && request.name !== this.#name)) {
      return failure('engine-protocol', 'there is no such picture to ask about')
    }
    const { question, history, sampling, read } = request
    const how: AskOptions = { ...(history && { history }), ...(sampling && { sampling }), ...(read && { read }) }
    if (seen) await this.#put(job, { part: 'reply', text: question }, seen, turn, clock, texts, emit, how, request.certainty)
    if (turn.cancelled()) return failure('cancelled')
    emit({ type: 'done', job, modelText: texts, tokens: clock.tokens, timings: clock.end() })
    return null
  }

  /** Decode, gate, encode; `seen` is null where all pictures are empty. */
  async #look(
    job: string,
    pictures: readonly Picture[],
    { detail, frames }: LookOptions,
    turn: Turn,
    stages: Stages,
    emit: Emit,
  ): Promise<Looked | Failure> {
    const model = this.#model
    if (model && pictures.length > model.mostPictures) return failure('pictures-too-many', `${model.mostPictures}`)
    const opened = await this.#open(job, pictures, frames?.seconds, turn, stages, emit)
    if (!opened.ok) return opened
    const { full, seconds } = opened
    const [pixels] = full
    if (!pixels) return { ok: true, seen: null }
    if (!model) return failure('model-not-found', 'no model is loaded')
    return { ok: true, pixels, seen: await this.#see(model, full, { detail, frames: frames && { seconds } }, turn, stages) }
  }

  /** Decode, gate. The verdict is the first picture's; empty pictures are left out. */
  async #open(
    job: string,
    pictures: readonly Picture[],
    times: readonly number[] | undefined,
    turn: Turn,
    stages: Stages,
    emit: Emit,
  ): Promise<Opened | Failure> {
    const full: Pixels[] = []
    const seconds: number[] = []
    for (const [i, picture] of pictures.entries()) {
      const started = performance.now()
      const decoded = await decodePicture(picture)
      if (!decoded.ok) return decoded
      const { pixels } = decoded
      const read = performance.now()
      stages['decode'] = (stages['decode'] ?? 0) + read - started
      const { empty, colour } = inspectPicture(pixels)
      stages['gate'] = (stages['gate'] ?? 0) + performance.now() - read
      if (!empty) {
        full.push(pixels)
        seconds.push(times?.[i] ?? 0)
      }
      if (i === 0) {
        const size = { width: pixels.width, height: pixels.height }
        emit({ type: 'verdict', job, ...size, empty, ...(colour === undefined ? {} : { colour }) })
      }
      await turn.pause()
      if (turn.cancelled()) return failure('cancelled')
    }
    return { ok: true, full, seconds }
  }

  /** Encodes; from now on questions are about these pictures, which have no name yet. */
  async #see(model: VisionLanguageModel, pictures: readonly Pixels[], how: LookOptions, turn: Turn, stages: Stages): Promise<SeenPictures> {
    this.#name = undefined
    return (this.#seen = await model.look(pictures, how, turn, stages))
  }

  #isKept(name: string | undefined): boolean {
    return this.#seen !== null && name !== undefined && name === this.#name
  }

  async #put(
    job: string,
    prompt: Prompt,
    seen: SeenPictures,
    turn: Turn,
    clock: JobClock,
    texts: Described,
    emit: Emit,
    options: AskOptions = {},
    isScored = false,
  ): Promise<void> {
    const { part } = prompt
    const splitter = new SentenceSplitter()
    const certainty = new Certainty()
    const sentence = (text: string): void => {
      clock.first('first-sentence')
      emit({ type: 'sentence', job, part, text, ...certainty.end() })
    }
    const reply = await seen.ask(prompt.text, turn, (text) => {
      clock.first('first-token')
      emit({ type: 'token', job, part, text })
      splitter.push(text).forEach(sentence)
    }, isScored ? { ...options, heed: (probability) => certainty.heed(probability) } : options)
    // What a cancel cut off is not a sentence.
    if (reply.end !== 'cancelled') splitter.end().forEach(sentence)
    clock.tokens += reply.ids.length
    texts.push({ part: part satisfies SentencePart, prompt: prompt.text, text: reply.text })
  }

  #info(): EngineInfo | null {
    if (!this.#model) return null
    const { name, device, threads, precision } = this.#model
    return { model: name, provider: device, threads, precision }
  }
}

/** For pictures whose pixels do not tell: the model is asked. */
async function askKind(seen: SeenPictures, turn: Turn, texts: Described): Promise<PictureKind> {
  const reply = await seen.ask(KIND_QUESTION, turn, () => undefined)
  texts.push({ part: 'reply', prompt: KIND_QUESTION, text: reply.text })
  return /screen/i.test(reply.text) ? 'screen' : 'photo'
}

/** All that a description asks; of one reading of several the same one thing, in the words of its number. */
function promptsOf({ prompts, ways }: VisionLanguageModel, kind: PictureKind, { length, reading }: Extract<Work, { type: 'describe' }>): readonly Prompt[] {
  if (!reading) return prompts[kind][length]
  const of = ways[kind]
  return of.slice(reading.words % of.length).slice(0, 1)
}

/** A piece of work that is done at the first call. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let begun: Promise<T> | undefined
  return () => (begun ??= work())
}

/** The least probable token of each sentence; of a model that gives no scores nothing. */
class Certainty {
  #least: number | undefined

  heed(probability: number): void {
    this.#least = Math.min(this.#least ?? 1, probability)
  }

  /** The sentence is over. */
  end(): { certainty?: number } {
    const certainty = this.#least
    this.#least = undefined
    return certainty === undefined ? {} : { certainty }
  }
}

/** Milliseconds since a job began, and the tokens it made. */
class JobClock {
  readonly #started = performance.now()
  readonly stages: Stages = {}
  tokens = 0

  mark(stage: string): void {
    this.stages[stage] = performance.now() - this.#started
  }

  first(stage: string): void {
    if (!(stage in this.stages)) this.mark(stage)
  }

  end(): Stages {
    this.mark('total')
    return this.stages
  }
}
