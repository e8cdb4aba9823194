import type { UtilityProcess } from 'electron'
import type { EngineSpawner } from '../engine-host/engine-process'
import { ENGINE_ENVIRONMENT } from '../engine-host/engine-environment'

/** Characters of standard error that are kept for a crash's detail. */
const STDERR_KEPT = 2000

type Fork = (
  modulePath: string,
  args: string[],
  options: { serviceName: string; env: NodeJS.ProcessEnv; stdio: ('ignore' | 'pipe')[] },
) => UtilityProcess

/**
 * Starts engine processes as utility processes of the app.
 *
 * @param fork Electron's `utilityProcess.fork`
 * @param bundle path of the built engine, `engine.js`
 */
export function createUtilitySpawner(fork: Fork, bundle: string, env: NodeJS.ProcessEnv): EngineSpawner {
  return (role) => {
    const child = fork(bundle, [`--role=${role}`], {
      serviceName: `Descry engine, ${role}`,
      env: { ...env, ...ENGINE_ENVIRONMENT[role] },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let stderr = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr = (stderr + chunk.toString('utf8')).slice(-STDERR_KEPT)
    })
    return {
      get pid() {
        return child.pid
      },
      post: (message) => child.postMessage(message),
      onMessage: (hear) => child.on('message', hear),
      onExit: (hear) => child.once('exit', (code) => hear({ code, signal: null, stderr })),
      kill() {
        // UtilityProcess.kill takes no signal, and a process stuck in native code hears nothing gentler.
        if (child.pid === undefined) child.kill()
        else killNow(child.pid)
      },
    }
  }
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    // It ended by itself, and its exit is still on the way to us.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
