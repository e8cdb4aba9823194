import type { EngineRole } from '../shared/engine-protocol'
import type { EngineProcess, EngineSpawner, ProcessExit } from '../main/engine-host/engine-process'

// Not read from the protocol: that would load the schema library first, which this is here to avoid.
const ROLES = ['vision-language', 'text-audio'] as const satisfies readonly EngineRole[]

/** The same process; what it says before anybody listens is kept for the listener. */
function patient(process: EngineProcess): EngineProcess {
  const messages: unknown[] = []
  let exit: ProcessExit | undefined
  let onMessage = (message: unknown): void => void messages.push(message)
  let onExit = (how: ProcessExit): void => void (exit = how)
  process.onMessage((message) => onMessage(message))
  process.onExit((how) => onExit(how))
  return {
    pid: process.pid,
    post: (message) => process.post(message),
    kill: () => process.kill(),
    onMessage(hear) {
      onMessage = hear
      for (const message of messages.splice(0)) hear(message)
    },
    onExit(hear) {
      onExit = hear
      if (exit) hear(exit)
    },
  }
}

/**
 * Starts the engine processes now and gives back a spawner that hands these out first. They load
 * while the command loads the rest of itself; on two cores that is some 60 ms of the first answer.
 */
export function startEarly(spawn: EngineSpawner, textOnly = false): EngineSpawner {
  const roles = ROLES.filter((role) => role === 'text-audio' || !textOnly)
  const early = new Map<EngineRole, EngineProcess>(roles.map((role) => [role, patient(spawn(role))]))
  return (role) => {
    const process = early.get(role)
    early.delete(role)
    return process ?? spawn(role)
  }
}
