import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

// `main` is Electron's entry: the app, or the command line where a verb was given. The engine runs as a
// child of the command line and as a utility process of the app, from the same file. The own voice
// synthesises in a worker thread, and readers of Windows are called from some; each is an entry too.
export default defineConfig({
  main: {
    build: {
      rolldownOptions: {
        input: {
          main: 'src/main/app/index.ts',
          cli: 'src/cli/index.ts',
          engine: 'src/main/engine/index.ts',
          'flite-worker': 'src/main/speak/own-voice/flite-worker.ts',
          'nvda-worker': 'src/main/speak/nvda/client-worker.ts',
          'jaws-worker': 'src/main/speak/jaws/jaws-worker.ts',
          'narrator-worker': 'src/main/speak/narrator/narrator-worker.ts',
          'bandwidth-worker': 'src/cli/bandwidth-worker.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
      sourcemap: true,
    },
  },
  // A sandboxed preload script can load nothing but electron: one CommonJS file with all it needs inside.
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      rolldownOptions: {
        input: {
          home: 'src/renderer/home.html',
          menu: 'src/renderer/menu.html',
          caption: 'src/renderer/caption.html',
          stage: 'src/renderer/stage.html',
        },
      },
      // A data: address would need a hole in the content security policy.
      assetsInlineLimit: 0,
    },
  },
})
