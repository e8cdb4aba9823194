import { fork, type ChildProcess, type StdioOptions } from 'node:child_process'
import { constants } from 'node:os'
import type { Readable } from 'node:stream'
import { hostApp } from './app'
import { HostEmitter, HostEvent, offer } from './offer'

interface ForkOptions {
  readonly serviceName?: string
  readonly env?: NodeJS.ProcessEnv
  readonly execArgv?: readonly string[]
  readonly cwd?: string
  readonly stdio?: string | readonly string[]
}
const OPTIONS = ['serviceName', 'env', 'execArgv', 'cwd', 'stdio']

/** Gives the child `process.parentPort`, as Electron's utility processes have it. */
const PARENT_PORT = new URL('./parent-port.js', import.meta.url).href

/** Standard input is never there, as documented; the fourth is the channel. */
function stdio(given: ForkOptions['stdio']): StdioOptions {
  const [, out = 'inherit', err = 'inherit'] = typeof given === 'string' ? [given, given, given] : (given ?? [])
  return ['ignore', out, err, 'ipc'] as StdioOptions
}

/** electron.UtilityProcess: a child of Node's. */
class UtilityProcess extends HostEmitter {
  private readonly child: ChildProcess
  private running = true

  constructor(modulePath: string, args: readonly string[], options: ForkOptions) {
    super('UtilityProcess', ['message', 'exit', 'spawn', 'error'])
    for (const name of Object.keys(options))
      if (!OPTIONS.includes(name)) throw new Error(`the Chromium host does not offer the option ${name} of utilityProcess.fork`)
    this.child = fork(modulePath, args, {
      serialization: 'advanced',
      stdio: stdio(options.stdio),
      execArgv: ['--import', PARENT_PORT, ...(options.execArgv ?? [])],
      ...(options.env ? { env: options.env } : {}),
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    })
    this.child.on('spawn', () => this.emit('spawn'))
    this.child.on('message', (message) => this.emit('message', message))
    // A message to a child that has just died; its end is told by 'exit'.
    this.child.on('error', () => undefined)
    this.child.on('exit', (code, signal) => {
      this.running = false
      const exitCode = code ?? constants.signals[signal ?? 'SIGKILL']
      this.emit('exit', exitCode)
      if (exitCode === 0) return
      const reason = signal === null ? 'abnormal-exit' : signal === 'SIGKILL' || signal === 'SIGTERM' ? 'killed' : 'crashed'
      const { serviceName = 'Node Utility Process' } = options
      hostApp.emit('child-process-gone', new HostEvent(), { type: 'Utility', reason, exitCode, serviceName: 'node.mojom.NodeService', name: serviceName })
    })
  }

  get pid(): number | undefined {
    return this.running ? this.child.pid : undefined
  }

  get stdout(): Readable | null {
    return this.child.stdout
  }

  get stderr(): Readable | null {
    return this.child.stderr
  }

  postMessage(message: unknown, transfer: readonly object[] = []): void {
    if (transfer.length) throw new Error('the Chromium host carries no ports to a utility process')
    if (this.child.connected) this.child.send(message as object)
  }

  kill(): boolean {
    return this.child.kill()
  }
}

const MEMBERS = ['pid', 'stdout', 'stderr', 'postMessage', 'kill']
export const utilityProcess = offer(
  'utilityProcess',
  {
    fork: (modulePath: string, args: readonly string[] = [], options: ForkOptions = {}): UtilityProcess =>
      offer('UtilityProcess', new UtilityProcess(modulePath, args, options), MEMBERS),
  },
  ['fork'],
)
