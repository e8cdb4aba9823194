import type { Readable } from 'node:stream'
import { thisPlace, type Place } from '../main/history/private-folder'
import { EXIT } from './exit-codes'
import type { Services } from './services'

interface TextSink {
  write(text: string): unknown
}

/** Everything a command touches outside itself. */
export interface CommandIo {
  readonly stdin: Readable
  /** Answers only. */
  readonly stdout: TextSink
  /** Progress and errors. */
  readonly stderr: TextSink
  /** Standard error is a terminal, where a line can be drawn over. */
  readonly terminal: boolean
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly place: Place
  readonly pid: number
  /** Aborted by Ctrl+C, by the system's request to end, and when nobody reads the answer any more. */
  readonly cancel: AbortSignal
  readonly services: Services
  /** Milliseconds since the epoch. */
  now(): number
}

/** The process's own streams; signals and a closed pipe become `cancel`. A second signal ends at once. */
export function processIo(services: Services): CommandIo {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(EXIT.cancelled)
      controller.abort()
    })
  }
  // A reader that went away ("| head -1") is a way to say stop; without a listener it is a crash.
  process.stdout.on('error', () => controller.abort())
  process.stderr.on('error', () => undefined)
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    terminal: process.stderr.isTTY,
    env: process.env,
    platform: process.platform,
    place: thisPlace(process.env),
    pid: process.pid,
    cancel: controller.signal,
    services,
    now: Date.now,
  }
}

/** Ends the process once what was printed is out; whatever is still open does not hold it back. */
export function finish(code: number): void {
  process.exitCode = code
  process.stderr.write('', () => process.stdout.write('', () => process.exit(code)))
}
