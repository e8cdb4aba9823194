import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MEMORY_LIMITS, memoryVerdict, readMemory } from '../../../src/main/engine-host/memory-verdict'

const MIB = 1024 * 1024
const GIB = 1024 * MIB

describe('memory is', () => {
  test.each([
    ['fine on a machine with half of it free', { available: 4 * GIB, total: 8 * GIB, stalled: null }, 'fine'],
    ['low with less than a gigabyte and a tenth', { available: 700 * MIB, total: 8 * GIB, stalled: null }, 'low'],
    ['critical with a few hundred megabytes', { available: 200 * MIB, total: 8 * GIB, stalled: null }, 'critical'],
    ['fine on a small machine with a fifth free', { available: 400 * MIB, total: 2 * GIB, stalled: null }, 'fine'],
    ['low where programs stand still for it, however much is free', { available: 4 * GIB, total: 8 * GIB, stalled: { some: 25, full: 0 } }, 'low'],
    ['critical where all programs stand still for it', { available: 4 * GIB, total: 8 * GIB, stalled: { some: 40, full: 35 } }, 'critical'],
    ['fine where programs wait for it now and then', { available: 4 * GIB, total: 8 * GIB, stalled: { some: 3, full: 1 } }, 'fine'],
  ] as const)('%s', (_what, reading, verdict) => {
    expect(memoryVerdict(reading)).toBe(verdict)
  })

  test('never better for less of it', () => {
    const rank = { fine: 2, low: 1, critical: 0 }
    const percent = fc.integer({ min: 0, max: 100 })
    fc.assert(
      fc.property(fc.nat(64), fc.nat(8192), fc.nat(512), percent, (gib, free, less, some) => {
        const total = (gib + 1) * GIB
        const at = (available: number) => rank[memoryVerdict({ available: available * MIB, total, stalled: { some, full: 0 } })]
        expect(at(Math.max(0, free - less))).toBeLessThanOrEqual(at(free))
      }),
    )
  })

  test('judged by limits of which the worst come first', () => {
    expect(MEMORY_LIMITS.map(({ verdict }) => verdict)).toEqual(['critical', 'low'])
  })
})

describe('a reading', () => {
  const files: Record<string, string> = {
    '/proc/meminfo': 'MemTotal:       16000000 kB\nMemFree:          100000 kB\nMemAvailable:    5000000 kB\n',
    '/proc/pressure/memory': 'some avg10=12.50 avg60=1.00 avg300=0.10 total=123\nfull avg10=3.25 avg60=0.50 avg300=0.00 total=45\n',
  }
  const read = (path: string): string | null => files[path] ?? null

  test("takes Linux's own words on what is available and on who stands still", () => {
    const reading = readMemory(read, () => 1, () => 16 * GIB)
    expect(reading).toEqual({ available: 5000000 * 1024, total: 16 * GIB, stalled: { some: 12.5, full: 3.25 } })
  })

  test('takes what Node says elsewhere', () => {
    expect(readMemory(() => null, () => 7, () => 9)).toEqual({ available: 7, total: 9, stalled: null })
  })

  test('of nonsense is one of free memory', () => {
    expect(readMemory(() => 'avg10=high', () => 7, () => 9)).toEqual({ available: 7, total: 9, stalled: null })
  })

  test('of this machine makes sense', () => {
    const { available, total } = readMemory()
    expect(available).toBeGreaterThan(0)
    expect(total).toBeGreaterThanOrEqual(available)
  })
})
