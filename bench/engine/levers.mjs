// Each speed lever of the language model by itself: the product's settings with this one turned the other way,
// on SmolVLM-256M. What the engine's table of levers holds is taken from it.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median, shown, table } from '../figures.mjs'
import { onnxFolder } from '../models/onnx-folder.mjs'
import { withInternals } from './bundle.mjs'
import { CONTEXTS, decodeFigures, promptOf } from './comparison.mjs'
import { inTurn } from './in-turn.mjs'
import { startLanguageModel } from './peers.mjs'

const SIZE = '256m'
const TOKENS = 48
/** Microseconds of spinning that are tried where the product does not spin. */
const SPINNING = 20

function opposite(value) {
  return typeof value === 'boolean' ? !value : value > 0 ? 0 : SPINNING
}

function described(lever, value) {
  return typeof value === 'boolean' ? `${lever} ${value ? 'on' : 'off'}` : `${lever} ${value}`
}

/** Settings to compare: what the product does, each lever turned, and none of them; other thread counts. */
function variantsOf(levers) {
  const none = Object.fromEntries(Object.entries(levers).map(([lever, value]) => [lever, typeof value === 'boolean' ? false : 0]))
  return [
    { name: 'as it is', threads: 2 },
    ...Object.entries(levers).map(([lever, value]) => {
      const other = opposite(value)
      return { name: described(lever, other), threads: 2, levers: { [lever]: other } }
    }),
    { name: 'none of them', threads: 2, levers: none },
    { name: 'one thread', threads: 1 },
  ]
}

export function measureLevers(root, runs) {
  return withInternals(root, async (internals) => {
    const folder = await onnxFolder(SIZE)
    const cacheFolder = await mkdtemp(join(tmpdir(), 'descry-bench-'))
    const start = (options) => startLanguageModel(root, internals, { folder, cacheFolder, ...options })
    const peers = []
    try {
      peers.push(await start({ name: 'as it is', threads: 2 }))
      const [first] = peers
      for (const variant of variantsOf(first.ready.levers).slice(1)) peers.push(await start(variant))
      const rows = []
      for (const context of [CONTEXTS[0], CONTEXTS.at(-1)]) {
        const ids = promptOf(context)
        const turns = Object.fromEntries(peers.map((peer) => [peer.name, () => peer.goOn(ids, TOKENS)]))
        // Guesses are tokens of the answer itself, or never right: the most and the least they can do.
        turns['guesses, all right'] = () => first.goOn(ids, TOKENS, { guesses: 'right' })
        turns['guesses, all wrong'] = () => first.goOn(ids, TOKENS, { guesses: 'wrong' })
        const { taken, load } = await inTurn(turns, { runs, warmUps: 2 })
        for (const [name, figures] of Object.entries(taken)) {
          const whole = median(figures.map(({ times }) => (1000 * times.length) / times.reduce((a, b) => a + b)))
          rows.push({ name, context, load, ...decodeFigures(figures), tokensPerSecond: whole })
        }
      }
      return { size: SIZE, levers: first.ready.levers, rows }
    } finally {
      for (const peer of peers) peer.close()
      await rm(cacheFolder, { recursive: true, force: true })
    }
  })
}

export function showLevers({ levers, rows }) {
  const base = (context) => rows.find((row) => row.name === 'as it is' && row.context === context)
  const settings = Object.entries(levers).map(([lever, value]) => described(lever, value))
  const cells = rows.map((row) => [
    row.context,
    row.name,
    shown(row.tokensPerSecond),
    shown(row.tokensPerSecond / base(row.context).tokensPerSecond),
    shown(row.processor, 'ms'),
    shown(row.prefill, 'ms'),
    shown(row.load),
  ])
  const head = ['context', 'with', 'tokens/s', '÷ as it is', 'processor a token', 'prompt', 'load']
  return `As it is: ${settings.join(', ')}.\n\n${table(head, cells)}`
}
