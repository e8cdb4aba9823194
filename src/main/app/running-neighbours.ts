import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Neighbour } from '../../shared/key-conflicts'
import { processName, processNumbers, sessionOf } from '../processes/session-process'

/**
 * Programs that keep keys, by the name of their process. Readers on Windows are found by the desktop, whose
 * windows tell; nothing else there uses keys that Descry would take.
 */
const PROCESSES: Readonly<Partial<Record<NodeJS.Platform, Readonly<Record<string, Neighbour>>>>> = {
  linux: { orca: 'orca', 'ibus-daemon': 'ibus', fcitx: 'fcitx', fcitx5: 'fcitx', 'vmware-vmx': 'vmware' },
  darwin: { VOCR: 'vocr', VoiceOver: 'voiceover', 'vmware-vmx': 'vmware' },
}

/** Who of those runs. @param names the names of the processes; see `processNames` */
export async function runningNeighbours(platform: NodeJS.Platform, names: () => Promise<readonly string[]>): Promise<Neighbour[]> {
  const known = PROCESSES[platform]
  if (!known) return []
  const found = (await names()).flatMap((name) => (Object.hasOwn(known, name) ? (known[name] ?? []) : []))
  return [...new Set(found)]
}

/** macOS is asked by a program of its own; it has answered by then, or is not waited for, milliseconds. */
const DEADLINE = 2000

interface Where {
  /** XDG_RUNTIME_DIR: the session that counts, on Linux. */
  readonly runtime: string | undefined
  readonly proc?: string
}

/** The names of processes, as far as the system tells, without those that keep keys of another session; never fails. */
export async function processNames(platform: NodeJS.Platform, { runtime, proc }: Where): Promise<readonly string[]> {
  if (platform === 'linux') {
    const named = async (pid: string): Promise<string> => {
      const name = await processName(pid, proc)
      const isTheirs = Object.hasOwn(PROCESSES.linux ?? {}, name) && (await sessionOf(pid, runtime, proc)) === 'another'
      return isTheirs ? '' : name
    }
    return Promise.all((await processNumbers(proc)).map(named))
  }
  if (platform !== 'darwin') return []
  const listed = await promisify(execFile)('/bin/ps', ['-axco', 'comm='], { timeout: DEADLINE }).catch(() => ({ stdout: '' }))
  return listed.stdout.split('\n').map((line) => line.trim())
}
