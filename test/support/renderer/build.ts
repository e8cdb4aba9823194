import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import config from '../../../electron.vite.config'

const ROOT = resolve(import.meta.dirname, '../../..')
const BUILDS = join(ROOT, 'out/renderer-under-test')
const DAY_MS = 86_400_000
const PAGES = ['home', 'menu', 'caption'] as const

/** What the pages are made of: the build's name changes with it. */
function fingerprint(): string {
  const hash = createHash('sha256')
  for (const folder of ['src/renderer', 'src/shared', 'resources/locales']) {
    for (const entry of readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const path = join(entry.parentPath, entry.name)
      hash.update(path).update(readFileSync(path))
    }
  }
  return hash.update(readFileSync(join(ROOT, 'electron.vite.config.ts'))).digest('hex').slice(0, 16)
}

/**
 * Builds the pages as the product does, once for each state of their sources.
 * @returns the folder that holds home.html, menu.html and caption.html
 */
export async function buildPages(): Promise<string> {
  const folder = join(BUILDS, fingerprint())
  if (existsSync(folder)) return folder
  mkdirSync(BUILDS, { recursive: true })
  for (const old of readdirSync(BUILDS).map((name) => join(BUILDS, name))) {
    if (Date.now() - statSync(old).mtimeMs > DAY_MS) rmSync(old, { recursive: true, force: true })
  }
  // Another worker may build the same: each into its own folder, and the first one there wins.
  const own = mkdtempSync(join(BUILDS, 'building-'))
  const product = (config as { renderer: { plugins: unknown[]; build: object } }).renderer
  await build({
    configFile: false,
    root: join(ROOT, 'src/renderer'),
    base: './',
    logLevel: 'error',
    plugins: product.plugins as never,
    build: {
      ...product.build,
      outDir: own,
      emptyOutDir: true,
      rolldownOptions: { input: Object.fromEntries(PAGES.map((p) => [p, join(ROOT, `src/renderer/${p}.html`)])) },
    },
  })
  try {
    renameSync(own, folder)
  } catch (error) {
    if (!existsSync(folder)) throw error
    rmSync(own, { recursive: true })
  }
  return folder
}
