// Renders screens with Chromium and writes each picture with its truth, taken from the page itself:
//   node test/support/screens/render.mjs [--count 40] [--seed 1] [--out FOLDER] [--browser PATH]
// The 40 of seed 1 are the committed fixtures; more are made on demand for the long run.
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { isDark, pageOf } from './page.mjs'
import { planOf } from './plan.mjs'
import { truthInPage } from './truth-in-page.mjs'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: fileURLToPath(new URL('fixtures', import.meta.url)) },
    browser: { type: 'string', default: process.env.DESCRY_CHROMIUM ?? '/usr/bin/chromium' },
  },
})

// The browser's driver belongs to the benchmarks' own packages.
const { chromium } = createRequire(new URL('../../../bench/package.json', import.meta.url))('playwright-core')
const browser = await chromium.launch({ executablePath: values.browser, args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb'] })
mkdirSync(values.out, { recursive: true })
const screens = []
let bytes = 0
for (let i = 0; i < Number(values.count); i++) {
  const plan = planOf(i, Number(values.seed))
  const { headline, html } = pageOf(plan)
  const page = await browser.newPage({ viewport: { width: plan.width, height: plan.height } })
  await page.setContent(html)
  await page.evaluate(() => document.fonts.ready)
  const { lines, cut } = await page.evaluate(truthInPage)
  if (!lines.some((line) => headline.startsWith(line.text))) throw new Error(`${plan.file}: headline is not visible`)
  const picture = await sharp(await page.screenshot()).png({ palette: true, colours: 128, dither: 0, effort: 10, compressionLevel: 9 }).toBuffer()
  writeFileSync(join(values.out, plan.file), picture)
  bytes += picture.length
  const { file, kind, lang, theme, font, px, width, height, half } = plan
  screens.push({ file, kind, headline, lang, dark: isDark(theme), font, px, width, height, half, cut, lines })
  process.stderr.write(`${file} ${plan.lang} ${plan.theme} ${plan.font} ${px}px: ${lines.length} lines, ${cut.length} cut\n`)
  await page.close()
}
await browser.close()
const line = (entry) => `    ${JSON.stringify(entry)}`
const text = screens
  .map(({ lines, ...rest }) => `  ${JSON.stringify(rest).slice(0, -1)},"lines":[\n${lines.map(line).join(',\n')}\n  ]}`)
  .join(',\n')
writeFileSync(join(values.out, 'truth.json'), `{"screens":[\n${text}\n]}\n`)
process.stderr.write(`${screens.length} screens, ${(bytes / 1e6).toFixed(2)} MB\n`)
