import { runnerImport } from 'vite'
import { fileURLToPath } from 'node:url'

/** Loads one of the product's or the tests' TypeScript modules as it is in the sources. */
export async function load(path) {
  const file = fileURLToPath(new URL(`../../${path}`, import.meta.url))
  const { module } = await runnerImport(file, { configFile: false, logLevel: 'error' })
  return module
}
