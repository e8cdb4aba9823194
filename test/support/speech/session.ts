import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findProgram } from '../../../src/main/speak/programs'

/** Folders of one user session that nobody else has, and the services that run in it. */
export interface Session {
  /** What a program started in this session finds in its environment. */
  readonly env: Record<string, string>
  readonly runtime: string
  /** Starts a program of this session; it is killed when the session closes. */
  start(program: string, args: readonly string[], options?: { readonly stdio?: StdioOptions }): ChildProcess
  close(): Promise<void>
}

/** A sentence saying which of these programs is not installed; undefined when all are. */
export function missing(...programs: readonly string[]): string | undefined {
  const lacking = programs.filter((name) => !findProgram(name, process.env))
  return lacking.length > 0 ? `not installed here: ${lacking.join(', ')}` : undefined
}

/** A session with nothing running in it: no bus, no sound, no speech. */
export async function startSession(): Promise<Session> {
  const runtime = await mkdtemp(join(tmpdir(), 'descry-speech-'))
  await chmod(runtime, 0o700)
  const home = join(runtime, 'home')
  await mkdir(home)
  const env = { PATH: process.env['PATH'] ?? '', HOME: home, XDG_RUNTIME_DIR: runtime, LANG: 'C.UTF-8' }
  const children: ChildProcess[] = []
  return {
    env,
    runtime,
    start(program, args, { stdio = 'ignore' } = {}) {
      const child = spawn(program, args, { env, stdio, cwd: home })
      children.push(child)
      return child
    },
    async close() {
      for (const child of children.reverse()) await end(child)
      await endSpawned(runtime)
      await rm(runtime, { recursive: true, force: true })
    },
  }
}

/** Ends a Speech Dispatcher that was not started by us, but by the route: it is nobody's child. */
async function endSpawned(runtime: string): Promise<void> {
  const file = join(runtime, 'speech-dispatcher', 'pid', 'speech-dispatcher.pid')
  const pid = existsSync(file) ? Number(await readFile(file, 'utf8')) : 0
  if (pid <= 1) return
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

/** A folder in which a PATH finds these of the system's programs and no others. */
export async function onlyPrograms(session: Session, names: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(session.runtime, 'programs-'))
  for (const name of names) await symlink(findProgram(name, process.env) ?? name, join(folder, name))
  return folder
}

/** Ends a program of a session and waits until it is gone. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

/** Resolves when somebody listens on a Unix socket; rejects when the program ends without it. */
async function listening(path: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    if (existsSync(path) && (await accepts(path))) return
    await new Promise((resolve) => setImmediate(resolve))
  }
  throw new Error(`${child.spawnfile} ended and listens nowhere`)
}

function accepts(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    const tell = (yes: boolean): void => {
      socket.destroy()
      resolve(yes)
    }
    socket.once('connect', () => tell(true))
    socket.once('error', () => tell(false))
  })
}

/** A PulseAudio server whose only output is a null sink; its monitor can be recorded. */
export async function startSound(session: Session): Promise<ChildProcess> {
  const options = ['--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no', '-n']
  const modules = [
    'module-native-protocol-unix auth-anonymous=1',
    'module-null-sink sink_name=probe rate=44100',
  ]
  const child = session.start('pulseaudio', [...options, ...modules.flatMap((m) => ['-L', m])])
  await listening(join(session.runtime, 'pulse', 'native'), child)
  return child
}

/** A session bus of its own; the address goes into the session's environment. */
export async function startBus(session: Session): Promise<ChildProcess> {
  const socket = join(session.runtime, 'bus')
  const address = `unix:path=${socket}`
  const child = session.start('dbus-daemon', ['--session', '--nofork', '--nopidfile', `--address=${address}`])
  await listening(socket, child)
  session.env['DBUS_SESSION_BUS_ADDRESS'] = address
  return child
}

/**
 * `espeak-ng` sounds through PulseAudio, `recorder` keeps text and language in a file; so does
 * `reading-recorder`, behind a server that reads signs out, as distributions set theirs up.
 */
type SpeechModule = 'espeak-ng' | 'recorder' | 'reading-recorder'

const RECORDER = new URL('./recorder.sh', import.meta.url).pathname
const ESPEAK_CONF = '/etc/speech-dispatcher/modules/espeak-ng.conf'

/** A real Speech Dispatcher with one output module, on the session's own socket. */
export async function startSpeechDispatcher(
  session: Session,
  module: SpeechModule,
): Promise<{ child: ChildProcess; heardFile: string }> {
  const config = join(session.runtime, 'speechd-config')
  const heardFile = join(session.runtime, 'heard')
  await mkdir(join(config, 'modules'), { recursive: true })
  await mkdir(join(config, 'clients'))
  await writeFile(heardFile, '')
  if (module === 'espeak-ng') await copyFile(ESPEAK_CONF, join(config, 'modules', 'espeak-ng.conf'))
  const command = `printf '%s\\\\n' \\'$DATA\\' | sh ${RECORDER} \\'$LANGUAGE\\' ${heardFile} \\'$RATE $PITCH $VOLUME\\'`
  const languages = ['en', 'en-GB', 'de', 'pt-BR'].map(
    (l) => `GenericLanguage "${l.toLowerCase()}" "${l}" "utf-8"`,
  )
  const recorder = [
    `GenericExecuteSynth "${command}"`,
    ...languages,
    'AddVoice "en" "MALE1" "en"',
    'GenericMaxChunkLength 100000',
    'GenericDelimiters ""',
  ]
  await writeFile(join(config, 'modules', 'recorder.conf'), `${recorder.join('\n')}\n`)
  const recording = ['AddModule "recorder" "sd_generic" "recorder.conf"', 'DefaultModule recorder']
  const modules = {
    'espeak-ng': ['AddModule "espeak-ng" "sd_espeak-ng" "espeak-ng.conf"', 'DefaultModule espeak-ng'],
    recorder: recording,
    'reading-recorder': ['SymbolsPreproc "char"', 'SymbolsPreprocFile "symbols.dic"', ...recording],
  }
  const server = ['LogLevel 1', 'AudioOutputMethod "pulse"', 'DefaultLanguage "en"', ...modules[module]]
  await writeFile(join(config, 'speechd.conf'), `${server.join('\n')}\n`)
  const folder = join(session.runtime, 'speech-dispatcher')
  await mkdir(folder)
  const socket = join(folder, 'speechd.sock')
  const logs = join(session.runtime, 'speechd-logs')
  await mkdir(logs)
  const pid = join(session.runtime, 'speechd.pid')
  const child = session.start('speech-dispatcher', [
    '-s',
    '-t',
    '0',
    '-C',
    config,
    '-S',
    socket,
    '-L',
    logs,
    '-P',
    pid,
  ])
  await listening(socket, child)
  return { child, heardFile }
}
