import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Where Linux tells of processes; see proc(5). */
const PROC = '/proc'

/** The numbers of all processes; none where there is no /proc. */
export async function processNumbers(proc = PROC): Promise<string[]> {
  return (await readdir(proc).catch(() => [])).filter((entry) => /^\d+$/.test(entry))
}

/** The name that a process runs under, of a script the script's; "" where it has ended. */
export async function processName(pid: string, proc = PROC): Promise<string> {
  return (await readFile(join(proc, pid, 'comm'), 'utf8').catch(() => '')).trim()
}

/** Whether a process runs under this name, as this user. */
export async function isProcess(pid: string, name: string, proc = PROC): Promise<boolean> {
  return /^\d+$/.test(pid) && (await processName(pid, proc)) === name && (await isOwn(pid, proc))
}

/**
 * Whether a process of this user belongs to a session: one of another session has another runtime folder, one
 * without any counts as ours. None is one whose environment is empty: it has ended and its parent has not asked
 * yet how, or it is just becoming its program; it may be ours when it is asked about again.
 *
 * @param runtime XDG_RUNTIME_DIR of the session
 */
export async function isOfSession(pid: string, runtime: string | undefined, proc = PROC): Promise<boolean> {
  const environment = await readFile(join(proc, pid, 'environ'), 'utf8').catch(() => '')
  if (environment === '') return false
  const theirs = environment.split('\0').find((variable) => variable.startsWith('XDG_RUNTIME_DIR='))
  return (theirs === undefined || theirs === `XDG_RUNTIME_DIR=${runtime ?? ''}`) && isOwn(pid, proc)
}

const isOwn = async (pid: string, proc: string): Promise<boolean> =>
  // It may end while we look.
  (await stat(join(proc, pid)).catch(() => undefined))?.uid === process.getuid?.()
