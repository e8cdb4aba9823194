import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll } from 'vitest'
import { emptyFolder } from '../../support/fake-io'
import { CLI, ensureBuilt, ROOT } from './build'

const MODEL = join(ROOT, 'resources', 'models', 'descry-nano')
export const sample = (name: string): string => join(MODEL, 'samples', name)

interface CardSample {
  readonly file: string
  readonly prompt: string
  readonly answer: string
}

/** The model card's own prompts and answers. */
const CARD = JSON.parse(readFileSync(join(MODEL, 'samples.json'), 'utf8')) as readonly CardSample[]

export function cardAnswer(file: string, prompt: string): string {
  const found = CARD.find((s) => s.file === `samples/${file}` && s.prompt === prompt)
  if (!found) throw new Error(`the card has no ${file}, ${prompt}`)
  return found.answer
}

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface Running {
  readonly child: ChildProcessWithoutNullStreams
  readonly ended: Promise<Ended>
  /** Resolves once stdout and stderr together hold `text`; fails when the command ends without it. */
  printed(text: string): Promise<void>
}

/** Surroundings of their own: no display, no session bus, no speech server, folders of its own in memory. */
export async function surroundings(extra: Record<string, string> = {}): Promise<Record<string, string>> {
  const runtime = await emptyFolder(process.platform === 'linux' ? '/dev/shm' : tmpdir())
  const { PATH = '', HOME = '' } = process.env
  return { PATH, HOME, LANG: 'C.UTF-8', XDG_RUNTIME_DIR: runtime, TMPDIR: runtime, ...extra }
}

export function buildBeforeAll(): void {
  beforeAll(ensureBuilt)
}

/** Starts the built command. @param wrap a program and its arguments to run it under */
export function start(
  args: readonly string[],
  env: Record<string, string>,
  wrap: readonly string[] = [],
): Running {
  const [program = process.execPath, ...rest] = [...wrap, process.execPath, CLI, ...args]
  const child = spawn(program, rest, { env, cwd: tmpdir() })
  let stdout = ''
  let stderr = ''
  const watchers = new Set<() => void>()
  const heard = (): void => watchers.forEach((watcher) => watcher())
  child.stdout.on('data', (chunk: Buffer) => ((stdout += chunk.toString()), heard()))
  child.stderr.on('data', (chunk: Buffer) => ((stderr += chunk.toString()), heard()))
  // A command that fails early does not read what is written to it.
  child.stdin.on('error', () => undefined)
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
  })
  return {
    child,
    ended,
    printed: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if ((stdout + stderr).includes(text)) resolve()
        }
        watchers.add(look)
        look()
        void ended.then((end) => reject(new Error(`ended without "${text}": ${JSON.stringify(end)}`)))
      }),
  }
}

/** Runs the built command to its end. */
export async function descry(
  args: readonly string[],
  env?: Record<string, string>,
  stdin?: Uint8Array,
): Promise<Ended> {
  const running = start(args, env ?? (await surroundings()))
  running.child.stdin.end(stdin)
  return running.ended
}
