import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Whether a process of this user runs under that name (as in /proc/PID/comm). */
export async function processRuns(name: string, proc = '/proc'): Promise<boolean> {
  const user = process.getuid?.()
  const pids = (await readdir(proc).catch(() => [])).filter((entry) => /^\d+$/.test(entry))
  const matches = await Promise.all(
    pids.map(async (pid) => {
      const folder = join(proc, pid)
      // It may end while we look.
      const comm = await readFile(join(folder, 'comm'), 'utf8').catch(() => '')
      return comm.trim() === name && (await stat(folder).catch(() => undefined))?.uid === user
    }),
  )
  return matches.includes(true)
}
