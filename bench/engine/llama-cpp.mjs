// llama.cpp as a child of the benchmark: one GGUF, the same questions as for the other language models.
import { getLlama, LlamaLogLevel } from 'node-llama-cpp'

const [file, options] = process.argv.slice(2)
const { threads } = JSON.parse(options)
// The package's own binary or none: nothing is downloaded or compiled.
const llama = await getLlama({
  gpu: false,
  build: 'never',
  skipDownload: true,
  progressLogs: false,
  logLevel: LlamaLogLevel.error,
  maxThreads: 0,
})
const model = await llama.loadModel({ modelPath: file, gpuLayers: 0 })
const context = await model.createContext({
  contextSize: 2048,
  batchSize: 2048,
  threads: { ideal: threads, min: threads },
  // Faster than without in both contexts here, so llama.cpp gets it.
  flashAttention: true,
})
const sequence = context.getSequence()

/** Feeds a prompt, then generates; times are milliseconds from one token to the next. */
async function goOn({ ids, tokens }) {
  await sequence.clearHistory()
  const times = []
  let since = performance.now()
  let processor = null
  const answer = sequence.evaluate(ids, { temperature: 0, yieldEogToken: true })
  while (times.length < tokens) {
    await answer.next()
    const now = performance.now()
    times.push(now - since)
    since = now
    processor ??= process.cpuUsage()
  }
  await answer.return()
  const { user, system } = process.cpuUsage(processor)
  process.send({ type: 'done', times, processor: (user + system) / 1000 })
}

process.on('message', (message) => {
  void goOn(message)
})
process.send({ type: 'ready', release: llama.llamaCppRelease.release })
