import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Neighbour } from '../../shared/key-conflicts'

/**
 * Programs that keep keys, by the name of their process. Readers on Windows are found by the desktop, whose
 * windows tell; nothing else there uses keys that Descry would take.
 */
const PROCESSES: Readonly<Partial<Record<NodeJS.Platform, Readonly<Record<string, Neighbour>>>>> = {
  linux: { orca: 'orca', 'ibus-daemon': 'ibus', fcitx: 'fcitx', fcitx5: 'fcitx', 'vmware-vmx': 'vmware' },
  darwin: { VOCR: 'vocr', VoiceOver: 'voiceover', 'vmware-vmx': 'vmware' },
}

/** Who of those runs. @param names the names of all processes; see `processNames` */
export async function runningNeighbours(platform: NodeJS.Platform, names: () => Promise<readonly string[]>): Promise<Neighbour[]> {
  const known = PROCESSES[platform]
  if (!known) return []
  const found = (await names()).flatMap((name) => (Object.hasOwn(known, name) ? (known[name] ?? []) : []))
  return [...new Set(found)]
}

/** macOS is asked by a program of its own; it has answered by then, or is not waited for, milliseconds. */
const DEADLINE = 2000

/** The names of all processes, as far as the system tells; never fails. */
export async function processNames(platform: NodeJS.Platform, proc = '/proc'): Promise<readonly string[]> {
  if (platform === 'linux') {
    const pids = (await readdir(proc).catch(() => [])).filter((entry) => /^\d+$/.test(entry))
    return Promise.all(pids.map(async (pid) => (await readFile(join(proc, pid, 'comm'), 'utf8').catch(() => '')).trim()))
  }
  if (platform !== 'darwin') return []
  const listed = await promisify(execFile)('/bin/ps', ['-axco', 'comm='], { timeout: DEADLINE }).catch(() => ({ stdout: '' }))
  return listed.stdout.split('\n').map((line) => line.trim())
}
