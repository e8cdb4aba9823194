import { fileURLToPath } from 'node:url'
import { build, defineConfig, type Plugin } from 'vite'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** `import code from './x.ts?page-script'`: the module and what it imports as one script for a page. */
const pageScript: Plugin = {
  name: 'page-script',
  async load(id) {
    const [file, query] = id.split('?')
    if (query !== 'page-script' || file === undefined) return null
    const outputs = await build({
      configFile: false,
      logLevel: 'warn',
      build: {
        write: false,
        minify: true,
        target: 'esnext',
        lib: { entry: file, formats: ['iife'], name: 'descryPage', fileName: 'page' },
      },
    })
    const [output] = Array.isArray(outputs) ? outputs : []
    const [chunk] = output?.output ?? []
    if (chunk?.type !== 'chunk') throw new Error(`no script came out of ${file}`)
    return `export default ${JSON.stringify(chunk.code)}`
  },
}

/** The Chromium host: `vite build --config test/support/chromium-host/vite.config.ts` → out/chromium-host. */
export default defineConfig({
  root: at('.'),
  plugins: [pageScript],
  ssr: { external: ['playwright-core', 'x11', 'ws', 'sharp', '@jellybrick/dbus-next'] },
  build: {
    ssr: true,
    target: 'node24',
    outDir: at('../../../out/chromium-host'),
    emptyOutDir: true,
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: { main: at('./main.ts'), electron: at('./electron.ts'), desktop: at('./desktop/worker.ts'), 'parent-port': at('./parent-port.ts') },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
})
