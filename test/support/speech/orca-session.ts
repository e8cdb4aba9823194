import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { missing, startBus, startSession, startSound, startSpeechDispatcher, type Session } from './session'

/** Where Debian keeps what starts the accessibility bus; no PATH has it. */
const BUS_LAUNCHER = '/usr/libexec/at-spi-bus-launcher'
/** Debian's own Python: the one that has GTK. */
const PYTHON = '/usr/bin/python3'

/**
 * Orca's debug file is block-buffered: its last lines would come with the next eight kilobytes, or
 * never. Python runs this before Orca and opens that one file by lines. At SIGUSR1 Orca writes where its
 * threads are, also while it waits for somebody for ever.
 */
const LINE_BUFFERED = `
import builtins, faulthandler, os, signal, sys
plain = builtins.open
def by_lines(file, mode='r', buffering=-1, *args, **options):
    if str(file).endswith('orca.log'): buffering = 1
    return plain(file, mode, buffering, *args, **options)
builtins.open = by_lines
if any(os.path.basename(word) == 'orca' for word in sys.orig_argv[1:2]):
    faulthandler.register(signal.SIGUSR1, file=plain(os.path.join(os.environ['XDG_RUNTIME_DIR'], 'orca.threads'), 'w'))
`

/** Why the real Orca cannot run here; undefined when it can. */
export const noOrca = missing(
  'orca',
  'Xvfb',
  'openbox',
  'xdotool',
  'dbus-daemon',
  'speech-dispatcher',
  'pulseaudio',
)

/** Why no accessibility bus can run here; undefined when it can. */
export const accessibilityBusMissing = existsSync(BUS_LAUNCHER) ? undefined : 'not installed here: at-spi2-core'

export interface Orca {
  /** What Orca said so far, in order: the SPEECH OUTPUT lines of its debug file. */
  spoken(): readonly string[]
  /** Resolves when Orca has dealt with every event that it began to deal with. */
  settled(): Promise<void>
  /** What stood on the braille display so far, in order: the BRAILLE LINE lines, with Orca's braille monitor on. */
  brailled(): readonly string[]
  /** The whole debug file. */
  log(): string
  /** Where each of its threads is now, as Python tells; what it does where it says nothing any more. */
  threads(): Promise<string>
  readonly process: ChildProcess
}

/** A session's display: an X server without a screen, on a number that nobody else has. */
async function startDisplay(session: Session): Promise<ChildProcess> {
  const args = ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp']
  const child = session.start('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const [number] = (await once(child.stdio[3] as Readable, 'data')) as [Buffer]
  session.env['DISPLAY'] = `:${number.toString().trim()}`
  return child
}

/** The accessibility bus of a session that has a bus, as a desktop starts it at login. */
export function startAccessibilityBus(session: Session): ChildProcess {
  return session.start(BUS_LAUNCHER, ['--launch-immediately'])
}

/**
 * The accessibility bus and the real Orca, in a session that has a display, a bus and a Speech
 * Dispatcher already. Resolves when Orca listens to what other programs tell. Nothing here needs
 * root: the debug file is in the runtime folder of the session's user.
 *
 * @param options of Orca's command line
 */
export async function startOrca(session: Session, options: readonly string[] = []): Promise<Orca> {
  session.env['GSETTINGS_BACKEND'] = 'memory'
  startAccessibilityBus(session)
  const debugFile = join(session.runtime, 'orca.log')
  const threadsFile = join(session.runtime, 'orca.threads')
  const python = join(session.runtime, 'orca-python')
  mkdirSync(python, { recursive: true })
  writeFileSync(join(python, 'sitecustomize.py'), LINE_BUFFERED)
  session.env['PYTHONPATH'] = python
  // Orca asks pgrep for others of this user, and ends them or itself: in this session there are none.
  const programs = join(session.runtime, 'orca-programs')
  mkdirSync(programs, { recursive: true })
  writeFileSync(join(programs, 'pgrep'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
  const path = `PATH=${programs}:${session.env['PATH'] ?? ''}`
  const orca = session.start('env', [path, 'orca', `--debug-file=${debugFile}`, ...options])
  const log = (): string => read(debugFile)
  await until(() => {
    if (orca.exitCode !== null) throw new Error(`Orca ended:\n${log().slice(-2000)}`)
    return log().includes('EVENT MANAGER: Activated')
  })
  const started: Orca = {
    log,
    spoken: () => spokenIn(log()),
    brailled: () => [...log().matchAll(/BRAILLE LINE: {2}'(.*)'$/gmu)].map(([, text = '']) => text),
    settled: () => until(() => count(log(), 'vvvvv PROCESS') === count(log(), '^^^^^ PROCESS')),
    async threads() {
      const before = read(threadsFile).length
      if (!orca.kill('SIGUSR1')) return `Orca ended with ${orca.exitCode ?? orca.signalCode}`
      await until(() => read(threadsFile).length > before)
      return read(threadsFile).slice(before)
    },
    process: orca,
  }
  running.set(session, started)
  return started
}

const running = new WeakMap<Session, Orca>()

/** The Orca that was started last in a session; undefined where none was. */
export const orcaOf = (session: Session): Orca | undefined => running.get(session)

export interface OrcaSession extends Orca {
  readonly session: Session
  /** What reached Speech Dispatcher's module, a line each: language, tab, text. */
  heard(): readonly string[]
  close(): Promise<void>
}

/** A whole session with the real Orca in it: display, window manager, sound, buses, recorded speech. */
export async function startOrcaSession(): Promise<OrcaSession> {
  const session = await startSession()
  await startDisplay(session)
  session.start('openbox', [])
  await startBus(session)
  await startSound(session)
  const { heardFile } = await startSpeechDispatcher(session, 'recorder')
  const orca = await startOrca(session)
  return {
    ...orca,
    session,
    heard: () => read(heardFile).split('\n').slice(0, -1),
    close: () => session.close(),
  }
}

const WINDOW = `
import gi
gi.require_version('Gtk', '3.0')
from gi.repository import Gtk
window = Gtk.Window(title='Another program')
window.add(Gtk.Entry())
window.show_all()
window.present()
Gtk.main()
`

/** Milliseconds after which a window is taken to have come too early for Orca, which is still getting to know the desktop. */
const NOT_NOTICED = 10_000

/** A window of another program; resolves when it has the focus and Orca has said so. */
export async function focusAnotherWindow(session: Session, { spoken }: Orca): Promise<void> {
  // The frame's title, then the entry that has the focus.
  const isNoticed = (): boolean => spoken().findLast((text) => text.startsWith('text')) !== undefined
  while (!isNoticed()) {
    session.start(PYTHON, ['-c', WINDOW])
    const from = Date.now()
    await until(() => isNoticed() || Date.now() - from > NOT_NOTICED)
  }
}

/** Resolves when a condition holds; looks again and again. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10))
}

/** The texts of the SPEECH OUTPUT lines, which end in the voice's settings. */
function spokenIn(log: string): string[] {
  const line = /SPEECH OUTPUT: '(.*)'(?: voice=\w+)?(?:\{.*\}|None)?$/gmu
  return [...log.matchAll(line)].map(([, text = '']) => text)
}

const count = (text: string, part: string): number => text.split(part).length - 1

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
