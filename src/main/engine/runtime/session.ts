import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { InferenceSession } from 'onnxruntime-node'
import { failure, type Result } from '../../../shared/codes'

/** `basic` leaves each operator as it is and only takes out what does nothing; `all` also fuses operators. */
export type Optimisation = 'basic' | 'all'

export interface SessionOptions {
  readonly threads: number
  /** onnxruntime's graph optimisations; `all` by default. */
  readonly optimisation?: Optimisation
  /**
   * onnxruntime keeps the memory of a run for the next one. False gives it back: worth it where runs
   * differ in size and nobody waits for the first word (measured: docs/performance.md).
   */
  readonly arena?: boolean
  /** Rewrites the graph in memory before it is loaded; null leaves it as it is. */
  readonly patch?: (model: Uint8Array) => Uint8Array | null
}

/** Name, element type and shape (numbers, or names of free dimensions) of one input or output. */
export interface TensorSpec {
  readonly name: string
  readonly type: string
  readonly shape: readonly (number | string)[]
}

export interface Graph {
  readonly session: InferenceSession
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
 * Opens one graph. Spinning is off: a thread pool that spins was seen to hold cores for over a second
 * after a run, and an idle engine must use none.
 *
 * A graph with a weights file beside it (`NAME.onnx_data`) is loaded by path and never patched.
 */
export async function openGraph(file: string, options: SessionOptions): Promise<Result<{ graph: Graph }>> {
  const name = basename(file)
  const settings: InferenceSession.SessionOptions = {
    executionProviders: ['cpu'],
    intraOpNumThreads: options.threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: options.optimisation ?? 'all',
    logSeverityLevel: 4,
    enableCpuMemArena: options.arena ?? true,
    extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } },
  }
  try {
    const patched = options.patch && !(await exists(`${file}_data`)) ? options.patch(await readFile(file)) : null
    const session = await InferenceSession.create(...([patched ?? file, settings] as [string, typeof settings]))
    return {
      ok: true,
      graph: { session, inputs: specs(session.inputMetadata), outputs: specs(session.outputMetadata) },
    }
  } catch (error) {
    if (isMissing(error)) return failure('model-file-missing', `${name} is missing`)
    const text = error instanceof Error ? error.message : String(error)
    if (/bad.?alloc|out of memory|failed to allocate/i.test(text)) return failure('engine-out-of-memory', name)
    return failure('model-damaged', `${name} cannot be loaded: ${text.slice(0, 300)}`)
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && ('code' in error ? error.code === 'ENOENT' : /doesn't exist|no such file/i.test(error.message))
}
