// What Linux counts of a process; elsewhere nothing is known.
import { readFile } from 'node:fs/promises'

/** Milliseconds a tick of the kernel's clock (`getconf CLK_TCK` is 100 wherever Node runs on Linux). */
const TICK = 10

/** Peak (`VmHWM`) or present (`VmRSS`) memory of a process in MiB. */
export async function memory(pid, key) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024
}

/** Processor time that a process has had, milliseconds in steps of ten; null where it cannot be known. */
export async function processorTime(pid) {
  if (process.platform !== 'linux') return null
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  // utime and stime are fields 14 and 15; the name in field 2 may hold blanks.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK
}
