import koffi from 'koffi'
import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { NvdaCall } from './fake-nvda'
import { missing } from './session'

/** Why there is no such library here: it is compiled. */
export const noLibrary = process.platform === 'linux' ? missing('cc') : 'a library for Linux'

type Switch = 'running' | 'older' | 'hangs' | 'waits' | 'deaf' | 'apart'

export interface FakeNvdaLibrary {
  readonly path: string
  set(name: Switch, on: boolean): void
  calls(): NvdaCall[]
  /** Texts that began to be spoken so far. */
  begun(): number
  /** Texts that were cut off. */
  cuts(): number
  /** A callback for marks is set. */
  listens(): boolean
  close(): Promise<void>
}

const SOURCE = join(import.meta.dirname, 'fake-nvda-client.c')
const built = new Map<1 | 2, Promise<Uint8Array>>()

/**
 * One that nobody used before: a copy, since a library's state is its file's in a process.
 *
 * @param folder for its files; it goes when nobody uses the library any more
 * @param version of the client; 1 has not the functions that came with NVDA 2024.1
 */
export async function fakeNvdaLibrary(folder: string, version: 1 | 2 = 2): Promise<FakeNvdaLibrary> {
  const path = join(folder, 'nvdaControllerClient.so')
  const compiled = built.get(version) ?? build(version, folder)
  built.set(version, compiled)
  await writeFile(path, await compiled)
  const library = koffi.load(path)
  const set = library.func('void fake_set(char name, int on)') as (name: number, on: number) => void
  const calls = library.func('const char *fake_calls()') as () => string
  const count = (name: string): (() => number) => library.func(`int ${name}()`) as () => number
  const [begun, cuts, listens] = [count('fake_begun'), count('fake_cuts'), count('fake_listens')]
  return {
    path,
    set: (name, on) => set(name === 'apart' ? 0x61 : name.charCodeAt(0), Number(on)),
    calls: () => calls().split('\n').filter(Boolean).map(callOf),
    begun,
    cuts,
    listens: () => listens() !== 0,
    async close() {
      // A call that is still out returns.
      for (const name of ['hangs', 'waits'] as const) set(name.charCodeAt(0), 0)
      set('r'.charCodeAt(0), 0)
    },
  }
}

async function build(version: 1 | 2, folder: string): Promise<Uint8Array> {
  const path = join(folder, 'client.so')
  const options = ['-Wall', '-Werror', '-Wno-unused-function', '-shared', '-fPIC', '-pthread', `-DVERSION=${version}`]
  await promisify(execFile)('cc', [...options, '-o', path, SOURCE])
  return readFile(path)
}

function callOf(line: string): NvdaCall {
  const [name = '', hex = '', ...numbers] = line.trimEnd().split(' ')
  const [symbolLevel, priority, asynchronous] = numbers.map(Number)
  return {
    name: name as NvdaCall['name'],
    ...(hex === '' ? {} : { bytes: Buffer.from(hex, 'hex') }),
    ...(symbolLevel === undefined ? {} : { symbolLevel }),
    ...(priority === undefined ? {} : { priority }),
    ...(asynchronous === undefined ? {} : { asynchronous }),
  }
}
