import type { Failure, Result } from '../../shared/codes'
import { DEVICES, type Device } from '../../shared/devices'
import { probeDevice, probeProcessor, type DeviceTrial, type ProbeTarget } from '../engine-host/device-probe'
import type { EngineSpawner } from '../engine-host/engine-process'
import { driverOf, type DriverSystem } from '../models/device-driver'
import type { DeviceMemory, DeviceVerdict } from '../models/device-memory'
import { identifyModel, type ModelIdentity } from '../models/device-model'
import { chooseDevice, type DeviceChoice, type DeviceFinding } from './device-choice'

/** What there can be beside the processor, by Node's name of the system. */
const DEVICES_OF: Readonly<Partial<Record<NodeJS.Platform, readonly Device[]>>> = {
  linux: ['cuda', 'webgpu'],
  win32: ['cuda', 'dml', 'webgpu'],
  darwin: ['coreml', 'webgpu'],
}

/**
 * Bytes of graphs; a smaller model answers on the processor before a graphics card has begun, and its card
 * would hold more memory than it. Measured with descry-nano: docs/performance.md.
 */
const SMALL = 64 * 1024 * 1024

interface FinderOptions {
  readonly spawn: EngineSpawner
  readonly memory: DeviceMemory
  readonly system: DriverSystem
  readonly threads: number
  readonly cacheFolder?: string
  readonly small?: number
}

export interface KnownDevices {
  readonly choice: DeviceChoice
  /** Nothing is left to be tried. */
  readonly complete: boolean
  /** The model is too small for anything but the processor. */
  readonly small: boolean
  readonly findings: readonly DeviceFinding[]
}

/** Finds the fastest device for a model that answers as the processor does, and remembers it. */
export class DeviceFinder {
  readonly #options: FinderOptions

  constructor(options: FinderOptions) {
    this.#options = options
  }

  /** What is remembered of a model; nothing is tried. */
  async known(folder: string): Promise<KnownDevices> {
    const model = await identifyModel(folder)
    const small = model.size < (this.#options.small ?? SMALL)
    const verdicts = await Promise.all(this.#devices.map((device) => this.#recall(device, model)))
    const found = verdicts.filter((verdict) => verdict !== null)
    const processor = await this.#recall('cpu', model)
    const isSettled = processor !== null || found.every(({ outcome }) => outcome !== 'right')
    return {
      choice: chooseDevice(processor?.times ?? null, found),
      complete: small || (found.length === verdicts.length && isSettled),
      small,
      findings: found.map(({ device, outcome }) => ({ device, outcome })),
    }
  }

  /** Whether half floats were shown to work on a device; what was not shown is not relied on. */
  async half(folder: string, device: Device): Promise<boolean> {
    return (await this.#recall(device, await identifyModel(folder)))?.half ?? false
  }

  /** Tries what is not remembered yet, a device after the other; each is remembered as soon as it was tried. */
  async find(folder: string, signal: AbortSignal): Promise<Result<{ known: KnownDevices }>> {
    const model = await identifyModel(folder)
    const { spawn, threads, cacheFolder } = this.#options
    const target: ProbeTarget = { folder, threads, signal, ...(cacheFolder === undefined ? {} : { cacheFolder }) }
    const processor = await probeProcessor(spawn, target)
    if (!processor.ok) return processor
    const { run } = processor
    await this.#remember(model, { device: 'cpu', half: true, outcome: 'right', run })
    for (const device of this.#devices) {
      if (await this.#recall(device, model)) continue
      const tried = await probeDevice(spawn, target, device, run)
      if (!tried.ok) return tried
      await this.#remember(model, tried.trial)
    }
    return { ok: true, known: await this.known(folder) }
  }

  /** A device failed in use with this model. */
  async lost(folder: string, { device, half }: DeviceChoice, why: Failure): Promise<void> {
    const detail = why.detail === undefined ? {} : { detail: why.detail }
    await this.#remember(await identifyModel(folder), { device, half, outcome: 'lost', ...detail })
  }

  get #devices(): readonly Device[] {
    return DEVICES_OF[this.#options.system.platform] ?? DEVICES.filter((device) => device !== 'cpu')
  }

  #recall(device: Device, model: ModelIdentity): Promise<DeviceVerdict | null> {
    const { memory, system } = this.#options
    return memory.recall({ device, driver: driverOf(device, system), model: model.id })
  }

  async #remember(model: ModelIdentity, { device, half, outcome, run }: DeviceTrial): Promise<void> {
    const { memory, system } = this.#options
    const times = run ? { firstToken: run.times.firstToken, decode: run.times.decode } : null
    const precision = run?.precision ?? null
    await memory.remember({ device, driver: driverOf(device, system), model: model.id, outcome, half, precision, times })
  }
}
