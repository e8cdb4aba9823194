import { readFileSync } from 'node:fs'
import { freemem, totalmem } from 'node:os'

/** How full the machine's memory is. */
export interface MemoryReading {
  /** Bytes that a program could still get without others being moved out. */
  readonly available: number
  readonly total: number
  /**
   * Linux: per cent of the last ten seconds in which some program, and in which every program, stood still
   * for want of memory (kernel documentation, accounting/psi.rst); null where that is not told.
   */
  readonly stalled: { readonly some: number; readonly full: number } | null
}

/** `low`: what rests can go; `critical`: it must, and nothing large is begun. */
export type MemoryVerdict = 'fine' | 'low' | 'critical'

interface MemoryLimit {
  readonly verdict: Exclude<MemoryVerdict, 'fine'>
  /** Bytes, and the share of all memory; both must be fallen below: a large machine is not full at 5 %. */
  readonly available: number
  readonly share: number
  /** Per cent of the time; reached is enough. */
  readonly some: number
  readonly full: number
}

const MIB = 1024 * 1024

/** The worst first. Systemd's own oomd acts at 60 % full; the user notices much less. */
export const MEMORY_LIMITS: readonly MemoryLimit[] = [
  { verdict: 'critical', available: 384 * MIB, share: 0.05, some: 60, full: 30 },
  { verdict: 'low', available: 1024 * MIB, share: 0.1, some: 20, full: 10 },
]

/** Pure. */
export function memoryVerdict({ available, total, stalled }: MemoryReading): MemoryVerdict {
  const met = MEMORY_LIMITS.find(
    (limit) =>
      (available < limit.available && available < total * limit.share) ||
      (stalled !== null && (stalled.some >= limit.some || stalled.full >= limit.full)),
  )
  return met?.verdict ?? 'fine'
}

/** Text of a file, or null where it cannot be read. */
export type ReadText = (path: string) => string | null

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

/**
 * Reads the machine's memory. On Linux `os.freemem` counts the files that are kept in memory as used, so
 * MemAvailable is asked for first.
 */
export function readMemory(read: ReadText = readText, free = freemem, all = totalmem): MemoryReading {
  const kib = /^MemAvailable:\s+(\d+) kB$/m.exec(read('/proc/meminfo') ?? '')?.[1]
  return {
    available: kib === undefined ? free() : Number(kib) * 1024,
    total: all(),
    stalled: parsePressure(read('/proc/pressure/memory') ?? ''),
  }
}

function parsePressure(text: string): MemoryReading['stalled'] {
  const average = (kind: string): number | null => {
    const found = new RegExp(`^${kind} avg10=(\\d+(?:\\.\\d+)?)`, 'm').exec(text)?.[1]
    return found === undefined ? null : Number(found)
  }
  const some = average('some')
  return some === null ? null : { some, full: average('full') ?? 0 }
}
