import type { DeviceOutcome } from '../../shared/device-probe'
import type { Device } from '../../shared/devices'
import type { DeviceVerdict } from '../models/device-memory'

/** What a model is opened with. */
export interface DeviceChoice {
  readonly device: Device
  /** Whether files in half floats may be chosen. */
  readonly half: boolean
}

/** On the processor every file can be computed. */
export const PROCESSOR: DeviceChoice = { device: 'cpu', half: true }

/** Tokens of an answer of ordinary length, for which the times are added up. */
const TOKENS = 30
/** How many times faster than the processor a device must be: less is not worth its memory and its risks. */
const BEATEN = 1.2

type Times = NonNullable<DeviceVerdict['times']>

/** Milliseconds that an answer takes. */
function answerTime({ firstToken, decode }: Times): number {
  return firstToken + TOKENS * decode
}

/** Devices that answer rightly and clearly faster than the processor, the fastest first. Pure. */
function faster(processor: Times, verdicts: readonly DeviceVerdict[]): readonly DeviceVerdict[] {
  const times = (verdict: DeviceVerdict): number => (verdict.times ? answerTime(verdict.times) : Infinity)
  return verdicts
    .filter((verdict) => verdict.outcome === 'right' && times(verdict) * BEATEN <= answerTime(processor))
    .sort((one, other) => times(one) - times(other))
}

/** The fastest device that answers rightly; the processor where none beats it clearly. Pure. */
export function chooseDevice(processor: Times | null, verdicts: readonly DeviceVerdict[]): DeviceChoice {
  const [best] = processor ? faster(processor, verdicts) : []
  return best ? { device: best.device, half: best.half } : PROCESSOR
}

/** Why the processor is used. */
export const PROCESSOR_REASONS = ['chosen', 'small-model', 'not-tried', 'slower', 'no-other'] as const
export type ProcessorReason = (typeof PROCESSOR_REASONS)[number] | Exclude<DeviceOutcome, 'right'>

export interface DeviceFinding {
  readonly device: Device
  readonly outcome: DeviceOutcome
}

/** What tells a user most comes first: that a card went wrong before that there is none. */
const TELLING: readonly DeviceOutcome[] = [
  ...(['lost', 'wrong-numbers', 'crashed', 'hung', 'throws-on-run', 'throws-on-create', 'out-of-memory'] as const),
  'right',
]

/** Why the processor was chosen after devices were tried. Pure. */
export function processorReason(findings: readonly DeviceFinding[]): ProcessorReason {
  const outcome = TELLING.find((telling) => findings.some((finding) => finding.outcome === telling))
  if (outcome === undefined) return 'no-other'
  return outcome === 'right' ? 'slower' : outcome
}
