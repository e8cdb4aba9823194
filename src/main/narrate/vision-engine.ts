import { failure, type Failure, type FailureCode, type Result } from '../../shared/codes'
import type { Precision } from '../../shared/devices'
import { EngineClient, type Loaded } from '../engine-host/engine-client'
import type { EngineSpawner } from '../engine-host/engine-process'
import type { Restful } from '../engine-host/engine-rest'
import { identifyModel } from '../models/device-model'
import { readObjectNames, type ObjectNames } from '../models/object-names'
import { readQuestionLimits, type QuestionLimits } from '../models/question-limits'
import { PROCESSOR, type DeviceChoice } from './device-choice'
import type { DeviceFinder, KnownDevices } from './device-finder'
import { deviceReport, type AskedDevice, type DeviceReport } from './device-report'

export interface ModelChoice {
  readonly folder: string
  readonly device: AskedDevice
}

interface VisionOptions {
  readonly spawn: EngineSpawner
  readonly threads: number
  /** Milliseconds for the loading of a model. */
  readonly deadline: number
  readonly cacheFolder?: string
  /** Knows the devices; without it `auto` is the processor. */
  readonly finder?: DeviceFinder
  readonly changed?: (report: DeviceReport) => void
}

/** A model in a process, as one answer uses it from its beginning to its end. */
export interface Serving {
  readonly client: EngineClient
  readonly folder: string
  readonly choice: DeviceChoice
  readonly objects: Promise<ObjectNames>
  readonly questions: Promise<QuestionLimits>
  readonly loaded: () => Promise<Result<Loaded>>
}

/** What a device that crashed, vanished or threw leaves behind; the same answer may be had of the processor. */
const DEVICE_LOSS: ReadonlySet<FailureCode> = new Set([
  'engine-crashed',
  'engine-hung',
  'engine-out-of-memory',
  'engine-protocol',
  'engine-start-failed',
  'engine-given-up',
  'device-unavailable',
  'device-failed',
])

/** The vision and language half: which model it serves and on which device, and how that changes while it runs. */
export class VisionEngine implements Restful {
  readonly #options: VisionOptions
  #asked: ModelChoice
  #serving: Promise<Serving> | null = null
  #current: Serving | null = null
  #precision: Precision | null = null
  #known: KnownDevices | null = null
  #lostOne = false
  /** Another answer may have met the same failure at the same time. */
  readonly #givenUp = new WeakSet<Serving>()
  #size = 0
  /** Counts what was wished for, so that only the newest wish is fulfilled. */
  #wish = 0
  #closed = false

  constructor(options: VisionOptions, asked: ModelChoice) {
    this.#options = options
    this.#asked = asked
  }

  get asked(): ModelChoice {
    return this.#asked
  }

  /** Bytes of the model's graphs, 0 until it is known. */
  get size(): number {
    return this.#size
  }

  get report(): DeviceReport {
    const inUse = this.#current?.choice.device ?? 'cpu'
    const { device: asked } = this.#asked
    return deviceReport({ asked, inUse, precision: this.#precision, known: this.#known, lost: this.#lostOne })
  }

  /** What answers now; loading begins with the first call. */
  serving(): Promise<Serving> {
    return (this.#serving ??= this.#first())
  }

  /**
   * Serves another model, or the same on another device. What is there serves until that has loaded, and goes
   * on where it fails to.
   *
   * Errors: what loading fails with; cancelled, where something else was wished for meanwhile.
   */
  async use(asked: ModelChoice): Promise<Result<Loaded>> {
    const wish = ++this.#wish
    const old = this.#serving
    const known = (await this.#options.finder?.known(asked.folder)) ?? null
    const choice = await this.#choose(asked, known)
    const next = this.#open(asked.folder, choice)
    const loaded = await next.loaded()
    if (wish !== this.#wish || this.#closed) {
      next.client.close()
      return failure('cancelled')
    }
    if (!loaded.ok) {
      next.client.close()
      if (!isLoss(loaded) || choice.device === 'cpu' || asked.device !== 'auto') return loaded
      // Remembered as right, and gone.
      await this.#lost(next, loaded)
      return this.use(asked)
    }
    this.#asked = asked
    this.#known = known
    this.#lostOne = false
    this.#serve(next, loaded)
    void old?.then(({ client }) => client.retire())
    return loaded
  }

  /**
   * After a failed answer: whether it is worth asking again, since the device was at fault and the processor
   * serves now, or another model came between.
   */
  async fallBack(failed: Failure, from: Serving): Promise<boolean> {
    if (this.#closed) return false
    const isDevice = from.choice.device !== 'cpu' && isLoss(failed)
    if (!isDevice && failed.code !== 'cancelled') return false
    if ((await this.serving()) !== from || this.#givenUp.has(from)) return true
    if (!isDevice) return false
    this.#givenUp.add(from)
    this.#wish++
    const next = this.#open(from.folder, PROCESSOR)
    this.#serving = Promise.resolve(next)
    this.#lostOne = true
    from.client.retire()
    await this.#lost(from, failed)
    const loaded = await next.loaded()
    if (loaded.ok) this.#serve(next, loaded)
    return true
  }

  /** What was found of the devices meanwhile; a faster one is gone over to, without a pause. */
  async learn(known: KnownDevices): Promise<void> {
    if (this.#closed || this.#asked.device !== 'auto') return
    this.#known = known
    if (known.choice.device === this.#current?.choice.device) this.#options.changed?.(this.report)
    else await this.use(this.#asked)
  }

  idleFor(): number | null {
    return this.#current?.client.idleFor() ?? null
  }

  sleep(): void {
    this.#current?.client.sleep()
  }

  close(): void {
    this.#closed = true
    void this.#serving?.then(({ client }) => client.close())
    this.#current?.client.close()
  }

  async #first(): Promise<Serving> {
    const asked = this.#asked
    const client = new EngineClient('vision-language', this.#options.spawn)
    // It starts while the device is looked up: the first word comes first.
    client.prepare()
    this.#known = (await this.#options.finder?.known(asked.folder)) ?? null
    const first = this.#open(asked.folder, await this.#choose(asked, this.#known), client)
    if (this.#closed) first.client.close()
    void first.loaded().then(async (loaded) => {
      if (!loaded.ok) await this.fallBack(loaded, first)
      else if (this.#wish === 0) this.#serve(first, loaded)
    })
    return first
  }

  async #choose({ folder, device }: ModelChoice, known: KnownDevices | null): Promise<DeviceChoice> {
    if (device === 'auto') return known?.choice ?? PROCESSOR
    return { device, half: device === 'cpu' || ((await this.#options.finder?.half(folder, device)) ?? false) }
  }

  #open(folder: string, choice: DeviceChoice, client = new EngineClient('vision-language', this.#options.spawn)): Serving {
    const { threads, deadline, cacheFolder } = this.#options
    const kept = cacheFolder === undefined ? {} : { cacheFolder }
    const loading = client.load({ folder, threads, ...choice, ...kept, deadline })
    return { client, folder, choice, objects: readObjectNames(folder), questions: readQuestionLimits(folder), loaded: () => loading }
  }

  #serve(serving: Serving, { info }: Loaded): void {
    this.#serving = Promise.resolve(serving)
    this.#current = serving
    void identifyModel(serving.folder).then(({ size }) => (this.#size = size))
    this.#precision = info.precision ?? null
    this.#options.changed?.(this.report)
  }

  async #lost({ folder, choice }: Serving, why: Failure): Promise<void> {
    const { finder } = this.#options
    await finder?.lost(folder, choice, why)
    this.#known = (await finder?.known(folder)) ?? null
  }
}

function isLoss({ code }: Failure): boolean {
  return DEVICE_LOSS.has(code)
}
