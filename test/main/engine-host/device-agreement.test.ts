import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ProbeRun, ProbeStep } from '../../../src/shared/device-probe'
import { compareRuns, isWithin } from '../../../src/main/engine-host/device-agreement'
import { DEVICE_LIMITS } from '../../../src/main/engine-host/device-limits'
import { probeRun } from '../../support/engine/probing-processes'

const TIE = 0.02

function run(steps: readonly ProbeStep[]): ProbeRun {
  return probeRun({ steps: [...steps] })
}

const one: ProbeStep = { best: 1, ids: [1, 2, 3], scores: [10, 9.99, 0], deviation: 5, finite: true }

/** Steps whose best token is the one with the greatest score. */
const steps = fc.array(
  fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 8 }).map((scores): ProbeStep => {
    const ids = scores.map((_, i) => i * 7)
    return { best: (ids[scores.indexOf(Math.max(...scores))] ?? 0), ids, scores, deviation: 10, finite: true }
  }),
  { minLength: 1, maxLength: 20 },
)

test('a run agrees with itself in everything', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const itself = compareRuns(run(all), run(all), TIE)
      expect(itself).toEqual({ steps: all.length, topOne: 1, worst: 0, finite: true })
      for (const limits of Object.values(DEVICE_LIMITS)) expect(isWithin(itself, limits)).toBe(true)
    }),
  )
})

test('the largest difference is told in deviations of its step, wherever it is', () => {
  fc.assert(
    fc.property(steps, fc.nat(), fc.integer({ min: 1, max: 500 }), (all, where, by) => {
      const at = where % all.length
      const changed = all.map((s, i) => (i === at ? { ...s, scores: s.scores.map((score, k) => (k === 0 ? score + by : score)) } : s))
      expect(compareRuns(run(all), run(changed), TIE).worst).toBeCloseTo(by / 10)
    }),
  )
})

describe('a best token', () => {
  test('that the processor scores nearly as well as its own agrees', () => {
    expect(compareRuns(run([one]), run([{ ...one, best: 2 }]), TIE).topOne).toBe(1)
  })

  test('that the processor scores worse does not', () => {
    expect(compareRuns(run([one]), run([{ ...one, best: 3 }]), TIE).topOne).toBe(0)
  })

  test('that the processor did not even look at does not', () => {
    expect(compareRuns(run([one]), run([{ ...one, best: 99 }]), TIE).topOne).toBe(0)
  })
})

describe('is not within any limits', () => {
  const refused = (other: ProbeRun): boolean =>
    Object.values(DEVICE_LIMITS).every((limits) => !isWithin(compareRuns(run([one, one]), other, TIE), limits))

  test.each([
    ['a run with a score that is not a number', run([one, { ...one, finite: false }])],
    ['a run that ended early', run([one])],
    ['a run of nothing', run([])],
    ['a run whose best tokens are all others', run([3, 3].map((best) => ({ ...one, best })))],
    ['a run that leaves out what is compared', run([one, { ...one, ids: [1, 2], scores: [10, 9.99] }])],
    ['a run whose scores are all nought', run([one, one].map((s) => ({ ...s, best: 0, scores: [0, 0, 0] })))],
  ])('%s', (_what, other) => {
    expect(refused(other)).toBe(true)
  })

  test('a comparison with nothing', () => {
    expect(isWithin(compareRuns(run([]), run([]), TIE), DEVICE_LIMITS.other)).toBe(false)
  })
})
