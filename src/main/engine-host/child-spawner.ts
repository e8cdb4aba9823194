import { fork } from 'node:child_process'
import type { EngineSpawner } from './engine-process'
import { ENGINE_ENVIRONMENT } from './engine-environment'

/** Characters of standard error that are kept for a crash's detail. */
const STDERR_KEPT = 2000

/**
 * Starts engine processes as children of Node, for the command line. Messages cross by structured
 * clone, so that pixels stay bytes.
 *
 * @param bundle path of the built engine, `engine.js`
 * @param env what the processes find beside what every engine process is told
 */
export function createChildSpawner(bundle: string, env: NodeJS.ProcessEnv = process.env): EngineSpawner {
  return (role) => {
    const child = fork(bundle, [`--role=${role}`], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [],
      env: { ...env, ...ENGINE_ENVIRONMENT[role] },
    })
    let stderr = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-STDERR_KEPT)
    })
    return {
      pid: child.pid,
      // A message to a process that just ended is answered by its exit.
      post: (message) => {
        if (child.connected) child.send(message as object, () => undefined)
      },
      onMessage: (hear) => child.on('message', hear),
      onExit: (hear) => {
        let told = false
        const tell = (code: number | null, signal: string | null): void => {
          if (!told) hear({ code, signal, stderr })
          told = true
        }
        child.on('error', (error) => {
          stderr += error.message
          if (child.pid === undefined) tell(null, null)
        })
        child.on('close', tell)
      },
      kill: () => child.kill('SIGKILL'),
    }
  }
}
