import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { dependencies, version } from '../../../package.json'
import { DEVICE_OUTCOMES } from '../../shared/device-probe'
import { DEVICES, PRECISIONS } from '../../shared/devices'
import { readJson, writeJson } from './durable'

const verdictSchema = z.strictObject({
  device: z.enum(DEVICES),
  /** What stood for the driver, see `driverOf`. */
  driver: z.string(),
  /** `identifyModel`'s. */
  model: z.string(),
  /** Of onnxruntime and of Descry. */
  runtime: z.string(),
  product: z.string(),
  outcome: z.enum(DEVICE_OUTCOMES),
  /** Whether files in half floats may be chosen. */
  half: z.boolean(),
  precision: z.enum(PRECISIONS).nullable(),
  /** Milliseconds, medians; null where it did not get as far. */
  times: z.strictObject({ firstToken: z.number(), decode: z.number() }).nullable(),
  /** Milliseconds since the epoch. */
  at: z.number(),
})
export type DeviceVerdict = z.infer<typeof verdictSchema>

const fileSchema = z.strictObject({ version: z.literal(1), verdicts: z.array(verdictSchema).max(1000) })

/** Kept of all models and drivers together; the oldest go first. */
const MOST_KEPT = 200

/** A verdict holds for these versions only. */
const VERSIONS = { runtime: dependencies['onnxruntime-node'], product: version } as const

/** Milliseconds for which a device that failed in use is left alone: it may only have been suspended with the machine. */
const LOST_HOLDS = 24 * 60 * 60_000

/**
 * What is known of this machine's devices, in one file. A file that cannot be read or does not fit is as good
 * as none: the devices are tried again. One that cannot be written is made up for while the process lasts.
 */
export class DeviceMemory {
  readonly #file: string
  readonly #versions: Pick<DeviceVerdict, 'runtime' | 'product'>
  readonly #now: () => number
  #own: readonly DeviceVerdict[] = []
  #writing: Promise<void> = Promise.resolve()

  constructor(file: string, now: () => number = Date.now, versions: Pick<DeviceVerdict, 'runtime' | 'product'> = VERSIONS) {
    this.#file = file
    this.#now = now
    this.#versions = versions
  }

  /** The verdict on a device with this driver and this model, by these versions; null where it must be tried. */
  async recall(asked: Pick<DeviceVerdict, 'device' | 'driver' | 'model'>): Promise<DeviceVerdict | null> {
    const wanted = { ...this.#versions, ...asked }
    const known = [...this.#own, ...(await this.#read())].find((verdict) => isSame(verdict, wanted))
    if (!known || (known.outcome === 'lost' && this.#now() - known.at > LOST_HOLDS)) return null
    return known
  }

  /** Puts a verdict in place of the one before it. */
  remember(fresh: Omit<DeviceVerdict, 'runtime' | 'product' | 'at'>): Promise<void> {
    const verdict: DeviceVerdict = { ...fresh, ...this.#versions, at: this.#now() }
    this.#own = inPlace(verdict, this.#own)
    this.#writing = this.#writing.then(async () => this.#write(inPlace(verdict, await this.#read())).catch(() => undefined))
    return this.#writing
  }

  async #read(): Promise<readonly DeviceVerdict[]> {
    return (await readJson(this.#file, fileSchema))?.verdicts ?? []
  }

  async #write(verdicts: readonly DeviceVerdict[]): Promise<void> {
    await mkdir(dirname(this.#file), { recursive: true, mode: 0o700 })
    await writeJson(this.#file, { version: 1, verdicts })
  }
}

function inPlace(verdict: DeviceVerdict, others: readonly DeviceVerdict[]): readonly DeviceVerdict[] {
  return [verdict, ...others.filter((known) => !isSame(known, verdict))].slice(0, MOST_KEPT)
}

type Key = Pick<DeviceVerdict, 'device' | 'driver' | 'model' | 'runtime' | 'product'>

function isSame(one: Key, other: Key): boolean {
  return (['device', 'driver', 'model', 'runtime', 'product'] as const).every((key) => one[key] === other[key])
}
