import type { EngineRole } from '../../shared/engine-protocol'

export interface ProcessExit {
  readonly code: number | null
  readonly signal: string | null
  /** The last of what the process wrote to its standard error. */
  readonly stderr: string
}

/** A running engine process, whatever started it; nothing that comes from it is trusted. */
export interface EngineProcess {
  readonly pid: number | undefined
  post(message: unknown): void
  onMessage(hear: (message: unknown) => void): void
  /** Called once, also when the process could not be started at all. */
  onExit(hear: (exit: ProcessExit) => void): void
  /** Ends it at once; a process stuck in native code hears nothing gentler. */
  kill(): void
}

export type EngineSpawner = (role: EngineRole) => EngineProcess
