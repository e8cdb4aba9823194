import type { Device, Precision } from '../../shared/devices'
import type { Messages } from '../../shared/messages'
import { processorReason, type DeviceFinding, type ProcessorReason } from './device-choice'
import type { KnownDevices } from './device-finder'

/** `auto`: the fastest device that is known to answer rightly. */
export type AskedDevice = Device | 'auto'

/** On which device the model is, and why. */
export interface DeviceReport {
  readonly asked: AskedDevice
  readonly inUse: Device
  /** Of the language model's graph; null until it has loaded. */
  readonly precision: Precision | null
  /** Why it is the processor; null where it is another device, or nobody looked for one. */
  readonly reason: ProcessorReason | null
  /** The other devices that were tried with this model. */
  readonly findings: readonly DeviceFinding[]
}

export interface DeviceState {
  readonly asked: AskedDevice
  readonly inUse: Device
  readonly precision: Precision | null
  /** Null where nothing is remembered or looked up. */
  readonly known: KnownDevices | null
  /** The device in use before this one failed. */
  readonly lost: boolean
}

/** Pure. */
export function deviceReport({ asked, inUse, precision, known, lost }: DeviceState): DeviceReport {
  const reason = inUse === 'cpu' ? whyProcessor(asked, known, lost) : null
  return { asked, inUse, precision, reason, findings: known?.findings ?? [] }
}

function whyProcessor(asked: AskedDevice, known: KnownDevices | null, lost: boolean): ProcessorReason | null {
  if (lost) return 'lost'
  if (asked === 'cpu') return 'chosen'
  if (known?.small) return 'small-model'
  if (!known) return null
  return known.complete ? processorReason(known.findings) : 'not-tried'
}

/** Which device is in use, in the sentence that the user hears. Pure. */
export function deviceSentence({ inUse, reason }: DeviceReport, messages: Messages): string {
  return reason === null ? messages.say('device.uses', { device: inUse }) : messages.say(`device.because.${reason}`)
}

/** What became of each device that was tried, a sentence each. Pure. */
export function findingSentences({ findings }: DeviceReport, messages: Messages): string[] {
  return findings.map(({ device, outcome }) =>
    messages.say(`device.finding.${outcome}`, { name: messages.say('device.name', { device }) }),
  )
}
