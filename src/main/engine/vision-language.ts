import { failure, type Failure } from '../../shared/codes'
import type { EngineEvent, EngineInfo, SentencePart } from '../../shared/engine-protocol'
import type { Picture, PictureKind } from '../../shared/picture'
import type { SeenPicture, VisionLanguageModel } from './formats/format'
import { openModel } from './formats/open-model'
import type { Emit, Role, Work } from './job-table'
import { KIND_QUESTION, PROMPTS, type Prompt } from './language/prompts'
import { SentenceSplitter } from './language/sentences'
import type { Stages, Turn } from './turn'
import { decodePicture, type Pixels } from './vision/decode'
import { inspectPicture } from './vision/gate'
import { decideKind } from './vision/kind'

type Described = Extract<EngineEvent, { type: 'done' }>['modelText']

/** Picture → gate → encoder → projector → language model. */
export class VisionLanguageRole implements Role {
  #model: VisionLanguageModel | null = null
  /** The last picture that passed the gate; a further question about it encodes nothing. */
  #seen: SeenPicture | null = null

  status(job: string): EngineEvent {
    return { type: 'status', job, info: this.#info(), rss: process.memoryUsage.rss() }
  }

  async work(request: Work, turn: Turn, emit: Emit): Promise<Failure | null> {
    switch (request.type) {
      case 'load':
        return this.#load(request, emit)
      case 'describe':
        return this.#describe(request, turn, emit)
      case 'ask':
        return this.#ask(request, turn, emit)
      case 'read':
        return failure('engine-protocol', 'read is for the text-audio role')
    }
  }

  async #load(request: Extract<Work, { type: 'load' }>, emit: Emit): Promise<Failure | null> {
    const started = performance.now()
    const opened = await openModel(request.folder, request.threads)
    if (!opened.ok) return opened
    await this.#model?.close()
    this.#model = opened.model
    this.#seen = null
    const info = this.#info()
    if (info) emit({ type: 'loaded', job: request.job, info, timings: { load: performance.now() - started } })
    return null
  }

  async #describe(request: Extract<Work, { type: 'describe' }>, turn: Turn, emit: Emit): Promise<Failure | null> {
    const { job } = request
    const clock = new JobClock()
    const looked = await this.#look(job, request.picture, request.length === 'full', turn, clock.stages, emit)
    if (!looked.ok) return looked
    const texts: Described = []
    if (looked.seen) {
      const kind = await this.#kind(looked.seen, looked.pixels, turn, texts)
      clock.mark('kind')
      emit({ type: 'kind', job, kind })
      for (const prompt of PROMPTS[kind][request.length]) {
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
    const clock = new JobClock()
    let seen = this.#seen
    if (request.picture) {
      const looked = await this.#look(job, request.picture, false, turn, clock.stages, emit)
      if (!looked.ok) return looked
      seen = looked.seen
    } else if (!seen) return failure('engine-protocol', 'there is no picture to ask about')
    const texts: Described = []
    if (seen) await this.#put(job, { part: 'reply', text: request.question }, seen, turn, clock, texts, emit)
    if (turn.cancelled()) return failure('cancelled')
    emit({ type: 'done', job, modelText: texts, tokens: clock.tokens, timings: clock.end() })
    return null
  }

  /** Decode, gate, encode. An empty picture is told in the verdict and `seen` stays null. */
  async #look(
    job: string,
    picture: Picture,
    detail: boolean,
    turn: Turn,
    stages: Stages,
    emit: Emit,
  ): Promise<{ ok: true; pixels: Pixels; seen: SeenPicture | null } | Failure> {
    const started = performance.now()
    const decoded = await decodePicture(picture)
    if (!decoded.ok) return decoded
    const { pixels } = decoded
    const read = performance.now()
    stages['decode'] = read - started
    const { empty, colour } = inspectPicture(pixels)
    stages['gate'] = performance.now() - read
    const size = { width: pixels.width, height: pixels.height }
    emit({ type: 'verdict', job, ...size, empty, ...(colour === undefined ? {} : { colour }) })
    await turn.pause()
    if (empty || turn.cancelled()) return { ok: true, pixels, seen: null }
    if (!this.#model) return failure('model-not-found', 'no model is loaded')
    this.#seen = await this.#model.look(pixels, { detail }, turn, stages)
    return { ok: true, pixels, seen: this.#seen }
  }

  /** Pixels decide where they are clear; the model is asked where they are not. */
  async #kind(seen: SeenPicture, pixels: Pixels, turn: Turn, texts: Described): Promise<PictureKind> {
    const clear = decideKind(pixels)
    if (clear) return clear
    const reply = await seen.ask(KIND_QUESTION, turn, () => undefined)
    texts.push({ part: 'reply', prompt: KIND_QUESTION, text: reply.text })
    return /screen/i.test(reply.text) ? 'screen' : 'photo'
  }

  async #put(
    job: string,
    prompt: Prompt,
    seen: SeenPicture,
    turn: Turn,
    clock: JobClock,
    texts: Described,
    emit: Emit,
  ): Promise<void> {
    const { part } = prompt
    const splitter = new SentenceSplitter()
    const sentence = (text: string): void => {
      clock.first('first-sentence')
      emit({ type: 'sentence', job, part, text })
    }
    const reply = await seen.ask(prompt.text, turn, (text) => {
      clock.first('first-token')
      emit({ type: 'token', job, part, text })
      splitter.push(text).forEach(sentence)
    })
    // What a cancel cut off is not a sentence.
    if (reply.end !== 'cancelled') splitter.end().forEach(sentence)
    clock.tokens += reply.ids.length
    texts.push({ part: part satisfies SentencePart, prompt: prompt.text, text: reply.text })
  }

  #info(): EngineInfo | null {
    if (!this.#model) return null
    const { name, provider, threads } = this.#model
    return { model: name, provider, threads }
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
