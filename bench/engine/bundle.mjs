// The engine's inside as one module that Node can load; the product's own packages stay outside of it.
import { rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Bundles internals.ts for as long as `use(file)` takes. The file lies where the product's packages are found. */
export async function withInternals(root, use) {
  const require = createRequire(join(root, 'package.json'))
  const { build } = await import(pathToFileURL(require.resolve('rolldown')).href)
  const file = join(root, 'out', `bench-internals-${process.pid}.mjs`)
  await build({
    input: join(root, 'bench/engine/internals.ts'),
    platform: 'node',
    external: ['onnxruntime-node', 'sharp', 'zod', /^@huggingface\//],
    logLevel: 'warn',
    output: { file, format: 'esm', codeSplitting: false },
  })
  try {
    return await use(file)
  } finally {
    await rm(file, { force: true })
  }
}
