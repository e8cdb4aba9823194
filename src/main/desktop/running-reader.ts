import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** A process that had the same name so often keeps it: it was looked at between its start and its program before. */
const SETTLED = 3

/**
 * Looks for a process of this user's session that runs under a name (as in /proc/PID/comm). Made to be called
 * every second: processes that were looked at some times are not looked at again.
 *
 * @param runtime XDG_RUNTIME_DIR: a process of another session of this user has another one
 */
export function createProcessSearch(name: string, runtime: string | undefined, proc = '/proc'): () => Promise<boolean> {
  const user = process.getuid?.()
  const seen = new Map<string, { name: string; times: number }>()
  let last: string | undefined

  const commOf = async (pid: string): Promise<string> => (await readFile(join(proc, pid, 'comm'), 'utf8').catch(() => '')).trim()

  async function isOurs(pid: string): Promise<boolean> {
    const folder = join(proc, pid)
    // It may end while we look.
    if ((await stat(folder).catch(() => undefined))?.uid !== user) return false
    const environment = (await readFile(join(folder, 'environ'), 'utf8').catch(() => '')).split('\0')
    const theirs = environment.find((variable) => variable.startsWith('XDG_RUNTIME_DIR='))
    return theirs === undefined || theirs === `XDG_RUNTIME_DIR=${runtime ?? ''}`
  }

  async function look(pid: string): Promise<boolean> {
    const known = seen.get(pid)
    if (known && known.name !== name && known.times >= SETTLED) return false
    const comm = await commOf(pid)
    seen.set(pid, { name: comm, times: comm !== '' && known?.name === comm ? known.times + 1 : 1 })
    if (comm !== name || !(await isOurs(pid))) return false
    last = pid
    return true
  }

  return async () => {
    if (last !== undefined && (await commOf(last)) === name) return true
    last = undefined
    const pids = (await readdir(proc).catch(() => [])).filter((entry) => /^\d+$/.test(entry))
    const alive = new Set(pids)
    for (const pid of seen.keys()) if (!alive.has(pid)) seen.delete(pid)
    return (await Promise.all(pids.map(look))).includes(true)
  }
}
