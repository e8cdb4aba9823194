// SmolVLM at its true size: Descry beside transformers.js with pictures, and beside it and llama.cpp with the
// language model alone. There, everybody is fed the same number of tokens of text and then generates as many:
// llama.cpp sees no pictures, and a picture's embeddings are to a language model what a text's are. Weights are
// random; answers differ from program to program and say nothing about any of them.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { median, shown, table } from '../figures.mjs'
import { SIZES } from '../models/dimensions.mjs'
import { ggufFile } from '../models/gguf.mjs'
import { onnxFolder } from '../models/onnx-folder.mjs'
import { generator } from '../models/seeded.mjs'
import { measureBandwidth } from './bandwidth.mjs'
import { withInternals } from './bundle.mjs'
import { inTurn } from './in-turn.mjs'
import { memory, processorTime } from './kernel.mjs'
import { startDescry, startLanguageModel, startLlamaCpp, startTransformersJs } from './peers.mjs'
import { bytesPerToken, STORED } from './roofline.mjs'

const THREADS = 2
/** The files that both engines open: what a publisher's folder is loaded with. */
const DTYPE = { vision_encoder: 'q8', embed_tokens: 'q8', decoder_model_merged: 'q4' }
const FIRST = 'Describe this image.'
const FURTHER = 'What is the main object?'
const TOKENS = 64
/** Prompts with a picture as one tile, as thirteen (4:3, 16:9) and as seventeen (square), tokens. */
export const CONTEXTS = [78, 877, 1142]

/** 640 × 480 and another of that size, so that no picture is the one before. */
async function pictures(root) {
  const cat = await readFile(join(root, 'resources/models/descry-nano/samples/chelsea.png'))
  const size = { width: 640, height: 480, fit: 'fill' }
  const both = [sharp(cat).resize(size), sharp(cat).flop().resize(size)]
  return Promise.all(both.map(async (picture) => new Uint8Array(await picture.png().toBuffer())))
}

/** Token ids of a text that nobody wrote. */
export function promptOf(length) {
  const next = generator(length)
  return Array.from({ length }, () => 1000 + (next() % 40_000))
}

async function together(starts, use) {
  const peers = []
  try {
    for (const start of starts) peers.push(await start())
    return await use(peers)
  } finally {
    for (const peer of peers) peer.close()
  }
}

/** A new picture, then a further question about it where something is kept of it; else that is as long again. */
async function look(peer, run, shots) {
  const bytes = shots[run & 1]
  const before = await processorTime(peer.pid)
  const first = await peer.answer(bytes, FIRST)
  const after = await processorTime(peer.pid)
  const further = await peer.followUp?.(FURTHER)
  return { ...first, processor: before === null ? null : after - before, followUp: further?.firstToken ?? null }
}

async function measurePictures(root, size, runs, cacheFolder) {
  const folder = await onnxFolder(size)
  const shots = await pictures(root)
  // Started once before, so that the changed graphs are kept already, as on every start but the first.
  ;(await startDescry(root, folder, THREADS, { cacheFolder })).close()
  const starts = [
    () => startDescry(root, folder, THREADS, { cacheFolder }),
    () => startTransformersJs(root, folder, THREADS, { name: 'transformers.js, one tile', dtype: DTYPE, splitting: false }),
    () => startTransformersJs(root, folder, undefined, { name: 'transformers.js, as it comes', dtype: DTYPE }),
  ]
  return together(starts, async (peers) => {
    console.error(`${SIZES[size].name}: pictures`)
    const turns = Object.fromEntries(peers.map((peer) => [peer.name, (run) => look(peer, run, shots)]))
    const { taken, load } = await inTurn(turns, { runs, warmUps: 1 })
    const rows = []
    for (const { name, pid, load: started } of peers) {
      const middle = (key) => median(taken[name].map((figures) => figures[key]))
      rows.push({
        name,
        load: started,
        promptTokens: taken[name][0].promptTokens ?? null,
        firstToken: middle('firstToken'),
        followUp: middle('followUp'),
        total: middle('total'),
        tokensPerSecond: middle('tokensPerSecond'),
        processor: middle('processor'),
        peakMiB: await memory(pid, 'VmHWM').catch(() => null),
        all: taken[name],
      })
    }
    return { rows, load }
  })
}

/** Medians, and the best run: what is left where others use the machine meanwhile. */
export function decodeFigures(taken) {
  const rates = taken.map(({ times }) => 1000 / median(times))
  return {
    prefill: median(taken.map((run) => run.prefill)),
    tokensPerSecond: median(rates),
    best: Math.max(...rates),
    processor: median(taken.map((run) => run.processor)),
  }
}

async function measureLanguage(root, size, runs, cacheFolder, internals) {
  const folder = await onnxFolder(size)
  const starts = [
    () => startLanguageModel(root, internals, { folder, threads: THREADS, cacheFolder }),
    () => startTransformersJs(root, folder, THREADS, { dtype: DTYPE }),
    async () => startLlamaCpp(root, await ggufFile(size), THREADS),
  ]
  return together(starts, async (peers) => {
    const rows = []
    for (const context of CONTEXTS) {
      const ids = promptOf(context)
      const turns = Object.fromEntries(peers.map((peer) => [peer.name, () => peer.goOn(ids, TOKENS)]))
      console.error(`${SIZES[size].name}: the language model after ${context} tokens`)
      const { taken, load } = await inTurn(turns, { runs, warmUps: 1 })
      for (const { name } of peers) {
        const bytes = bytesPerToken(SIZES[size].text, context, name === 'llama.cpp' ? STORED.gguf : STORED.onnx)
        rows.push({ name, context, bytes, load, ...decodeFigures(taken[name]) })
      }
    }
    return rows
  })
}

/** @returns { bandwidth, sizes: { [name]: { pictures, language } } } */
export async function measurePeers(root, runs, sizes = Object.keys(SIZES)) {
  const cacheFolder = await mkdtemp(join(tmpdir(), 'descry-bench-'))
  try {
    const measured = {}
    const bandwidth = await measureBandwidth(THREADS)
    for (const size of sizes) {
      const language = await withInternals(root, (file) => measureLanguage(root, size, runs, cacheFolder, file))
      measured[SIZES[size].name] = { language, pictures: await measurePictures(root, size, runs, cacheFolder) }
    }
    return { threads: THREADS, bandwidth, sizes: measured }
  } finally {
    await rm(cacheFolder, { recursive: true, force: true })
  }
}

export function showPeers({ sizes, bandwidth }) {
  const parts = [
    `Memory is read at ${shown(bandwidth / 1e9, 'GB/s')} (two threads, best of twelve rounds). The language model ` +
      'has a head of its own in four bits for all. Descry and transformers.js read 20 bytes for 32 weights (scales ' +
      'and cache in float32), llama.cpp 18 (Q4_0; its cache is in half precision). tokens/s is the median token.',
  ]
  for (const [name, { language, pictures: seen }] of Object.entries(sizes)) {
    parts.push(`${name}, a picture of 640 × 480 (load up to ${shown(seen.load)})`, pictureTable(seen.rows))
    parts.push(`${name}, the language model alone`, languageTable(language, bandwidth))
  }
  return parts.join('\n\n')
}

function pictureTable(rows) {
  const first = rows[0].firstToken
  return table(
    ['by', 'first token', '÷ Descry', 'follow-up', '÷ first', 'all', 'tokens/s', 'processor', 'load', 'peak'],
    rows.map((row) => [
      row.name,
      shown(row.firstToken, 'ms'),
      shown(row.firstToken / first),
      shown(row.followUp, 'ms'),
      shown(row.followUp && row.followUp / row.firstToken),
      shown(row.total, 'ms'),
      shown(row.tokensPerSecond),
      shown(row.processor, 'ms'),
      shown(row.load, 'ms'),
      shown(row.peakMiB, 'MiB'),
    ]),
  )
}

function languageTable(rows, bandwidth) {
  const of = (name, context) => rows.find((row) => row.name === name && row.context === context)
  return table(
    ['context', 'by', 'tokens/s', 'best run', 'Descry ÷ it', 'processor a token', 'prompt', 'bytes a token', 'memory allows', 'load'],
    rows.map((row) => [
      row.context,
      row.name,
      shown(row.tokensPerSecond),
      shown(row.best),
      shown(of('Descry', row.context).tokensPerSecond / row.tokensPerSecond),
      shown(row.processor, 'ms'),
      `${shown((row.context / row.prefill) * 1000)} tokens/s`,
      shown(row.bytes / 1e6, 'MB'),
      `${shown(bandwidth / row.bytes)} tokens/s`,
      shown(row.load),
    ]),
  )
}
