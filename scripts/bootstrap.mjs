// Set-up and start in one command, in plain JavaScript for Node 20 and with no dependency:
//   node scripts/bootstrap.mjs start            what `npm start` runs: the app
//   node scripts/bootstrap.mjs start verb …     what `npm start -- verb …` runs: the command line
//   node scripts/bootstrap.mjs chromium         what `npm run start:chromium` runs: the app on Chromium
//   node scripts/bootstrap.mjs package [args …] what `npm run package` runs
//   node scripts/bootstrap.mjs test [args …]    what `npm test` runs
//   node scripts/bootstrap.mjs long [args …]    what `npm run test:long` runs
//   node scripts/bootstrap.mjs bench [args …]   what `npm run bench` runs
// Everything that set-up has to say goes to standard error, so that `--json` stays clean.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { pathToFileURL } from 'node:url'
import { electronProgram } from './setup/electron.mjs'
import { PROJECT_NODE, ROOT, at } from './setup/places.mjs'
import { Interrupted } from './setup/run.mjs'
import { say } from './setup/say.mjs'
import { isReady, setUp } from './setup/set-up.mjs'

const HOST = 'out/chromium-host/main.js'
const PURPOSES = {
  start: { program: 'out/main/cli.js', needs: 'start' },
  app: { program: HOST, needs: 'app' },
  chromium: { program: HOST, needs: 'start' },
  package: { program: 'scripts/package.mjs', needs: 'app' },
  test: { program: 'scripts/test.mjs', needs: 'test' },
  long: { program: 'scripts/test.mjs', needs: 'test', env: { DESCRY_LONG: '1' } },
  bench: { program: 'bench/run.mjs', needs: 'bench' },
}

const [asked = 'start', ...rest] = process.argv.slice(2)
const args = rest[0] === '--' ? rest.slice(1) : rest
// Without a verb it is the app that is started, where there is a display for it.
const name = asked === 'start' && (args.length === 0 || args[0] === '--hidden') && hasDisplay() ? 'app' : asked
const purpose = PURPOSES[name]
if (!purpose) {
  say(`There is no "${name}": it is one of ${Object.keys(PURPOSES).join(', ')}.`)
  process.exit(2)
}

if (!isReady(purpose.needs)) {
  try {
    if (!(await setUp(purpose.needs))) process.exit(1)
  } catch (error) {
    if (!(error instanceof Interrupted)) say(`The set-up stopped: ${error.message}. Correct that, then try again.`)
    process.exit(error instanceof Interrupted ? error.exitCode : 1)
  }
}

const electron = name === 'app' ? electronProgram(ROOT) : null
if (name === 'app') say(electron ? 'Descry runs on Electron.' : 'Descry runs on Chromium.')
const program = electron ? ROOT : at(purpose.program)
// File names on the command line are relative to where the user stands, which npm keeps here.
const stands = process.env.npm_lifecycle_event === 'start' ? process.env.INIT_CWD : undefined
const cwd = name === 'start' ? (stands ?? process.cwd()) : ROOT

if (name === 'start' && process.execPath === PROJECT_NODE) {
  // Already on the project's own Node (npm puts it first): starting it again would only cost time.
  process.chdir(cwd)
  process.argv.splice(1, process.argv.length, program, ...args)
  await import(pathToFileURL(program).href)
} else {
  const env = { ...process.env, ...purpose.env }
  const child = spawn(electron ?? PROJECT_NODE, [program, ...args], { stdio: 'inherit', cwd, env })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal gives Ctrl+C to the child as well, and a second one would end it before it is tidy.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  child.on('error', (error) => {
    say(`Descry could not be started: ${error.message}.`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 1)))
}

function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}
