// Descry's recogniser beside tesseract.js on the same rendered screens, interleaved in one run:
//   node bench/ocr/compare.mjs [--screens FOLDER] [--half all|tune|held] [--rounds 1] [--threads 2] [--out FILE]
// Prints a table and writes JSON. tesseract.js gets the language of each screen, its own data package
// (no network) and the default settings; its words are put on the truth's lines by their boxes.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cpus, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { createWorker } from 'tesseract.js'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '../..')
const { values } = parseArgs({
  options: {
    screens: { type: 'string', default: join(root, 'test/support/screens/fixtures') },
    model: { type: 'string', default: join(root, 'resources/models/ppocrv6-tiny') },
    half: { type: 'string', default: 'all' },
    rounds: { type: 'string', default: '1' },
    threads: { type: 'string', default: '2' },
    out: { type: 'string', default: join(root, 'bench/results/ocr.json') },
  },
})

// The product's own packages: the source is bundled as it is, its native modules stay outside.
const require = createRequire(join(root, 'package.json'))
const { build } = await import(pathToFileURL(require.resolve('rolldown')).href)
const sharp = require('sharp')
const bundle = join(root, 'out', `ocr-compare-${process.pid}.mjs`)
await build({
  input: join(here, 'measured.ts'),
  platform: 'node',
  external: ['onnxruntime-node', 'sharp', 'zod'],
  logLevel: 'warn',
  output: { file: bundle, format: 'esm' },
})
const { createRecogniser, GROUPS, rates, scoreScreen } = await import(pathToFileURL(bundle).href)
rmSync(bundle)

const { screens } = JSON.parse(readFileSync(join(values.screens, 'truth.json'), 'utf8'))
const chosen = screens.filter((screen) => values.half === 'all' || screen.half === values.half)
const opened = await createRecogniser({ folder: values.model, threads: Number(values.threads) })
if (!opened.ok) throw new Error(`${opened.code}: ${opened.detail}`)
const turn = { cancelled: () => false, pause: () => new Promise((resolve) => setImmediate(resolve)) }

// English alone for English screens, both for German ones, as a user would set it.
const dataOf = (lang) => join(root, 'bench/node_modules/@tesseract.js-data', lang, '4.0.0_best_int')
const languages = { en: ['eng'], de: ['deu'] }
const workers = {}
for (const [lang, data] of Object.entries(languages)) {
  workers[lang] = await createWorker(data, 1, { langPath: dataOf(data[0]), gzip: true, cacheMethod: 'none' })
}

const wordsOf = ({ blocks }) =>
  (blocks ?? []).flatMap((block) => block.paragraphs.flatMap((paragraph) => paragraph.lines.flatMap((line) => line.words)))

const contenders = {
  Descry: async (_, pixels, stages) => opened.recogniser.read(pixels, turn, stages),
  'tesseract.js': async (screen, _, __, png) => {
    const { data } = await workers[screen.lang].recognize(png, {}, { blocks: true, text: true })
    return wordsOf(data).map(({ text, bbox, confidence }) => ({
      text,
      confidence: confidence / 100,
      box: { x: bbox.x0, y: bbox.y0, width: bbox.x1 - bbox.x0, height: bbox.y1 - bbox.y0 },
    }))
  },
}

const results = Object.fromEntries(Object.keys(contenders).map((name) => [name, { scored: [], times: new Map() }]))
const stagesOfScreens = []
for (let round = 0; round < Number(values.rounds); round++) {
  for (const screen of chosen) {
    const png = readFileSync(join(values.screens, screen.file))
    const { data, info } = await sharp(png).removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })
    const pixels = { width: info.width, height: info.height, rgb: new Uint8Array(data) }
    for (const [name, read] of Object.entries(contenders)) {
      const stages = {}
      const started = performance.now()
      const found = await read(screen, pixels, stages, png)
      const took = performance.now() - started
      const { scored, times } = results[name]
      times.set(screen, [...(times.get(screen) ?? []), took])
      if (name === 'Descry' && screen.width === 1920) stagesOfScreens.push(stages)
      if (round === 0) scored.push({ screen, score: scoreScreen(screen, found) })
    }
    process.stderr.write('.')
  }
}
process.stderr.write('\n')
for (const worker of Object.values(workers)) await worker.terminate()

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]
const percent = (value) => `${(value * 100).toFixed(2)} %`
const full = chosen.filter((screen) => screen.width === 1920 && screen.height === 1080)
const report = Object.fromEntries(
  Object.entries(results).map(([name, { scored, times }]) => {
    const lines = scored.flatMap(({ screen, score }) => score.lines.map((line) => ({ ...line, screen })))
    const strays = scored.flatMap(({ score }) => score.strays)
    const groups = Object.entries(GROUPS).map(([group, belongs]) => [group, lines.filter((line) => belongs(line.screen, line.truth))])
    const sum = (of) => scored.reduce((total, { score }) => total + score.ordered[of], 0)
    return [
      name,
      {
        all: rates(lines, strays),
        inOrder: 1 - sum('errors') / sum('length'),
        groups: Object.fromEntries(groups.filter(([, inIt]) => inIt.length > 0).map(([group, inIt]) => [group, rates(inIt)])),
        millisecondsOfFullScreen: median(full.flatMap((screen) => times.get(screen))),
      },
    ]
  }),
)
const stages = {}
for (const key of ['detect', 'boxes', 'recognise', 'layout']) stages[key] = median(stagesOfScreens.map((each) => each[key] ?? 0))
const machine = { cpu: cpus()[0]?.model, cores: cpus().length, memory: totalmem(), node: process.version, threads: Number(values.threads) }
mkdirSync(dirname(values.out), { recursive: true })
writeFileSync(values.out, `${JSON.stringify({ machine, screens: chosen.length, report, stages, rss: process.memoryUsage.rss() }, null, 2)}\n`)

const names = Object.keys(report)
const rows = [
  ['', ...names],
  ['characters right', ...names.map((name) => percent(report[name].all.characters))],
  ['words right', ...names.map((name) => percent(report[name].all.words))],
  ['lines without an error', ...names.map((name) => percent(report[name].all.perfect))],
  ['characters right, in reading order', ...names.map((name) => percent(report[name].inOrder))],
  ...Object.keys(report[names[0]].groups).map((group) => [`  ${group}`, ...names.map((name) => percent(report[name].groups[group].characters))]),
  ['milliseconds, 1920 × 1080', ...names.map((name) => report[name].millisecondsOfFullScreen.toFixed(0))],
]
for (const row of rows) process.stdout.write(`${row.map((cell, i) => (i === 0 ? cell.padEnd(38) : cell.padStart(14))).join('')}\n`)
process.stdout.write(`stages of Descry, ms: ${Object.entries(stages).map(([key, value]) => `${key} ${value.toFixed(0)}`).join(', ')}\n`)
