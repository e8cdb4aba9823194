import { join } from 'node:path'
import type { Clock } from '../../../src/main/models/clock'
import { createModelStore, type ModelStore, type ModelStoreOptions } from '../../../src/main/models/model-store'
import type { Catalogue, CatalogueEntry } from '../../../src/shared/model-catalogue'
import { REPOSITORY } from './publisher-server'
import { temporaryFolder } from '../temporary-folder'

/** Bytes that look like nothing and are the same every time. */
export function noise(size: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(size)
  let state = seed
  for (let i = 0; i < size; i += 1) {
    state = (state * 1103515245 + 12345) % 2147483648
    bytes[i] = state >>> 16
  }
  return bytes
}

/** A model's files; the graph is large enough to be cut anywhere. */
export const MODEL_FILES: Readonly<Record<string, Buffer>> = {
  'config.json': Buffer.from('{"model_type":"idefics3"}'),
  'tokenizer.json': Buffer.from('{"model":{}}'),
  'onnx/decoder_model_merged_q4.onnx': noise(400_000, 2),
  'onnx/vision_encoder.onnx': noise(90_000, 3),
}
export const GRAPH = 'onnx/decoder_model_merged_q4.onnx'

export const ENTRY: CatalogueEntry = {
  id: 'tiny',
  name: 'Tiny',
  modelType: 'idefics3',
  repository: REPOSITORY,
  revision: null,
  wanted: Object.keys(MODEL_FILES),
  known: [],
  downloadSize: 490_000,
  memory: 1,
  millionParameters: 1,
  gigaflops: 1,
  licence: { name: 'MIT', url: 'https://example.org/licence', needsConsent: false },
  languages: ['en'],
  goodAt: ['captions'],
}

export const aCatalogue = (...models: CatalogueEntry[]): Catalogue => ({
  version: 1,
  publisher: 'https://publisher.example',
  hosts: [],
  box: [
    {
      id: 'boxed',
      name: 'Boxed',
      modelType: 'idefics3',
      memory: 1,
      millionParameters: 8,
      gigaflops: 2,
      licence: { name: 'ours', url: null, needsConsent: false },
      languages: ['en'],
      goodAt: ['captions'],
    },
  ],
  models,
})

/** A clock that nobody waits for: short pauses are over at once, long ones when the test says so. */
export interface HandClock extends Clock {
  pass(milliseconds: number): void
  /** Pauses that were asked for and are over. */
  readonly pauses: number[]
  /** How many pauses go on. */
  readonly waiting: number
}

export function handClock(): HandClock {
  let now = 1_700_000_000_000
  const timers = new Map<object, { readonly due: number; readonly then: () => void }>()
  const pauses: number[] = []
  return {
    pauses,
    get waiting() {
      return timers.size
    },
    now: () => now,
    after(milliseconds, then) {
      const timer = {}
      const run = (): void => {
        if (timers.delete(timer)) then()
      }
      timers.set(timer, { due: now + milliseconds, then: run })
      if (milliseconds < 30_000) {
        pauses.push(milliseconds)
        setImmediate(run)
      }
      return () => timers.delete(timer)
    },
    pass(milliseconds) {
      now += milliseconds
      for (const { due, then } of [...timers.values()]) if (due <= now) then()
    },
  }
}

export const emptyFolder = async (): Promise<string> => temporaryFolder()

export async function aStore(options: Partial<ModelStoreOptions> = {}): Promise<ModelStore & { folder: string }> {
  const folder = options.folder ?? (await emptyFolder())
  const store = createModelStore({
    catalogue: aCatalogue(ENTRY),
    boxFolder: join(folder, 'no-box'),
    modelTypes: ['idefics3', 'smolvlm'],
    clock: handClock(),
    reserve: 0,
    ...options,
    folder,
  })
  return { ...store, folder }
}
