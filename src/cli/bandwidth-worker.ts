/**
 * Reads memory in a thread of its own, as fast as it can. This file imports nothing of ours, so that Node can run
 * it as it is and bundled alike.
 */
import { parentPort, workerData } from 'node:worker_threads'

export interface BandwidthTask {
  /** Bytes of each of two blocks. */
  readonly bytes: number
}

/** Asks for so many passes over both blocks. */
export interface BandwidthRequest {
  readonly passes: number
}

const { bytes } = workerData as BandwidthTask
// Written to, or every page would be the same one of zeros.
const one = Buffer.alloc(bytes, 1)
const other = Buffer.alloc(bytes, 1)

parentPort?.on('message', ({ passes }: BandwidthRequest) => {
  let equal = true
  // The comparison is C's memcmp, which reads both blocks to their ends with vector instructions and writes nothing.
  for (let pass = 0; pass < passes; pass++) equal &&= one.equals(other)
  parentPort?.postMessage(equal)
})
parentPort?.postMessage(true)
