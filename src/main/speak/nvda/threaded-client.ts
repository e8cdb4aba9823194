import type { ControllerClient, NvdaLook } from './client'
import { ClientThread, type ClientAnswer } from './client-thread'
import type { EndProcess } from './end-process'

/** NVDA answers in a millisecond or two, and may be held up by Windows for a while. */
const CALL_DEADLINE = 2000

export interface ThreadedClientOptions {
  /** The library's path, looked for anew at each look. */
  readonly file: () => string | undefined
  /** Ends this process though a thread is held up by a call: see `#guard`. */
  readonly endProcess: () => Promise<EndProcess>
}

/**
 * The client library in two threads: one for what returns at once, one that waits for the end of speech. A
 * third and further ones only where a call never returned: before NVDA 2026.2 that is a text that was
 * cancelled before it began (nvaccess/nvda#20220), and no RPC call over ncalrpc can be cancelled.
 */
export class ThreadedClient implements ControllerClient {
  readonly #options: ThreadedClientOptions
  readonly #abandoned = new Set<ClientThread>()
  #control: ClientThread | undefined
  #speech: ClientThread | undefined
  #endProcess: EndProcess | undefined

  constructor(options: ThreadedClientOptions) {
    this.#options = options
  }

  get abandoned(): number {
    return this.#abandoned.size
  }

  async look(milliseconds: number): Promise<NvdaLook> {
    const path = this.#options.file()
    if (path === undefined) return { state: 'no-library' }
    if (this.#control?.path !== path) await this.close()
    const control = (this.#control ??= new ClientThread(path))
    const answer = await control.ask({ name: 'look' }, milliseconds)
    if (answer === 'silent') return { state: 'silent' }
    if ('failed' in answer) return { state: 'broken-library' }
    if (answer.code !== 0) return { state: 'not-running' }
    return { state: 'running', pid: answer.pid, ssml: answer.ssml === true }
  }

  speakText(text: string): Promise<number | undefined> {
    return this.#quick({ name: 'speakText', text })
  }

  brailleMessage(text: string): Promise<number | undefined> {
    return this.#quick({ name: 'brailleMessage', text })
  }

  cancelSpeech(): Promise<number | undefined> {
    return this.#quick({ name: 'cancelSpeech' })
  }

  async speakSsml(ssml: string, symbolLevel: number, onMark: (name: string) => void): Promise<number | undefined> {
    const path = this.#control?.path
    if (path === undefined) return undefined
    const thread = (this.#speech ??= new ClientThread(path))
    const answer = await thread.ask({ name: 'speakSsml', ssml, symbolLevel }, undefined, onMark)
    if (this.#abandoned.delete(thread)) await thread.end()
    this.#guard()
    return codeOf(answer)
  }

  abandon(): void {
    const thread = this.#speech
    if (!thread?.busy) return
    this.#speech = undefined
    this.#abandoned.add(thread)
    this.#guard()
  }

  async renew(): Promise<void> {
    // Both, before either loads it again: the library lives as long as one of them has it.
    const idle = this.#threads().filter((thread) => !thread.busy)
    await Promise.all(idle.map((thread) => thread.ask({ name: 'release' }, CALL_DEADLINE)))
  }

  async close(): Promise<void> {
    this.abandon()
    const threads = this.#threads()
    this.#control = undefined
    this.#speech = undefined
    await Promise.all(threads.map((thread) => thread.end()))
  }

  #threads(): ClientThread[] {
    return [this.#control, this.#speech].filter((thread) => thread !== undefined)
  }

  async #quick(call: Parameters<ClientThread['ask']>[0]): Promise<number | undefined> {
    const answer = await this.#control?.ask(call, CALL_DEADLINE)
    return answer === undefined ? undefined : codeOf(answer)
  }

  /** Node waits for its threads when it exits, for ever where one is held up: such a process ends itself. */
  #guard(): void {
    process.off('exit', this.#exit)
    if (this.#abandoned.size === 0) return
    process.on('exit', this.#exit)
    void this.#options.endProcess().then((end) => (this.#endProcess = end))
  }

  readonly #exit = (code: number): void => this.#endProcess?.(code)
}

function codeOf(answer: ClientAnswer): number | undefined {
  return answer === 'silent' || 'failed' in answer ? undefined : answer.code
}
