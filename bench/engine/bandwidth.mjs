// How fast this machine reads memory: a child of its own compares two equal buffers that no cache holds, on
// as many threads as the engine has. (memcmp reads both to the end; nothing is written.)
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'

const MIB = 2 ** 20
const SIZE = 192 * MIB
const ROUNDS = 12

/** @returns bytes a second, the best round: others may be using the memory, too */
export function measureBandwidth(threads) {
  const { promise, resolve, reject } = Promise.withResolvers()
  const child = fork(fileURLToPath(import.meta.url), [String(threads)], { execArgv: [] })
  child.on('message', resolve)
  child.on('error', reject)
  child.on('exit', (code) => reject(new Error(`bandwidth.mjs ended with ${code}`)))
  return promise.finally(() => child.kill('SIGKILL'))
}

/** A thread's part: two buffers, compared at every message. */
function work() {
  const [left, right] = [Buffer.alloc(SIZE, 7), Buffer.alloc(SIZE, 7)]
  parentPort.on('message', () => {
    if (!left.equals(right)) throw new Error('memory changed by itself')
    parentPort.postMessage(null)
  })
  parentPort.postMessage(null)
}

async function lead(threads) {
  const workers = Array.from({ length: threads }, () => new Worker(new URL(import.meta.url)))
  const all = () =>
    Promise.all(workers.map((worker) => new Promise((resolve) => void worker.once('message', resolve))))
  await all()
  let best = 0
  for (let round = 0; round < ROUNDS; round++) {
    const done = all()
    const from = performance.now()
    for (const worker of workers) worker.postMessage(null)
    await done
    best = Math.max(best, (2 * SIZE * threads) / ((performance.now() - from) / 1000))
  }
  process.send(best)
}

if (!isMainThread) work()
else if (process.send && process.argv[1] === fileURLToPath(import.meta.url)) await lead(Number(process.argv[2]))
