import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Whether a process of this user's session runs under that name (as in /proc/PID/comm).
 *
 * @param runtime XDG_RUNTIME_DIR: a process of another session of this user has another one
 */
export async function processRuns(name: string, runtime: string | undefined, proc = '/proc'): Promise<boolean> {
  const user = process.getuid?.()
  const pids = (await readdir(proc).catch(() => [])).filter((entry) => /^\d+$/.test(entry))
  const matches = await Promise.all(
    pids.map(async (pid) => {
      const folder = join(proc, pid)
      // It may end while we look.
      const comm = await readFile(join(folder, 'comm'), 'utf8').catch(() => '')
      if (comm.trim() !== name || (await stat(folder).catch(() => undefined))?.uid !== user) return false
      const environment = (await readFile(join(folder, 'environ'), 'utf8').catch(() => '')).split('\0')
      const theirs = environment.find((variable) => variable.startsWith('XDG_RUNTIME_DIR='))
      return theirs === undefined || theirs === `XDG_RUNTIME_DIR=${runtime ?? ''}`
    }),
  )
  return matches.includes(true)
}
