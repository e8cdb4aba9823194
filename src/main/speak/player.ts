import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { FailureCode } from '../../shared/codes'
import { findProgram, type Environment } from './programs'
import { wavOf, type Pcm } from './wav'

export type PlaybackEnd = 'played' | 'stopped' | 'failed'

export interface Playback {
  /** Resolves when the sound has been heard. */
  readonly done: Promise<PlaybackEnd>
  /** Resolves when nothing of it is left running. */
  readonly gone: Promise<unknown>
  /** Silent at once; resolves when the sound is gone. Harmless when it has ended. */
  stop(): Promise<void>
}

/** Where sound goes: to the ear, or to a file. */
export interface SoundSink {
  /** What takes the sound, for the user to read; undefined when nothing does. */
  name(): string | undefined
  /** What a sound that failed means. */
  readonly failure: FailureCode
  play(sound: Pcm): Playback
}

interface PlayerSpec {
  readonly program: string
  readonly platforms: readonly NodeJS.Platform[]
  /** `pcm`: raw samples on its standard input; `file`: it needs a WAV file, named last. */
  readonly input: 'pcm' | 'file'
  args(rate: number): readonly string[]
}

/**
 * The systems' own players, best first. A short buffer, so that what was stopped does not sound on.
 * Samples go by pipe where the player allows it: spoken text is private and need not touch a disk.
 */
const PLAYERS: readonly PlayerSpec[] = [
  {
    program: 'paplay',
    platforms: ['linux'],
    input: 'pcm',
    args: (rate) => [
      '--raw',
      '--format=s16le',
      '--channels=1',
      `--rate=${rate}`,
      '--latency-msec=50',
      '--client-name=Descry',
    ],
  },
  { program: 'pw-play', platforms: ['linux'], input: 'file', args: () => ['--latency=50ms'] },
  {
    program: 'aplay',
    platforms: ['linux'],
    input: 'pcm',
    args: (rate) => [
      '-q',
      '-t',
      'raw',
      '-f',
      'S16_LE',
      '-c',
      '1',
      '-r',
      `${rate}`,
      '--buffer-time=100000',
      '-',
    ],
  },
  {
    program: 'play',
    platforms: ['linux', 'darwin'],
    input: 'pcm',
    args: (rate) => ['-q', '-t', 'raw', '-e', 'signed', '-b', '16', '-c', '1', '-r', `${rate}`, '-'],
  },
  { program: 'afplay', platforms: ['darwin'], input: 'file', args: () => [] },
]

/**
 * A sound has been heard this long after its length, by when a player has begun. Players themselves end
 * later: PulseAudio drains for up to two seconds, which between two sentences would be an age. Milliseconds.
 */
const TAIL = 150
/** A player that takes so much longer than the sound lasts hangs. Milliseconds. */
const LATE = 3000
/** A player that could not play is left alone for so long: the sound server may be back by then. Milliseconds. */
const BROKEN_FOR = 30_000

/** Plays sound with the first of the system's players that works; killing it is how it is stopped. */
export class Player implements SoundSink {
  readonly failure = 'no-player'
  readonly #env: Environment
  readonly #programs: readonly { readonly spec: PlayerSpec; readonly path: string }[]
  readonly #now: () => number
  /** When players that are installed could not play. */
  readonly #brokenSince = new Map<string, number>()

  /** @param now milliseconds, monotonic */
  constructor(env: Environment, platform: NodeJS.Platform, now: () => number = () => performance.now()) {
    this.#env = env
    this.#now = now
    this.#programs = PLAYERS.filter((p) => p.platforms.includes(platform)).flatMap((spec) => {
      const path = findProgram(spec.program, env)
      return path ? [{ spec, path }] : []
    })
  }

  name(): string | undefined {
    const found = this.#working()[0]
    return found && basename(found.path)
  }

  play(sound: Pcm): Playback {
    const asked = { to: 'play' }
    let current: ChildProcess | undefined
    let timer: NodeJS.Timeout | undefined
    const { promise: heard, resolve: tellHeard } = Promise.withResolvers<PlaybackEnd>()
    const started = (child: ChildProcess): void => {
      current = child
      clearTimeout(timer)
      timer = setTimeout(() => tellHeard('played'), (sound.samples.length / sound.rate) * 1000 + TAIL)
    }
    const run = async (): Promise<PlaybackEnd> => {
      for (const { spec, path } of this.#working()) {
        // A folder that cannot be written to is a player that cannot play.
        const code = await this.#run(spec, path, sound, started).catch(() => null)
        clearTimeout(timer)
        if (asked.to === 'stop') return 'stopped'
        if (code === 0) return 'played'
        this.#brokenSince.set(path, this.#now())
      }
      return 'failed'
    }
    const gone = run()
    return {
      done: Promise.race([gone, heard]),
      gone,
      async stop() {
        asked.to = 'stop'
        current?.kill('SIGKILL')
        await gone
      },
    }
  }

  #working(): readonly { readonly spec: PlayerSpec; readonly path: string }[] {
    return this.#programs.filter(({ path }) => this.#now() - (this.#brokenSince.get(path) ?? -Infinity) >= BROKEN_FOR)
  }

  async #run(
    spec: PlayerSpec,
    path: string,
    sound: Pcm,
    started: (child: ChildProcess) => void,
  ): Promise<number | null> {
    const { promise, resolve } = Promise.withResolvers<number | null>()
    const place = this.#env['XDG_RUNTIME_DIR'] || tmpdir()
    const folder = spec.input === 'file' ? mkdtempSync(join(place, 'descry-')) : undefined
    const file = folder && join(folder, 'sound.wav')
    if (file) writeFileSync(file, wavOf(sound), { mode: 0o600 })
    const child = spawn(path, [...spec.args(sound.rate), ...(file ? [file] : [])], {
      env: { ...this.#env },
      stdio: [file ? 'ignore' : 'pipe', 'ignore', 'ignore'],
    })
    started(child)
    const { samples } = sound
    const timer = setTimeout(() => child.kill('SIGKILL'), (samples.length / sound.rate) * 1500 + LATE)
    const ended = (code: number | null): void => {
      clearTimeout(timer)
      if (folder) rmSync(folder, { recursive: true, force: true })
      resolve(code)
    }
    child.once('error', () => ended(null))
    child.once('close', ended)
    // A player that is killed or fails closes its end first.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength))
    return promise
  }
}
