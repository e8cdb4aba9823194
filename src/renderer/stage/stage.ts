import { failure, type Failure, type Result } from '../../shared/codes'
import { stageRequestSchema, type StageEvent, type StageRequest } from '../../shared/stage-protocol'
import { lookThroughCamera } from './camera'
import { Earcons } from './earcons'
import type { FramePicture } from './frame-pixels'
import { HeldCamera } from './held-camera'
import { Microphone } from './microphone'
import { Screen } from './screen'
import { Speech } from './speech'

type Requests = { readonly [T in StageRequest['type']]: (request: Extract<StageRequest, { type: T }>) => void }

/** Does what main asks for over the port, and tells how it went. */
export class Stage {
  #port: MessagePort | undefined
  readonly #cancels = new Map<string, AbortController>()
  readonly #speech = new Speech()
  readonly #screen = new Screen(() => this.#tell({ type: 'screen-ended' }))
  readonly #camera = new HeldCamera(() => this.#tell({ type: 'camera-ended' }))
  readonly #microphone = new Microphone({
    sound: (samples) => this.#tell({ type: 'microphone-sound', samples }),
    ended: () => this.#tell({ type: 'microphone-ended' }),
  })
  readonly #earcons = new Earcons({
    sounded: (name, late) => this.#tell({ type: 'sounded', name, late }),
    ended: (name) => this.#tell({ type: 'earcon-ended', name }),
  })

  readonly #requests: Requests = {
    screen: (request) => void this.#frame(request.job, (signal) => this.#screen.take(request, signal)),
    'screen-rest': () => this.#screen.endFilm(),
    camera: ({ job }) => void this.#frame(job, lookThroughCamera),
    'camera-hold': ({ job }) => void this.#hold(job, 'camera-held', (signal) => this.#camera.hold(signal)),
    'camera-frame': ({ job, width }) => void this.#frame(job, () => this.#camera.frame(width)),
    'camera-release': () => this.#camera.release(),
    'microphone-hold': ({ job }) => void this.#hold(job, 'microphone-held', (signal) => this.#microphone.hold(signal)),
    'microphone-release': () => this.#microphone.release(),
    cancel: ({ job }) => this.#cancels.get(job)?.abort(),
    earcon: ({ name, volume }) => void this.#earcons.play(name, volume),
    'earcons-stop': () => this.#earcons.stop(),
    voices: ({ job }) => void this.#voices(job),
    speak: (request) => void this.#speak(request),
    'speech-cancel': () => this.#speech.cancel(),
  }

  openScreen(source: string): Promise<Result<object>> {
    return this.#screen.open(source)
  }

  /** Listens to a port; one that it listened to before is closed. */
  connect(port: MessagePort): void {
    this.#port?.close()
    // SECURITY: nobody who is there now asked for it.
    this.#camera.release()
    this.#microphone.release()
    this.#screen.endFilm()
    this.#port = port
    port.onmessage = ({ data }) => this.#ask(data)
    this.#tell({ type: 'ready' })
  }

  #ask(message: unknown): void {
    const parsed = stageRequestSchema.safeParse(message)
    // What is no request has no job to answer; main's deadline tells.
    if (!parsed.success) return
    const handle = this.#requests[parsed.data.type] as (request: StageRequest) => void
    handle(parsed.data)
  }

  /** Frames are cloned, never transferred: Electron loses a message with a transfer list whole. */
  #tell(event: StageEvent): void {
    this.#port?.postMessage(event)
  }

  async #frame(job: string, take: (signal: AbortSignal) => Promise<Result<{ frame: FramePicture }>>): Promise<void> {
    const cancel = new AbortController()
    this.#cancels.set(job, cancel)
    const taken = await take(cancel.signal).catch((error: unknown) => failure('stage-silent', String(error)))
    this.#cancels.delete(job)
    if (taken.ok) this.#tell({ type: 'frame', job, frame: taken.frame })
    else this.#tell(failedOf(job, taken))
  }

  async #hold(job: string, type: 'camera-held' | 'microphone-held', hold: (signal: AbortSignal) => Promise<Result<object>>): Promise<void> {
    const cancel = new AbortController()
    this.#cancels.set(job, cancel)
    const held = await hold(cancel.signal).catch((error: unknown) => failure('stage-silent', String(error)))
    this.#cancels.delete(job)
    if (held.ok) this.#tell({ type, job })
    else this.#tell(failedOf(job, held))
  }

  async #voices(job: string): Promise<void> {
    this.#tell({ type: 'voices', job, voices: [...(await this.#speech.voices())] })
  }

  async #speak(request: Extract<StageRequest, { type: 'speak' }>): Promise<void> {
    this.#tell({ type: 'spoken', job: request.job, end: await this.#speech.speak(request) })
  }
}

function failedOf(job: string, { code, detail }: Failure): StageEvent {
  return { type: 'failed', job, code, ...(detail ? { detail } : {}) }
}
