import type { Device, Precision } from '../../../shared/devices'

/** What every family's model says about itself. */
export interface OpenedParts {
  readonly name: string
  readonly threads: number
  readonly device: Device
  readonly precision: Precision
}

/** A model of any family with what it was opened from. */
export abstract class OpenedModel<Parts extends OpenedParts> implements OpenedParts {
  readonly name: string
  readonly threads: number
  readonly device: Device
  readonly precision: Precision

  constructor(readonly parts: Parts) {
    this.name = parts.name
    this.threads = parts.threads
    this.device = parts.device
    this.precision = parts.precision
  }
}
