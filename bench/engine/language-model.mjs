// Descry's language model as a child of the benchmark: the engine's own decoder with the levers it is told.
import { join } from 'node:path'
import { setImmediate as pause } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'

const [internals, options] = process.argv.slice(2)
const { folder, threads, cacheFolder, levers } = JSON.parse(options)
const { continuation, Decoder, generate, LEVERS, openGraph, openLanguage } = await import(pathToFileURL(internals).href)

/** Positions fed in one run, as the product does (formats/picture-conversation.ts). */
const RUN_LENGTH = 128

function need(opened) {
  if (!opened.ok) throw new Error(`${opened.code}: ${opened.detail}`)
  return opened
}

const embed = need(await openGraph(join(folder, 'onnx/embed_tokens_quantized.onnx'), { threads: 1 })).graph
const file = join(folder, 'onnx/decoder_model_merged_q4.onnx')
const settings = { threads, device: 'cpu', cacheFolder, levers: { ...LEVERS, ...levers } }
const { decoder } = need(Decoder.open(embed, need(await openLanguage(file, embed, settings)).graph))

/**
 * Right guesses are the answer that was given with guesses the time before; from the third time on they are
 * right (sums of several positions at once are rounded otherwise, which eight bits make visible, so the first
 * answer may be another one). Wrong ones are the same token again and again.
 */
let known = []
const GUESSES = {
  right: (ids) => known.slice(ids.length, ids.length + 4),
  wrong: () => [9, 9, 9, 9],
}

/** Feeds a prompt, then generates; times are milliseconds from one token to the next. */
async function goOn({ ids, tokens, guesses }) {
  const cache = decoder.start()
  const times = []
  let since = performance.now()
  let first = []
  for (let from = 0; from < ids.length; from += RUN_LENGTH) {
    first = await decoder.run(await decoder.embed(ids.slice(from, from + RUN_LENGTH)), cache)
  }
  const processor = process.cpuUsage()
  const generated = await generate(continuation(decoder, cache), first[0], {
    maxNewTokens: tokens,
    endIds: new Set(),
    cancelled: () => false,
    pause: () => pause(),
    guess: GUESSES[guesses],
    onToken: () => {
      const now = performance.now()
      times.push(now - since)
      since = now
    },
  })
  if (guesses === 'right') known = generated.ids
  const { user, system } = process.cpuUsage(processor)
  process.send({ type: 'done', times, processor: (user + system) / 1000 })
}

process.on('message', (message) => {
  void goOn(message)
})
process.send({ type: 'ready', levers: LEVERS })
