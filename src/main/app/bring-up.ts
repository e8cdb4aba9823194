import { app, powerMonitor, type Tray } from 'electron'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { CommandId } from '../../shared/commands'
import { RESOURCES } from '../resources'
import type { SettingsStore } from '../settings/settings-store'
import type { Words } from '../speak/route'
import type { compose } from './compose'
import type { Log } from './log'
import { watchScreenLock } from './screen-lock'
import { createTray, fillTray } from './tray'
import { trayWork } from './tray-work'
import type { AppWindows } from './windows'

interface Parts {
  readonly composed: ReturnType<typeof compose>
  readonly windows: AppWindows
  readonly settings: SettingsStore
  readonly log: Log
  /** Started at login: without its window. */
  readonly hidden: boolean
  /** Resolves when the stage can be asked for pictures and sounds. */
  readonly stageConnected: Promise<unknown>
}

/** A stage that takes longer is not waited for: what needs none works, milliseconds. */
const STAGE_DEADLINE = 10_000

/** Takes the keys, shows the window, and says that Descry is there; resolves when the engine has loaded. */
export async function bringUp({ composed, windows, settings, log, hidden, stageConnected }: Parts): Promise<void> {
  const { descry, home, layer, keys, answering, messages, tell } = composed
  await composed.takeKeys()
  guardHome()
  windows.ensure('menu').on('blur', () => void layer.left())
  // What a run that was killed has left; a download of it goes on when it is asked for.
  const recovered = composed.store.recover().then(() => composed.models.changed())
  const socket = composed.listen()
  const tray = openTray()

  let quitting = false
  app.on('second-instance', () => descry.run('open'))
  app.on('activate', () => descry.run('open'))
  app.on('before-quit', () => (quitting = true))
  app.on('will-quit', (event) => {
    event.preventDefault()
    log.event('quit')
    tray.destroy()
    const closing = socket.then((opened) => opened.close())
    void Promise.allSettled([closing, composed.close(), lockWatch?.then((end) => end())]).then(() => app.exit(0))
  })
  // Nobody hears an answer there, and no camera may stay on.
  for (const event of ['suspend', 'lock-screen'] as const) powerMonitor.on(event as 'suspend', () => descry.stop())
  const lockWatch = process.platform === 'linux' ? watchScreenLock(process.env, () => descry.stop()) : undefined

  if (!hidden) await home.show(settings.current().firstRunDone ? 'home' : 'first-run', 'heading')
  const stage = Promise.race([stageConnected, wait(STAGE_DEADLINE, undefined, { ref: false })])
  await Promise.all([composed.refresh(), composed.refreshEngine(), socket, stage, recovered])
  // Only then: the system may show a notice of its own, which must not come between our windows.
  const made = (['stage', 'home', 'menu', 'caption'] as const).filter((name) => windows.get(name))
  void Promise.all(made.map((name) => windows.whenLoaded(name, () => undefined))).then(() => composed.prepareScreen())
  log.event('ready')
  process.stderr.write('Descry is ready.\n')
  for (const name of ['home', 'menu'] as const) windows.ensure(name).on('focus', () => composed.windowSpeech.focused(name))
  // What was asked meanwhile comes first, and what Descry had to say already: neither is cut off.
  void answering.free.then(() => {
    greet()
    composed.windowSpeech.open()
  })
  void composed.inUse.standIn()

  /** The first close says how to come back; only quitting ends Descry. */
  function guardHome(): void {
    const window = windows.ensure('home')
    window.on('close', (event) => {
      if (quitting) return
      event.preventDefault()
      window.hide()
      if (settings.current().firstCloseSaid) return
      void settings.change({ firstCloseSaid: true })
      const key = keys.spoken('open')
      descry.tell('hints', key ? 'app.first-close' : 'app.first-close-no-key', { key })
    })
  }

  function openTray(): Tray {
    const opened = createTray(join(RESOURCES, 'icons'))
    let shown: string | undefined
    const fill = (): void => {
      const work = trayWork(composed.state.state.models)
      const { quiet } = composed.state.state.settings
      const next = JSON.stringify([messages().locale, work, quiet])
      if (next === shown) return
      shown = next
      const id = composed.state.state.models.work?.id ?? null
      fillTray(opened, {
        ...{ messages: messages(), work, quiet },
        run: (command: CommandId) => descry.run(command),
        stopWork: () => void composed.models.stop(id),
        quit: () => app.quit(),
      })
    }
    fill()
    composed.state.watch(fill)
    return opened
  }

  /** What went wrong at the start, always; that Descry is there, where it did not come by itself at login. */
  function greet(): void {
    const words = (texts: readonly string[]): Words[] => texts.map((text) => ({ text, lang: messages().locale }))
    const { before, greeting, after } = greetingSentences()
    const said = words(before)
    let aloud = false
    tell('greeting', words(greeting), (wanted) => {
      said.push(...wanted)
      // Who starts it and has forgotten quiet mode would hear nothing at all, and not know why.
      aloud = true
    })
    said.push(...words(after))
    if (said.length > 0) void answering.say(said, { aloud })
  }

  function greetingSentences(): { before: string[]; greeting: string[]; after: string[] } {
    const { origin } = settings
    const aside = origin.state === 'kept-aside' ? [messages().say('app.settings-kept-aside', { file: origin.file })] : []
    const left = origin.state === 'left' ? [messages().say('app.settings-left')] : []
    const key = keys.spoken('layer')
    const ready = key ? messages().say('app.ready', { key }) : messages().say('app.ready-no-key')
    // Beside a reader, too: Orca says of a window that is being loaded what it holds, and not what has the focus in it.
    const isFirst = !settings.current().firstRunDone
    // The window says itself what is to be done in it.
    const describe = composed.state.state.saysFocus ? '' : keys.spoken('describe-screen')
    const introduction = isFirst ? [messages().say('app.introduction', { key: describe, has: describe ? 'yes' : 'no' })] : []
    const quietKey = keys.spoken('quiet')
    const quiet = settings.current().quiet ? [messages().say(quietKey ? 'tune.quiet.at-start' : 'tune.quiet.is-on', { key: quietKey })] : []
    return { before: [...aside, ...left], greeting: hidden ? [] : [ready, ...quiet, ...introduction], after: keys.startNotes() }
  }
}
