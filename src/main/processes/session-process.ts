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
  return /^\d+$/.test(pid) && (await processName(pid, proc)) === name && (await ownerOf(pid, proc)) === process.getuid?.()
}

/**
 * Whose a process is: of this user's session, of another user or another session of this one, or neither can be told.
 * Another session has another runtime folder; a process without any counts as ours. Nothing is told by an empty
 * environment: the process has ended and its parent has not asked yet how, or it is just becoming its program. Nor
 * does root's belong to anybody.
 *
 * @param runtime XDG_RUNTIME_DIR of the session
 */
export async function sessionOf(pid: string, runtime: string | undefined, proc = PROC): Promise<'ours' | 'another' | 'unknown'> {
  const owner = await ownerOf(pid, proc)
  if (owner !== process.getuid?.()) return owner === undefined || owner === 0 ? 'unknown' : 'another'
  const environment = await readFile(join(proc, pid, 'environ'), 'utf8').catch(() => '')
  if (environment === '') return 'unknown'
  const theirs = environment.split('\0').find((variable) => variable.startsWith('XDG_RUNTIME_DIR='))
  return theirs === undefined || theirs === `XDG_RUNTIME_DIR=${runtime ?? ''}` ? 'ours' : 'another'
}

const ownerOf = async (pid: string, proc: string): Promise<number | undefined> =>
  // It may end while we look.
  (await stat(join(proc, pid)).catch(() => undefined))?.uid
