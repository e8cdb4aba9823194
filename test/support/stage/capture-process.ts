import { readdirSync, readFileSync } from 'node:fs'

/**
 * Signals the processes below one in which Chromium opens cameras: its utility process for video capture.
 * @returns how many there are; one, while a camera is open
 */
export function signalCapture(below: number, signal: NodeJS.Signals): number {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number)
  const found = pids.filter((pid) => read(pid, 'cmdline').includes('video_capture.mojom') && isBelow(pid, below))
  for (const pid of found) process.kill(pid, signal)
  return found.length
}

function isBelow(pid: number, above: number): boolean {
  for (let next = pid; next > 1; next = parentOf(next)) {
    if (next === above) return true
  }
  return false
}

function parentOf(pid: number): number {
  return Number(read(pid, 'stat').replace(/^.*\) /s, '').split(' ')[1] ?? 0)
}

/** Empty where the process has ended. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
