import type { EndProcess } from '../end-process'
import { NativeThread, type NativeFailure } from '../native-thread'
import type { ControllerClient, NvdaLook } from './client'
import type { ClientCall, ClientReturn } from './client-worker'
import { hearMarks, type Marks } from './marks'
import { SpeechThread } from './speech-thread'

/** NVDA answers in a millisecond or two, and may be held up by Windows for a while. */
const CALL_DEADLINE = 2000

export interface ThreadedClientOptions {
  /** The library's path, looked for anew at each look. */
  readonly file: () => string | undefined
  /** Gives what ends this process at once, whatever its threads do. */
  readonly endProcess: () => Promise<EndProcess>
}

/** A file beside this one in the sources, and beside the bundle when built. */
function workerFile(): URL {
  const here = import.meta.url
  return here.endsWith('.ts') ? new URL('./client-worker.ts', here) : new URL('./nvda-worker.js', here)
}

/**
 * The client library in two threads: one for what returns at once, one that waits for the end of speech.
 * Further ones only where a call never returned: in NVDA before May 2026 that of a text which was cancelled before
 * it began (nvaccess/nvda#20220), and a call over ncalrpc cannot be ended (RpcCancelThread, Microsoft Learn).
 */
export class ThreadedClient implements ControllerClient {
  readonly #options: ThreadedClientOptions
  readonly #abandoned = new Set<SpeechThread>()
  /** Each hears of all marks, and knows its own by their names. */
  readonly #listeners = new Set<(name: string) => void>()
  #library: string | undefined
  #marks: Promise<Marks | undefined> | undefined
  #control: NativeThread<ClientCall, ClientReturn> | undefined
  #speech: SpeechThread | undefined
  #endProcess: EndProcess | undefined

  constructor(options: ThreadedClientOptions) {
    this.#options = options
  }

  get abandoned(): number {
    return this.#abandoned.size
  }

  async look(milliseconds: number): Promise<NvdaLook> {
    const library = this.#options.file()
    if (library === undefined) return { state: 'no-library' }
    if (library !== this.#library) await this.close()
    this.#library = library
    const answer = await this.#ask({ name: 'look' }, milliseconds)
    if (answer === undefined) return { state: 'silent' }
    if ('failed' in answer) return { state: 'broken-library' }
    if (answer.code !== 0) return { state: 'not-running' }
    if (!answer.ssml) return { state: 'running', pid: undefined, ssml: false }
    this.#marks ??= hearMarks(library, (name) => this.#listeners.forEach((hear) => hear(name)))
    return { state: 'running', pid: answer.pid, ssml: (await this.#marks) !== undefined }
  }

  speakText(text: string): Promise<number | undefined> {
    return this.#code({ name: 'speakText', text })
  }

  brailleMessage(text: string): Promise<number | undefined> {
    return this.#code({ name: 'brailleMessage', text })
  }

  cancelSpeech(): Promise<number | undefined> {
    return this.#code({ name: 'cancelSpeech' })
  }

  async speakSsml(ssml: string, symbolLevel: number, onMark: (name: string) => void): Promise<number | undefined> {
    if (this.#library === undefined) return undefined
    const thread = (this.#speech ??= new SpeechThread(workerFile(), this.#library))
    this.#listeners.add(onMark)
    const code = await thread.ask({ name: 'speakSsml', ssml, symbolLevel })
    this.#listeners.delete(onMark)
    if (this.#abandoned.delete(thread)) await thread.end()
    this.#guard()
    return code
  }

  abandon(): void {
    if (!this.#speech?.busy) return
    this.#abandoned.add(this.#speech)
    this.#speech = undefined
    this.#guard()
  }

  async renew(): Promise<void> {
    // By all of them before one loads it again: the library lives as long as anybody has it.
    await this.#deafen()
    const speech = this.#speech?.busy ? undefined : this.#speech?.ask({ name: 'release' })
    await Promise.all([speech, this.#control?.ask({ name: 'release' }, CALL_DEADLINE)])
  }

  async close(): Promise<void> {
    this.abandon()
    await this.#deafen()
    const [control, speech] = [this.#control, this.#speech]
    this.#control = undefined
    this.#speech = undefined
    await Promise.all([control?.close(), speech?.end()])
  }

  #ask(call: ClientCall, milliseconds: number): Promise<ClientReturn | NativeFailure | undefined> {
    this.#control ??= new NativeThread({
      file: workerFile(),
      data: this.#library,
      endProcess: this.#options.endProcess,
      // Another route has said it meanwhile.
      late: (request) => void (request.name === 'speakText' && this.cancelSpeech()),
    })
    return this.#control.ask(call, milliseconds)
  }

  async #deafen(): Promise<void> {
    const marks = this.#marks
    this.#marks = undefined
    const hearing = await marks
    hearing?.close()
  }

  async #code(call: ClientCall): Promise<number | undefined> {
    if (this.#library === undefined) return undefined
    const answer = await this.#ask(call, CALL_DEADLINE)
    return answer === undefined || 'failed' in answer ? undefined : answer.code
  }

  /** Node waits for its threads when it exits, for ever where one never returns: such a process ends itself. */
  #guard(): void {
    process.off('exit', this.#exit)
    if (this.#abandoned.size === 0) return
    process.on('exit', this.#exit)
    void this.#options.endProcess().then((end) => (this.#endProcess = end))
  }

  readonly #exit = (code: number): void => this.#endProcess?.(code)
}
