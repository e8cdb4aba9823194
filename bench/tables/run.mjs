// Tables and forms of the 60 rendered pictures by the product's recogniser, those apart that no setting was
// chosen on, and what finding them adds to a read of a full screen.
import { readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { median } from '../figures.mjs'

const turn = { cancelled: () => false, pause: () => new Promise((resolve) => setImmediate(resolve)) }

/** @returns {Promise<{ rows: object[], controls: object, cost: object }>} */
export async function measureTables(root, folder, runs) {
  const require = createRequire(join(root, 'package.json'))
  const { build } = await import(pathToFileURL(require.resolve('rolldown')).href)
  const sharp = require('sharp')
  const bundle = join(root, 'out', `tables-${process.pid}.mjs`)
  await build({
    input: join(root, 'bench/tables/measured.ts'),
    platform: 'node',
    external: ['onnxruntime-node', 'sharp', 'zod'],
    logLevel: 'warn',
    output: { file: bundle, format: 'esm' },
  })
  const { createRecogniser, drawingOf, findTables, LOOKS, scoreControls, scoreTables, sum, tiltOf } = await import(pathToFileURL(bundle).href)
  rmSync(bundle)
  const opened = await createRecogniser({ folder, threads: 2 })
  if (!opened.ok) throw new Error(`${opened.code}: ${opened.detail}`)
  const pixelsOf = async (path) => {
    const { data, info } = await sharp(path).removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })
    return { width: info.width, height: info.height, rgb: new Uint8Array(data) }
  }
  const fixtures = join(root, 'test/support/tables/fixtures')
  const { pictures } = JSON.parse(readFileSync(join(fixtures, 'truth.json'), 'utf8'))
  const scored = []
  for (const picture of pictures) {
    const pixels = await pixelsOf(join(fixtures, picture.file))
    const drawing = drawingOf(pixels)
    const lines = await opened.recogniser.read(pixels, turn, {}, drawing)
    scored.push({ picture, score: scoreTables(picture, findTables(lines, drawing)) })
  }
  const rows = ['tune', 'held'].flatMap((half) =>
    Object.entries(LOOKS).map(([group, looks]) => ({
      half,
      group,
      ...sum(scored.filter(({ picture }) => picture.half === half && looks.includes(picture.look)).map(({ score }) => score)),
    })),
  )
  const forms = join(root, 'test/support/controls/fixtures')
  const read = []
  for (const truth of JSON.parse(readFileSync(join(forms, 'truth.json'), 'utf8')).pictures) {
    const pixels = await pixelsOf(join(forms, truth.file))
    const drawing = drawingOf(pixels)
    read.push({ truth, fields: findTables(await opened.recogniser.read(pixels, turn, {}, drawing), drawing).fields })
  }
  return { rows, controls: scoreControls(read), cost: await costOf() }

  /** Milliseconds of a read, and of what it does for tables: both of the same turn, as one. */
  async function costOf() {
    const screens = join(root, 'test/support/screens/fixtures')
    const full = JSON.parse(readFileSync(join(screens, 'truth.json'), 'utf8')).screens.filter(({ width, height }) => width === 1920 && height === 1080)
    const chosen = await Promise.all(full.filter((_, i) => i % 6 === 0).map(({ file }) => pixelsOf(join(screens, file))))
    const shares = []
    const times = { read: [], tables: [] }
    for (let run = -1; run < runs; run++) {
      for (const pixels of chosen) {
        const began = performance.now()
        const drawing = drawingOf(pixels)
        tiltOf(drawing.light)
        const drawn = performance.now()
        const lines = await opened.recogniser.read(pixels, turn, {}, drawing)
        const read = performance.now()
        findTables(lines, drawing)
        const tables = performance.now() - read + (drawn - began)
        if (run < 0) continue
        times.read.push(read - drawn)
        times.tables.push(tables)
        shares.push((100 * tables) / (read - drawn))
      }
    }
    return { read: median(times.read), tables: median(times.tables), ratioPercent: median(shares) }
  }
}
