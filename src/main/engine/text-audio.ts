import { failure, type Failure } from '../../shared/codes'
import type { EngineEvent, EngineInfo } from '../../shared/engine-protocol'
import { Speech } from './audio/speech'
import type { Emit, Role, Work } from './job-table'
import { readPage } from './text/page'
import { createRecogniser, type Recogniser } from './text/recogniser'
import type { Turn } from './turn'
import { decodePicture } from './vision/decode'
import { inspectPicture } from './vision/gate'
import { look } from './vision/look'

/** Picture → gate → recogniser; sound → voice activity → recogniser of speech. */
export class TextAudioRole implements Role {
  #recogniser: Recogniser | null = null
  #info: EngineInfo | null = null
  readonly #speech = new Speech({ setTimeout, clearTimeout })

  status(job: string): EngineEvent {
    return { type: 'status', job, info: this.#info, rss: process.memoryUsage.rss() }
  }

  async work(request: Work, turn: Turn, emit: Emit): Promise<Failure | null> {
    switch (request.type) {
      case 'load':
        return this.#load(request, emit)
      case 'read':
        return this.#read(request, turn, emit)
      case 'look':
        emit({ type: 'looked', job: request.job, ...look(request.frame, request.against) })
        return null
      case 'load-speech':
        return this.#speech.load(request, emit)
      case 'hear':
        return this.#speech.hear(request, emit)
      case 'transcribe':
        return this.#speech.transcribe(request, turn, emit)
      case 'probe':
      case 'describe':
      case 'ask':
        return failure('engine-protocol', `${request.type} is for the vision-language role`)
    }
  }

  async #load(request: Extract<Work, { type: 'load' }>, emit: Emit): Promise<Failure | null> {
    const started = performance.now()
    const { folder, threads, job } = request
    const opened = await createRecogniser({ folder, threads })
    if (!opened.ok) return opened
    this.#recogniser = opened.recogniser
    const { name, cannotRead } = opened.recogniser
    this.#info = { model: name, provider: 'cpu', threads, ...(cannotRead === '' ? {} : { cannotRead }) }
    emit({ type: 'loaded', job, info: this.#info, timings: { load: performance.now() - started } })
    return null
  }

  async #read(request: Extract<Work, { type: 'read' }>, turn: Turn, emit: Emit): Promise<Failure | null> {
    const { job } = request
    if (!this.#recogniser) return failure('recogniser-not-installed', 'no recogniser is loaded')
    const started = performance.now()
    const decoded = await decodePicture(request.picture)
    if (!decoded.ok) return decoded
    const { pixels } = decoded
    const ready = performance.now()
    const { empty, colour } = inspectPicture(pixels)
    const size = { width: pixels.width, height: pixels.height }
    emit({ type: 'verdict', job, ...size, empty, ...(colour === undefined ? {} : { colour }) })
    await turn.pause()
    const page = empty === null ? await readPage(this.#recogniser, pixels, turn) : { lines: [], tables: [], fields: [] }
    if (turn.cancelled()) return failure('cancelled')
    emit({ type: 'lines', job, ...size, ...page })
    const ended = performance.now()
    const timings = { decode: ready - started, recognise: ended - ready, total: ended - started }
    emit({ type: 'done', job, modelText: [], tokens: 0, timings })
    return null
  }
}
