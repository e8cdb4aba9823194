import koffi from 'koffi'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Why no stand-in for a native interface can be made here; undefined where it can. */
export const noCompiler =
  process.platform !== 'linux'
    ? 'written for Linux'
    : spawnSync('cc', ['--version']).status === 0
      ? undefined
      : 'cc is not installed'

/** Compiles a file beside this one into a library, when its path is first asked for. */
export function nativeLibrary(name: string) {
  let folder: string | undefined
  return {
    get path(): string {
      const made = folder ?? mkdtempSync(join(tmpdir(), 'descry-native-'))
      const library = join(made, `${name}.so`)
      const source = new URL(`./${name}.c`, import.meta.url).pathname
      if (!folder) execFileSync('cc', ['-shared', '-fPIC', '-Wall', '-Werror', '-pthread', '-o', library, source])
      folder = made
      return library
    },
    remove(): void {
      if (folder) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** One argument as it lay in memory: a BSTR's length prefix, its bytes, the unit behind them; or a VARIANT_BOOL. */
export type NativeArgument =
  | { readonly vt: 8; readonly bytes: number; readonly end: number; readonly hex: string }
  | { readonly vt: 11; readonly boolean: number }

export interface NativeCall {
  readonly method: string
  readonly flags: number
  readonly named: number
  readonly taken: boolean
  /** As in memory: the last one first. */
  readonly args: readonly NativeArgument[]
}

export const bstrText = (argument: NativeArgument | undefined): string =>
  argument?.vt === 8 ? Buffer.from(argument.hex, 'hex').toString('utf16le') : ''

/** fake-jaws.c, loaded into this process; worker threads that load the same file share what it keeps. */
export function loadFakeJaws(library: string) {
  const native = koffi.load(library)
  const log = native.func('const char *fake_log()')
  const set = native.func('void fake_set(int32_t running, int32_t taken, int32_t create, int32_t invoke)')
  const size = native.func('int32_t fake_size(int32_t what)') as (what: number) => number
  return {
    reset: native.func('void fake_reset()') as () => void,
    set({ running = true, taken = true, create = 0, invoke = 0 }) {
      set(running ? 1 : 0, taken ? 1 : 0, create | 0, invoke | 0)
    },
    /** Objects of before answer RPC_E_DISCONNECTED. */
    restart: native.func('void fake_restart()') as () => void,
    hang: native.func('void fake_hang(int32_t on)') as (on: 0 | 1) => void,
    /** Whether a call is inside, waiting. */
    held: () => native.func('int32_t fake_held()')() !== 0,
    liveStrings: native.func('int32_t fake_live_strings()') as () => number,
    liveObjects: native.func('int32_t fake_live_objects()') as () => number,
    sizes: () => ({ variant: size(0), params: size(1), value: size(2) }),
    calls: (): NativeCall[] =>
      String(log())
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as NativeCall),
  }
}
