import type { EngineRequest, EngineRole } from '../../../src/shared/engine-protocol'
import type { EngineProcess, ProcessExit } from '../../../src/main/engine-host/engine-process'

/** An engine process that a test plays: it records what it hears and says what it is told to. */
export class ScriptedProcess implements EngineProcess {
  readonly pid = 1
  readonly heard: EngineRequest[] = []
  killed = false
  #onMessage: (message: unknown) => void = () => undefined
  #onExit: (exit: ProcessExit) => void = () => undefined
  #waiting: { type: string; resolve: (request: EngineRequest) => void }[] = []

  constructor(readonly role: EngineRole) {}

  post(message: unknown): void {
    const request = message as EngineRequest
    this.heard.push(request)
    const waiting = this.#waiting.filter((w) => w.type === request.type)
    this.#waiting = this.#waiting.filter((w) => w.type !== request.type)
    for (const { resolve } of waiting) resolve(request)
  }

  onMessage(hear: (message: unknown) => void): void {
    this.#onMessage = hear
  }

  onExit(hear: (exit: ProcessExit) => void): void {
    this.#onExit = hear
  }

  kill(): void {
    this.killed = true
    this.exit(null, 'SIGKILL')
  }

  say(message: unknown): void {
    this.#onMessage(message)
  }

  exit(code: number | null, signal: string | null = null): void {
    this.#onExit({ code, signal, stderr: '' })
  }

  /** The next request of a type, heard already or still to come. */
  async hears<T extends EngineRequest['type']>(type: T): Promise<Extract<EngineRequest, { type: T }>> {
    const heard = this.heard.find((request) => request.type === type)
    const request = heard ?? (await new Promise<EngineRequest>((resolve) => this.#waiting.push({ type, resolve })))
    return request as Extract<EngineRequest, { type: T }>
  }

  ready(): this {
    this.say({ type: 'ready', role: this.role })
    return this
  }

  async loads(): Promise<void> {
    const { job } = await this.hears('load')
    this.say({ type: 'loaded', job, info: { model: 'm', provider: 'cpu', threads: 1 }, timings: { load: 1 } })
  }
}
