// Makes the package: run by `npm run package`. Without arguments: installers for this system where Electron is
// here, else a folder around a stand-in. Arguments are electron-builder's, and `--output FOLDER`.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { makeStandIn } from '../packaging/electron-stand-in.mjs'
import { electronProgram } from './setup/electron.mjs'
import { at, PROJECT_NODE, ROOT } from './setup/places.mjs'
import { say } from './setup/say.mjs'

const args = process.argv.slice(2)
const given = args.indexOf('--output')
const output = given < 0 ? at('dist') : resolve(args.splice(given, 2)[1] ?? 'dist')

const isReal = electronProgram(ROOT) !== null
const electron = isReal ? at('node_modules/electron/dist') : join(output, 'electron-stand-in')
if (!isReal) {
  if (process.platform !== 'linux') {
    say('Electron is not here, and there is a stand-in for Linux only. Run: node node_modules/electron/install.js.')
    process.exit(1)
  }
  say('Electron is not here: the package is made around a stand-in. All of it can be checked, but it cannot run.')
  say('To package Descry itself, run this first: node node_modules/electron/install.js.')
  makeStandIn(electron, JSON.parse(readFileSync(at('node_modules/electron/package.json'), 'utf8')).version)
  if (!args.includes('--dir')) args.push('--dir')
}

const tool = at('node_modules/electron-builder/cli.js')
const settings = ['--config', 'electron-builder.ts', `-c.electronDist=${electron}`, `-c.directories.output=${output}`]
const { status } = spawnSync(PROJECT_NODE, [tool, ...settings, '--publish', 'never', ...args], {
  cwd: ROOT,
  stdio: 'inherit',
})
if (status === 0) say(`The package is in ${output}.`)
process.exit(status ?? 1)
