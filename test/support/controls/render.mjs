// Renders check boxes and radio buttons with Chromium and writes each picture with its truth, taken from the page:
//   node test/support/controls/render.mjs [--count 16] [--seed 1] [--out FOLDER] [--browser PATH]
// The 16 of seed 1 are the committed fixtures.
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { pageOf, planOf } from './page.mjs'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '16' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: fileURLToPath(new URL('fixtures', import.meta.url)) },
    browser: { type: 'string', default: process.env.DESCRY_CHROMIUM ?? '/usr/bin/chromium' },
  },
})

/** Runs in the page. */
function truthInPage() {
  return [...document.querySelectorAll('label.item')].map((label) => {
    const input = label.querySelector('input')
    return { type: input.type, label: label.innerText.replace(/\s+/g, ' ').trim(), checked: input.checked }
  })
}

// The browser's driver belongs to the benchmarks' own packages.
const { chromium } = createRequire(new URL('../../../bench/package.json', import.meta.url))('playwright-core')
const browser = await chromium.launch({ executablePath: values.browser, args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb'] })
mkdirSync(values.out, { recursive: true })
const pictures = []
let bytes = 0
for (let i = 0; i < Number(values.count); i++) {
  const plan = planOf(i, Number(values.seed))
  const page = await browser.newPage({ viewport: { width: 640, height: 300 } })
  await page.setContent(pageOf(plan))
  await page.evaluate(() => document.fonts.ready)
  const controls = await page.evaluate(truthInPage)
  const picture = await sharp(await page.screenshot({ fullPage: true })).png({ palette: true, colours: 64, dither: 0, effort: 10, compressionLevel: 9 }).toBuffer()
  writeFileSync(join(values.out, plan.file), picture)
  bytes += picture.length
  const { file, look, theme, font, px, size, lang, half } = plan
  pictures.push({ file, look, theme, font, px, size, lang, half, controls })
  await page.close()
}
await browser.close()
writeFileSync(join(values.out, 'truth.json'), `{"pictures":[\n${pictures.map((each) => JSON.stringify(each)).join(',\n')}\n]}\n`)
process.stderr.write(`${pictures.length} pictures, ${(bytes / 1e6).toFixed(2)} MB\n`)
