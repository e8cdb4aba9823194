import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { build } from 'vite'
import config from '../../electron.vite.config'

const root = resolve(import.meta.dirname, '../..')
let out: string
let script: string

// Built as electron.vite.config.ts says, into a folder of its own.
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'descry-preload-'))
  const { preload } = config as { preload: { build: { rolldownOptions: object } } }
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      outDir: out,
      minify: false,
      rolldownOptions: { ...preload.build.rolldownOptions, external: ['electron'], platform: 'node' },
    },
  })
  script = await readFile(join(out, 'index.cjs'), 'utf8')
})
afterAll(() => rm(out, { recursive: true }))

/** Runs the script as a sandboxed renderer does: with a `require` that knows electron alone. */
function load(pathname: string) {
  const required: string[] = []
  const exposed: Record<string, unknown> = {}
  const heard: string[] = []
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, api: unknown) => void (exposed[name] = api) },
    ipcRenderer: { on: (channel: string) => void heard.push(channel), invoke: async () => undefined },
  }
  const location = { pathname, origin: 'app://descry' }
  const context = createContext({
    module: { exports: {} },
    exports: {},
    location,
    window: { location },
    require: (name: string) => {
      required.push(name)
      if (name !== 'electron') throw new Error(`module not found: ${name}`)
      return electron
    },
  })
  runInContext(script, context)
  return { required, exposed, heard }
}

test('the built script is one file that requires electron and nothing else', async () => {
  expect(await readdir(out)).toEqual(['index.cjs'])
  const names = [...script.matchAll(/\b(?:require|import)\s*\(\s*([^)]*)\)/g)].map((match) => match[1])
  expect(names).toEqual(['"electron"'])
  expect(script).not.toMatch(/^\s*(?:import|export)\s/m)
  expect(load('/home.html').required).toEqual(['electron'])
})

test('the built script has no schema library in it, which each window would have to load', () => {
  expect(script.length).toBeLessThan(8_000)
})

test.each(['home', 'menu', 'caption'])('gives the page of the %s window descry and nothing else', (window) => {
  const { exposed, heard } = load(`/${window}.html`)
  expect(Object.keys(exposed)).toEqual(['descry'])
  expect(heard).toEqual([])
})

test('gives the stage its port and no channel at all', () => {
  const { exposed, heard } = load('/stage.html')
  expect(exposed).toEqual({})
  expect(heard).toEqual(['descry:stage-port'])
})

test.each(['/', '/index.html', '/evil/home.html', ''])('gives nothing to a page at %j', (path) => {
  const { exposed, heard } = load(path)
  expect(exposed).toEqual({})
  expect(heard).toEqual([])
})
