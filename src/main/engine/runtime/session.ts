import { readFile, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { InferenceSession } from 'onnxruntime-node'
import { failure, type Result } from '../../../shared/codes'
import type { Device } from '../../../shared/devices'
import { changedCopy } from './changed-copy'
import { changeGraph, type OnnxGraph } from './onnx-graph'
import { deviceFailure, PROVIDERS } from './providers'

/** `basic` leaves each operator as it is and only takes out what does nothing; `all` also fuses operators. */
type Optimisation = 'basic' | 'all'

/** A change to a graph before it is loaded; it is true where anything was changed. */
interface GraphPatch {
  /** Names the change, so that a kept copy is known again. */
  readonly name: string
  readonly apply: (graph: OnnxGraph) => boolean
}

export interface SessionOptions {
  readonly threads: number
  /** The processor without it. */
  readonly device?: Device
  /** onnxruntime's graph optimisations; `all` by default. */
  readonly optimisation?: Optimisation
  /**
   * onnxruntime keeps the memory of a run for the next one. False gives it back: worth it where runs
   * differ in size and nobody waits for the first word (measured: docs/performance.md).
   */
  readonly arena?: boolean
  /**
   * Microseconds that a thread spins, while a run lasts, before it sleeps when it waits for another one;
   * without it threads sleep at once.
   */
  readonly spinning?: number
  /** Changes the graph before it is loaded; the file itself is never written. */
  readonly patch?: GraphPatch
  /** Where a changed copy may be kept; without it the graph is changed in memory every time. */
  readonly cacheFolder?: string | undefined
  /** The graph as `changedModel` gave it, where it is at hand already. */
  readonly model?: string | Uint8Array
}

/** Name, element type and shape (numbers, or names of free dimensions) of one input or output. */
export interface TensorSpec {
  readonly name: string
  readonly type: string
  readonly shape: readonly (number | string)[]
}

export interface Graph {
  readonly session: InferenceSession
  readonly device: Device
  readonly inputs: ReadonlyMap<string, TensorSpec>
  readonly outputs: ReadonlyMap<string, TensorSpec>
}

function specs(metadata: readonly InferenceSession.ValueMetadata[]): ReadonlyMap<string, TensorSpec> {
  const map = new Map<string, TensorSpec>()
  for (const value of metadata) {
    if (value.isTensor) map.set(value.name, { name: value.name, type: value.type, shape: value.shape })
  }
  return map
}

/**
 * Opens one graph. No thread spins while nothing runs: a thread pool that spins was seen to hold cores for
 * over a second after a run, and an idle engine must use none.
 */
export async function openGraph(file: string, options: SessionOptions): Promise<Result<{ graph: Graph }>> {
  const name = basename(file)
  const device = options.device ?? 'cpu'
  const spinning = options.spinning ?? 0
  const isSpinning = spinning > 0 ? '1' : '0'
  const settings: InferenceSession.SessionOptions = {
    executionProviders: PROVIDERS[device].providers,
    ...PROVIDERS[device].session,
    intraOpNumThreads: options.threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: options.optimisation ?? 'all',
    logSeverityLevel: 4,
    enableCpuMemArena: options.arena ?? true,
    extra: {
      session: {
        intra_op: { allow_spinning: isSpinning, ...(spinning > 0 && { spin_duration_us: String(spinning) }) },
        inter_op: { allow_spinning: '0' },
        force_spinning_stop: isSpinning,
        // Weights beside the graph are found also when the graph comes from memory.
        model_external_initializers_file_folder_path: dirname(file),
      },
    },
  }
  try {
    const model = options.model ?? (await changedModel(file, options)) ?? file
    const session = await InferenceSession.create(...([model, settings] as [string, typeof settings]))
    return {
      ok: true,
      graph: { session, device, inputs: specs(session.inputMetadata), outputs: specs(session.outputMetadata) },
    }
  } catch (error) {
    if (isMissing(error)) return failure('model-file-missing', `${name} is missing`)
    const text = error instanceof Error ? error.message : String(error)
    const [, weights] = MISSING_WEIGHTS.exec(text) ?? []
    if (weights !== undefined) return failure('model-file-missing', `${basename(weights)} is missing: ${name} has its weights there`)
    if (/bad.?alloc|out of memory|failed to allocate/i.test(text)) return failure('engine-out-of-memory', name)
    if (device !== 'cpu') return deviceFailure(`${name}: ${text}`)
    return failure('model-damaged', `${name} cannot be loaded: ${text.slice(0, 300)}`)
  }
}

/** The changed graph, as the path of a kept copy or as its bytes; null where nothing is changed. */
export async function changedModel(
  file: string,
  { patch, cacheFolder }: Pick<SessionOptions, 'patch' | 'cacheFolder'>,
): Promise<string | Uint8Array | null> {
  if (!patch) return null
  const change = async (): Promise<Uint8Array | null> => changeGraph(await readFile(file), patch.apply)
  // A graph with its weights beside it is small, and its copy would look for them in the wrong place.
  const isSmall = await exists(`${file}_data`)
  return cacheFolder === undefined || isSmall ? change() : changedCopy(file, patch.name, cacheFolder, change)
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

/** onnxruntime's words for a file of weights beside a graph that is not there. */
const MISSING_WEIGHTS = /External data path does not exist: "([^"]*)"/

function isMissing(error: unknown): boolean {
  return error instanceof Error && ('code' in error ? error.code === 'ENOENT' : /doesn't exist|no such file/i.test(error.message))
}
