// Renders tables and forms with Chromium and writes each picture with its truth, taken from the page itself:
//   node test/support/tables/render.mjs [--count 60] [--seed 1] [--out FOLDER] [--browser PATH]
// The 60 of seed 1 are the committed fixtures.
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { pageOf } from './page.mjs'
import { planOf } from './plan.mjs'
import { truthInPage } from './truth-in-page.mjs'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: fileURLToPath(new URL('fixtures', import.meta.url)) },
    browser: { type: 'string', default: process.env.DESCRY_CHROMIUM ?? '/usr/bin/chromium' },
  },
})

// The browser's driver belongs to the benchmarks' own packages.
const { chromium } = createRequire(new URL('../../../bench/package.json', import.meta.url))('playwright-core')
const browser = await chromium.launch({ executablePath: values.browser, args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb'] })
mkdirSync(values.out, { recursive: true })
const pictures = []
let bytes = 0
for (let i = 0; i < Number(values.count); i++) {
  const plan = planOf(i, Number(values.seed))
  const page = await browser.newPage({ viewport: { width: plan.width, height: 300 } })
  await page.setContent(pageOf(plan))
  await page.evaluate(() => document.fonts.ready)
  const truth = await page.evaluate(truthInPage)
  const picture = await sharp(await page.screenshot({ fullPage: true })).png({ palette: true, colours: 64, dither: 0, effort: 10, compressionLevel: 9 }).toBuffer()
  writeFileSync(join(values.out, plan.file), picture)
  bytes += picture.length
  const { file, look, lang, theme, font, px, half } = plan
  pictures.push({ file, look, lang, theme, font, px, half, ...truth })
  process.stderr.write(`${file} ${lang} ${theme} ${font} ${px}px: ${truth.tables.map((t) => `${t.rows}x${t.columns}`).join(' ')} ${truth.fields.length} fields\n`)
  await page.close()
}
await browser.close()
writeFileSync(join(values.out, 'truth.json'), `{"pictures":[\n${pictures.map((each) => JSON.stringify(each)).join(',\n')}\n]}\n`)
process.stderr.write(`${pictures.length} pictures, ${(bytes / 1e6).toFixed(2)} MB\n`)
