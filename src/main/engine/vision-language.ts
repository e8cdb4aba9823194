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

type Looked =
  | { ok: true; seen: null }
  | { ok: true; seen: SeenPictures; pixels: Pixels; model: VisionLanguageModel }

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
    const { job } = request
    const clock = new JobClock()
    const looked = await this.#look(job, [request.picture], { detail: request.length === 'full' }, turn, clock.stages, emit)
    if (!looked.ok) return looked
    if (looked.seen) this.#name = request.name
    const texts: Described = []
    if (looked.seen) {
      const kind = await this.#kind(looked.seen, looked.pixels, turn, texts)
      clock.mark('kind')
      emit({ type: 'kind', job, kind })
      for (const prompt of looked.model.prompts[kind][request.length]) {
        if (turn.cancelled()) return failure('cancelled')
        await this.#put(job, prompt, looked.seen, turn, clock, texts, emit)
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
        emit({ type: 'kind', job, kind: await this.#kind(looked.seen, looked.pixels, turn, texts) })
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

  /**
   * Decode, gate, encode. The verdict is the first picture's; empty pictures are left out, and `seen` stays
   * null where all are.
   */
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
    const full: Pixels[] = []
    const seconds: number[] = []
    let first: Pixels | null = null
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
        seconds.push(frames?.seconds[i] ?? 0)
      }
      if (!first) {
        const size = { width: pixels.width, height: pixels.height }
        emit({ type: 'verdict', job, ...size, empty, ...(colour === undefined ? {} : { colour }) })
      }
      first ??= pixels
      await turn.pause()
      if (turn.cancelled()) return failure('cancelled')
    }
    const [pixels] = full
    if (!pixels) return { ok: true, seen: null }
    if (!model) return failure('model-not-found', 'no model is loaded')
    this.#name = undefined
    this.#seen = await model.look(full, { detail, frames: frames && { seconds } }, turn, stages)
    return { ok: true, pixels, model, seen: this.#seen }
  }

  /** Pixels decide where they are clear; the model is asked where they are not. */
  async #kind(seen: SeenPictures, pixels: Pixels, turn: Turn, texts: Described): Promise<PictureKind> {
    const clear = decideKind(pixels)
    if (clear) return clear
    const reply = await seen.ask(KIND_QUESTION, turn, () => undefined)
    texts.push({ part: 'reply', prompt: KIND_QUESTION, text: reply.text })
    return /screen/i.test(reply.text) ? 'screen' : 'photo'
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
