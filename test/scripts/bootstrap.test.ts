import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SYSTEM_PACKAGES } from '../../scripts/setup/system-packages.mjs'

let root: string
let bin: string

function put(path: string, contents: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), contents)
}

/** A program of the system, as the set-up finds it on its path. */
function program(name: string, lines: string): void {
  writeFileSync(join(bin, name), `#!/bin/sh\n${lines}\n`)
  chmodSync(join(bin, name), 0o755)
}

/** Prints where and how it was called; ends with 7, or, told to wait, with 9 once a signal came. */
const COMMAND_LINE = `
if (process.argv[2] === 'wait') {
  process.on('SIGTERM', () => process.exit(9))
  process.stdout.write('waiting')
  setInterval(() => undefined, 1000)
} else {
  let stdin = ''
  for await (const part of process.stdin) stdin += part
  process.stdout.write(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), stdin }))
  process.exitCode = 7
}`
const BUILD = `
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
appendFileSync('calls', 'build\\n')
mkdirSync('out/main', { recursive: true })
for (const name of ['cli', 'engine', 'main']) writeFileSync('out/main/' + name + '.js', ${JSON.stringify(COMMAND_LINE)})`
const HOST_BUILD = `
import { mkdirSync, writeFileSync } from 'node:fs'
mkdirSync('out/chromium-host', { recursive: true })
writeFileSync('out/chromium-host/main.js', 'process.stdout.write("on Chromium " + process.argv.slice(2))')`

/** A copy of the set-up in a project whose npm, Debian and build are played; there is no Python. */
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'descry-bootstrap-')))
  bin = join(root, 'bin')
  mkdirSync(bin)
  cpSync(join(import.meta.dirname, '../../scripts'), join(root, 'scripts'), { recursive: true })
  put('package.json', '{"type":"module"}')
  put('package-lock.json', '{"packages":{}}')
  put('src/a.ts', '1')
  put('build.js', BUILD)
  put('host-build.js', HOST_BUILD)
  program(
    'npm',
    `echo "npm $1" >> calls
/bin/mkdir -p node_modules/node/bin node_modules/electron-vite/bin node_modules/vite/bin
/bin/cp host-build.js node_modules/vite/bin/vite.js
/bin/ln -sf '${process.execPath}' node_modules/node/bin/node
/bin/cp build.js node_modules/electron-vite/bin/electron-vite.js
echo '{"packages":{}}' > node_modules/.package-lock.json
echo 'npm is talkative'`,
  )
  program('dpkg-query', SYSTEM_PACKAGES.map(({ name }) => `echo '${name} install ok installed'`).join('\n'))
  for (const { name, or = [], elsewhere = name } of SYSTEM_PACKAGES) {
    for (const known of [...or, elsewhere].filter((known) => !/python|pip/.test(known))) program(known, '')
  }
  program('sh', 'exec /bin/sh "$@"')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function start(...args: string[]): ChildProcess {
  return startIn({}, ...args)
}

function startIn(more: Record<string, string>, ...args: string[]): ChildProcess {
  const env = { PATH: bin, HOME: root, TMPDIR: tmpdir(), ...more }
  const file = join(root, 'scripts/bootstrap.mjs')
  return spawn(process.execPath, [file, 'start', ...args], { env, cwd: root, stdio: 'pipe' })
}

async function finish(child: ChildProcess, stdin = '') {
  child.stdin?.end(stdin)
  const [stdout, stderr, [code, signal]] = await Promise.all([
    child.stdout ? text(child.stdout) : '',
    child.stderr ? text(child.stderr) : '',
    once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>,
  ])
  return { stdout, stderr, code: code ?? signal }
}

const calls = () => readFileSync(join(root, 'calls'), 'utf8').trim().split('\n')

describe.skipIf(process.platform === 'win32')('npm start (played by programs of a Unix shell)', () => {
  test('sets up, then runs: arguments, input and exit code pass, and standard output stays clean', async () => {
    const { stdout, stderr, code } = await finish(start('describe', '--json', 'a b.png'), 'picture')
    expect(JSON.parse(stdout)).toEqual({ args: ['describe', '--json', 'a b.png'], cwd: root, stdin: 'picture' })
    expect(code).toBe(7)
    expect(stderr.trim().split('\n')).toEqual([
      'Installing what Descry is built from. This takes a minute.',
      expect.stringMatching(/^The text recogniser could not be fetched: Python with pip is not installed\./),
      expect.stringMatching(/^What understands speech could not be fetched: Python with pip is not installed\./),
      expect.stringMatching(/^What tells speech from other sound could not be fetched: Python with pip is not installed\./),
      'Building Descry.',
      'Descry is ready.',
    ])
  })

  test('alone and with a display starts the app: on Chromium where Electron cannot be fetched, and says so', async () => {
    const first = await finish(startIn({ DISPLAY: ':1' }))
    expect(first.stdout).toBe('on Chromium ')
    expect(first.stderr).toContain('Electron could not be fetched, so Descry runs on Chromium. It tries again tomorrow.')
    const second = await finish(startIn({ DISPLAY: ':1' }, '--hidden'))
    expect(second).toMatchObject({ stdout: 'on Chromium --hidden', stderr: 'Descry runs on Chromium.\n', code: 0 })
  })

  test('starts the app on Electron where it can be fetched, and says so', async () => {
    const npm = readFileSync(join(bin, 'npm'), 'utf8')
    const installer = `require('node:fs').mkdirSync(__dirname + '/dist'); require('node:fs').copyFileSync('electron', __dirname + '/dist/electron'); require('node:fs').writeFileSync(__dirname + '/path.txt', 'electron')`
    put('install.cjs', installer)
    put('electron', '#!/bin/sh\necho "on Electron $@"\n')
    chmodSync(join(root, 'electron'), 0o755)
    program('npm', `${npm.split('\n').slice(1).join('\n')}
/bin/mkdir -p node_modules/electron
echo '{"type":"commonjs"}' > node_modules/electron/package.json
/bin/cp install.cjs node_modules/electron/install.js`)
    const first = await finish(startIn({ DISPLAY: ':1' }))
    expect(first.stderr).toContain('Descry runs on Electron.')
    expect(first.stdout).toBe(`on Electron ${root}\n`)
  })

  test('a second time does no set-up and says nothing of it', async () => {
    await finish(start())
    const { stdout, stderr, code } = await finish(start('read'), 'x')
    expect({ ...(JSON.parse(stdout) as object), stderr, code }).toMatchObject({ args: ['read'], stdin: 'x', stderr: '', code: 7 })
    expect(calls()).toEqual(['npm ci', 'build'])
  })

  test('after a change of a source builds again and installs nothing', async () => {
    await finish(start())
    put('src/a.ts', '22')
    expect((await finish(start())).stderr).toBe('Building Descry.\nDescry is ready.\n')
    expect(calls()).toEqual(['npm ci', 'build', 'build'])
  })

  test('after a change of the lockfile that is not followed yet installs again', async () => {
    await finish(start())
    put('package-lock.json', '{"packages":{"node_modules/new":{"version":"1.0.0"}}}')
    await finish(start())
    expect(calls()).toEqual(['npm ci', 'build', 'npm ci'])
  })

  test('says what failed, ends with 1, and tries again the next time', async () => {
    const npm = readFileSync(join(bin, 'npm'), 'utf8')
    program('npm', 'echo "npm error network There is no network." >&2; exit 1')
    const failed = await finish(start())
    expect(failed).toMatchObject({ stdout: '', code: 1 })
    expect(failed.stderr).toContain('network There is no network.\nThe installation failed.')
    writeFileSync(join(bin, 'npm'), npm)
    expect((await finish(start())).code).toBe(7)
  })

  test('a build that fails is said without its stack trace, and is tried again the next time', async () => {
    put('build.js', 'throw new Error("gate is missing")')
    const failed = await finish(start())
    expect(failed).toMatchObject({ stdout: '', code: 1 })
    expect(failed.stderr).toContain('gate is missing')
    expect(failed.stderr).not.toMatch(/^\s+at /m)
    put('node_modules/electron-vite/bin/electron-vite.js', BUILD)
    expect((await finish(start())).code).toBe(7)
  })

  test('where npm may run no install steps, the way out is said', async () => {
    program('npm', '/bin/mkdir -p node_modules')
    const { stderr, code } = await finish(start())
    expect(code).toBe(1)
    expect(stderr).toContain('npm rebuild node --ignore-scripts=false')
  })

  test('twice at the same time sets up once, and both run', async () => {
    const both = await Promise.all([finish(start('one')), finish(start('two'))])
    expect(both.map(({ code }) => code)).toEqual([7, 7])
    expect(calls()).toEqual(['npm ci', 'build'])
  })

  test('interrupted in a step, ends that step too and leaves no lock', async () => {
    const npm = readFileSync(join(bin, 'npm'), 'utf8')
    const told = join(root, 'told')
    execFileSync('mkfifo', [told])
    program('npm', `trap 'echo ended >> calls; exit 1' TERM\necho installing > told\nwhile :; do /bin/sleep 0.1; done`)
    const child = start()
    const ended = finish(child)
    const pipe = spawn('/bin/cat', [told])
    await once(pipe.stdout, 'data')
    child.kill('SIGTERM')
    expect((await ended).code).toBe(143)
    expect(calls()).toEqual(['ended'])
    expect(existsSync(join(root, 'out/.setup-lock'))).toBe(false)
    writeFileSync(join(bin, 'npm'), npm)
    expect((await finish(start())).code).toBe(7)
  })

  test.each(['the first time, in a process of its own', 'later, in the same process'])('a signal reaches the command: %s', async (when) => {
    if (when.startsWith('later')) await finish(start())
    const child = start('wait')
    const ended = once(child, 'exit')
    child.stderr?.resume()
    if (child.stdout) await once(child.stdout, 'data')
    child.kill('SIGTERM')
    expect(await ended).toEqual([9, null])
  })
})

test('an unknown purpose is refused with the known ones', async () => {
  const child = spawn(process.execPath, [join(root, 'scripts/bootstrap.mjs'), 'dance'])
  expect(await finish(child)).toMatchObject({
    code: 2,
    stderr: 'There is no "dance": it is one of start, app, chromium, package, test, long, bench.\n',
  })
})
