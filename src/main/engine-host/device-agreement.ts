import type { ProbeRun, ProbeStep } from '../../shared/device-probe'
import type { DeviceLimits } from './device-limits'

export interface Agreement {
  readonly steps: number
  /** Share of the steps whose best token agrees, 0 to 1. */
  readonly topOne: number
  /** Largest difference of a compared score, in standard deviations of the step's scores. */
  readonly worst: number
  /** Every score was a number. */
  readonly finite: boolean
}

/**
 * Compares two runs of the same tokens. Pure.
 *
 * @param reference the processor's
 */
export function compareRuns(reference: ProbeRun, run: ProbeRun, tie: number): Agreement {
  const pairs = reference.steps.map((step, i) => [step, run.steps[i]] as const)
  const both = pairs.filter((pair): pair is readonly [ProbeStep, ProbeStep] => pair[1] !== undefined)
  const agreed = both.filter(([theirs, ours]) => agrees(theirs, ours.best, tie)).length
  return {
    steps: reference.steps.length,
    topOne: reference.steps.length === 0 ? 0 : agreed / reference.steps.length,
    worst: both.reduce((most, [theirs, ours]) => Math.max(most, difference(theirs, ours)), 0),
    finite: both.length === reference.steps.length && both.every(([, ours]) => ours.finite),
  }
}

export function isWithin({ topOne, worst, finite, steps }: Agreement, limits: DeviceLimits): boolean {
  return steps > 0 && finite && topOne >= limits.topOne && worst <= limits.worst
}

function agrees(reference: ProbeStep, best: number, tie: number): boolean {
  if (best === reference.best) return true
  const at = (id: number): number => reference.scores[reference.ids.indexOf(id)] ?? -Infinity
  return at(reference.best) - at(best) <= tie * reference.deviation
}

/** A graph whose scores are all the same is none: then every difference is as large as can be. */
function difference(reference: ProbeStep, run: ProbeStep): number {
  const apart = reference.ids.map((id, i) => {
    const place = run.ids.indexOf(id)
    return place === -1 ? Infinity : Math.abs((run.scores[place] ?? NaN) - (reference.scores[i] ?? NaN))
  })
  const most = Math.max(0, ...apart)
  return most === 0 ? 0 : most / reference.deviation
}
