import type { EngineEvent } from '../../shared/engine-protocol'

/** The engine's end of the line to the process that started it. */
export interface EnginePort {
  post(event: EngineEvent): void
  /** `hear` gets whatever arrives, unchecked. */
  listen(hear: (message: unknown) => void): void
}

/** Electron's `process.parentPort`, present in a utility process only. */
interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): void
}

/** The line of a utility process or of a forked child, whichever this process is. */
export function openPort(): EnginePort {
  const parent = (process as { parentPort?: ParentPort }).parentPort
  if (parent) {
    return {
      post: (event) => parent.postMessage(event),
      listen: (hear) => parent.on('message', (event) => hear(event.data)),
    }
  }
  // An engine without the process that started it has nobody to answer.
  process.on('disconnect', () => process.exit(0))
  return {
    post: (event) => process.send?.(event),
    listen: (hear) => process.on('message', hear),
  }
}
