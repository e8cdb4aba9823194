import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, onTestFailed, test } from 'vitest'
import { electronProgram } from '../../../scripts/setup/electron.mjs'
import { ensureBuilt } from '../../cli/e2e/support/build'
import { startDisplay, type Monitor } from '../../support/desktop-session/display'
import { pageBrowser, type PageBrowser } from '../../support/desktop-session/page-browser'
import { openSession, type DesktopSession } from '../../support/desktop-session/session'
import { startRecordedSpeech, type SpeechRecord } from '../../support/desktop-session/speech'
import { xScreen, type XScreen } from '../../support/desktop-session/x-screen'
import { PROJECT } from '../../support/desktop-session/user'
import { orcaOf } from '../../support/speech/orca-session'
import { missing, startBus, startSound } from '../../support/speech/session'
import { appCommand, startApp, type App, type AppOptions } from './app'

/** A desktop with the app on it, as one user has it. */
export interface World {
  readonly session: DesktopSession
  readonly screen: XScreen
  /** What Speech Dispatcher was asked to speak. */
  readonly speech: SpeechRecord
  /** Pages on the screen, with known content. */
  readonly pages: PageBrowser
  readonly app: App
  /** The program and its arguments that start the app once more. */
  readonly command: readonly [string, ...string[]]
  /** Ends the app that runs, if one does, and starts it again with other options. */
  restart(options?: AppOptions): Promise<App>
}

interface WorldOptions {
  /** Programs that these tests need beside those that all need. */
  readonly needs?: readonly string[]
  /** Why these tests cannot run here, whatever is installed. */
  readonly cannot?: string | undefined
  readonly monitors?: readonly Monitor[]
  /** What there has to be before the app starts. */
  readonly before?: (session: DesktopSession, screen: XScreen) => Promise<AppOptions | undefined>
}

/** What the app says when it is ready, in English and German. */
const GREETING = /Descry is ready|Descry ist bereit/

/** What its window says of itself, and how long that is waited for, milliseconds: behind another window it says nothing. */
const FOCUS = /heading level|Überschrift Ebene/
const IN_FRONT = 10_000

/** Of both tries together, milliseconds: the app has a minute to be ready. */
const SET_UP = 240_000

interface Parts {
  session?: DesktopSession
  speech?: SpeechRecord
  app?: App
  screen?: XScreen
  pages?: PageBrowser
}

const NEEDS = [
  ...['Xvfb', 'openbox', 'xdotool', 'xprop', 'xclip', 'import', 'dbus-daemon', 'pulseaudio', 'speech-dispatcher'],
  process.env['DESCRY_CHROMIUM'] ?? 'chromium',
]

/**
 * Tests in one world: a desktop session and the app in it, started once for all of them. Where it cannot be
 * had, they are skipped, and the name says why. When one fails, the state of the world is printed.
 */
export function inAWorld(name: string, options: WorldOptions, define: (world: World, onElectron: boolean) => void): void {
  inOneWorld(name, options, undefined, define)
  const electron = electronProgram(PROJECT)
  const onElectron = `${name}, on Electron`
  if (electron) inOneWorld(onElectron, options, electron, define)
  else test.skip(`${onElectron} (its program is not here: the Chromium host runs the same bundles)`, () => undefined)
}

function inOneWorld(name: string, options: WorldOptions, electron: string | undefined, define: (world: World, onElectron: boolean) => void): void {
  const lacking = options.cannot ?? missing(...NEEDS, ...(options.needs ?? []))
  describe.skipIf(lacking !== undefined)(lacking ? `${name} (${lacking})` : name, () => {
    const parts: Parts = {}
    const world = lazy(parts, electron)
    beforeAll(async () => {
      await ensureBuilt()
      await open(parts, options, electron).catch(async (error: unknown) => {
        console.error(`${name}: the world did not come to be, and is tried once more:`, error, parts.app?.printed().slice(-4000))
        await parts.session?.close()
        await open(parts, options, electron)
      })
    }, SET_UP)
    afterAll(() => parts.session?.close())
    beforeEach(() => {
      world.speech.setPace(0)
      onTestFailed(() => report(world))
    })
    define(world, electron !== undefined)
  })
}

/** Starts the session, its services and the app. */
async function open(parts: Parts, { monitors, before }: WorldOptions, electron: string | undefined): Promise<void> {
  const session = (parts.session = await openSession())
  await startDisplay(session, monitors)
  await startBus(session)
  await startSound(session)
  parts.screen = xScreen(session)
  parts.pages = pageBrowser(session)
  parts.speech = await startRecordedSpeech(session)
  const appOptions = await before?.(session, parts.screen)
  parts.app = await startApp(session, { ...appOptions, ...(electron ? { electron } : {}) })
  // The greeting comes a moment after the app is ready; in a session at login there is none.
  if (!appOptions?.args?.includes('--hidden')) {
    await parts.speech.waitFor(GREETING)
    // Where no reader says it, the window does, when it has the keyboard: on a busy machine that is later.
    const saysFocus = appOptions?.settings?.voice?.ownWindows !== false && !orcaOf(session)
    if (saysFocus) await parts.speech.waitFor(FOCUS, { timeout: IN_FRONT }).catch(() => undefined)
  }
  await parts.speech.settled(300)
}

/** Where logs of failed tests are kept, beside their pictures; ignored by git. */
const LOGS = join(PROJECT, 'out', 'e2e')
/** Lines of a log that tell what happened last. */
const LAST = 60

/** What a log ended in; the whole of it as a file. */
function kept(name: string, log: string): string {
  mkdirSync(LOGS, { recursive: true })
  const file = join(LOGS, `failed-${Date.now()}-${name}`)
  writeFileSync(file, log)
  return `${file} ends in:\n${log.split('\n').slice(-LAST).join('\n')}`
}

/** What the reader and the server of its voice were doing. */
async function speaking(session: DesktopSession): Promise<string[]> {
  const orca = orcaOf(session)
  if (!orca) return []
  const threads = await Promise.race([orca.threads(), wait(PATIENT, 'Orca does not even tell where it is')])
  const server = readFileSync(join(session.folder, 'speechd-logs', 'speech-dispatcher.log'), 'utf8')
  return [`Orca’s threads:\n${threads}`, kept('orca.log', orca.log()), kept('speech-dispatcher.log', server)]
}
/** Milliseconds in which a program that runs at all answers a signal. */
const PATIENT = 2000

/** What was going on when a test failed. */
async function report({ session, screen, speech, app }: World): Promise<void> {
  const lines = [
    `the focus: ${await screen.focused()}; windows: ${(await screen.titles()).join(', ')}`,
    `spoken: ${JSON.stringify(await speech.spoken(), null, 1)}`,
    `the app printed:\n${app.printed().slice(-4000)}`,
    `the screen: ${await screen.screenshot(`failed ${new Date().toISOString()}`)}`,
    ...(await speaking(session)),
  ]
  console.error(lines.join('\n'))
}

function lazy(parts: Parts, electron: string | undefined): World {
  const there = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error('the world is not there yet')
    return part
  }
  return {
    get session() {
      return there(parts.session)
    },
    get screen() {
      return there(parts.screen)
    },
    get speech() {
      return there(parts.speech)
    },
    get pages() {
      return there(parts.pages)
    },
    get app() {
      return there(parts.app)
    },
    get command() {
      return appCommand(there(parts.session), electron)
    },
    async restart(options) {
      await parts.app?.stop()
      return (parts.app = await startApp(there(parts.session), { ...options, ...(electron ? { electron } : {}) }))
    },
  }
}
