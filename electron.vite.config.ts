import { defineConfig } from 'electron-vite'

// The command line and the engine are two entries of the main bundle: the engine runs as a child of
// the command line now and as a utility process of the app later, from the same file. The own voice
// synthesises in a worker thread, which is an entry too.
export default defineConfig({
  main: {
    build: {
      rolldownOptions: {
        input: {
          cli: 'src/cli/index.ts',
          engine: 'src/main/engine/index.ts',
          'flite-worker': 'src/main/speak/own-voice/flite-worker.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
      sourcemap: true,
    },
  },
})
