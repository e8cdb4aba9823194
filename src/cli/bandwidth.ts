import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { BandwidthRequest, BandwidthTask } from './bandwidth-worker'
import { median } from './bench-figures'

/** Bytes of all threads' blocks together: more than any cache that a desktop has. */
const BYTES = 256 * 1024 * 1024
const PASSES = 4
const RUNS = 5

/** A file beside this one in the sources, and beside the bundle when built. */
function workerFile(): URL {
  const here = import.meta.url
  return here.endsWith('.ts') ? new URL('./bandwidth-worker.ts', here) : new URL('./bandwidth-worker.js', here)
}

/**
 * Bytes a second that so many threads read from memory together: the median of five runs after one to warm up.
 * What a model's decoding cannot be faster than, since each token reads all of its weights.
 */
export async function memoryBandwidth(threads: number): Promise<number> {
  const bytes = Math.floor(BYTES / threads / 2)
  const workerData: BandwidthTask = { bytes }
  const workers = Array.from({ length: threads }, () => new Worker(workerFile(), { workerData }))
  try {
    await Promise.all(workers.map((worker) => once(worker, 'message')))
    const request: BandwidthRequest = { passes: PASSES }
    const run = async (): Promise<number> => {
      const from = performance.now()
      const done = workers.map((worker) => once(worker, 'message'))
      for (const worker of workers) worker.postMessage(request)
      await Promise.all(done)
      return (2 * bytes * PASSES * threads) / ((performance.now() - from) / 1000)
    }
    await run()
    const runs: number[] = []
    while (runs.length < RUNS) runs.push(await run())
    return median(runs) ?? 0
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}
