import { processName, processNumbers, sessionOf } from './session-process'

/** A process that had the same name so often keeps it: it was looked at between its start and its program before. */
const SETTLED = 3

/**
 * Looks for a process of this user's session that runs under a name (as in /proc/PID/comm). Made to be called
 * every second: processes that were looked at some times are not looked at again.
 *
 * @param runtime XDG_RUNTIME_DIR: a process of another session of this user has another one
 */
export function createProcessSearch(name: string, runtime: string | undefined, proc?: string): () => Promise<boolean> {
  const seen = new Map<string, { name: string; times: number }>()
  let last: string | undefined

  const isOurs = async (pid: string): Promise<boolean> => (await sessionOf(pid, runtime, proc)) === 'ours'

  async function look(pid: string): Promise<boolean> {
    const known = seen.get(pid)
    if (known && known.name !== name && known.times >= SETTLED) return false
    const found = await processName(pid, proc)
    seen.set(pid, { name: found, times: found !== '' && known?.name === found ? known.times + 1 : 1 })
    if (found !== name || !(await isOurs(pid))) return false
    last = pid
    return true
  }

  return async () => {
    if (last !== undefined && (await processName(last, proc)) === name && (await isOurs(last))) return true
    last = undefined
    const pids = await processNumbers(proc)
    const alive = new Set(pids)
    for (const pid of seen.keys()) if (!alive.has(pid)) seen.delete(pid)
    return (await Promise.all(pids.map(look))).includes(true)
  }
}
