import { app, desktopCapturer, ipcMain, Menu, MessageChannelMain, protocol, session, type WebContents } from 'electron'
import { join } from 'node:path'
import { StagePort } from '../capture/stage-port'
import { PRELOAD, RENDERER, RESOURCES } from '../resources'
import { openSettings } from '../settings/settings-store'
import { bringUp } from './bring-up'
import { compose } from './compose'
import type { Launch } from './launch'
import { openLog } from './log'
import { createIpc } from './security/ipc'
import { guardNavigation } from './security/navigation'
import { guardRequests, silenceChromium } from './security/network-guard'
import { ORIGIN } from './security/origin'
import { guardPermissions } from './security/permissions'
import { createSchemeHandler, PRIVILEGED_SCHEMES } from './security/scheme'
import { Wanted } from './wanted'
import { AppWindows } from './windows'

/**
 * Starts the app: what must be set before Chromium is ready, the security boundary, then everything
 * behind it. A second start only brings the first one's window to the front.
 */
export async function start({ hidden }: Extract<Launch, { as: 'app' }>): Promise<void> {
  app.setName('Descry')
  silenceChromium(app.commandLine)
  // SECURITY: every page is sandboxed, also one that somebody forgets to say it of.
  app.enableSandbox()
  protocol.registerSchemesAsPrivileged(PRIVILEGED_SCHEMES)
  if (!app.requestSingleInstanceLock()) return app.exit(0)

  const log = openLog(app.getPath('logs'))
  const windows = new AppWindows({
    preload: PRELOAD,
    packaged: app.isPackaged,
    icon: join(RESOURCES, 'icons', '256x256.png'),
  })
  const wanted = new Wanted()
  const windowOf = (contents: WebContents) => windows.windowOf(contents)
  guardNavigation(app, (contents) => log.event('navigation-refused', wordsOf(windowOf(contents))))
  process.on('uncaughtException', (error) => log.fault(error))
  process.on('unhandledRejection', (error) => log.fault(error))
  app.on('window-all-closed', () => undefined)
  const [settings] = await Promise.all([openSettings(app.getPath('userData')), app.whenReady()])
  log.event('started', [], { version: settings.current().version })

  const { defaultSession } = session
  guardRequests(defaultSession, () => log.event('request-refused'))
  guardPermissions(defaultSession, {
    windowOf,
    origin: ORIGIN,
    wanted,
    sources: () => desktopCapturer.getSources({ types: ['screen'], thumbnailSize: { width: 0, height: 0 } }),
    denied: (_permission, window) => log.event('permission-denied', wordsOf(window)),
  })
  protocol.handle('app', createSchemeHandler({ pages: RENDERER, earcons: join(RESOURCES, 'earcons') }))
  const ipc = createIpc({
    ipcMain,
    windowOf,
    contentsOf: (name) => windows.contentsOf(name),
    origin: ORIGIN,
    report: {
      refused: (channel, reason, window) => log.event('ipc-refused', [channel, reason, ...wordsOf(window)]),
      failed: (_channel, error) => log.fault(error),
    },
  })
  Menu.setApplicationMenu(process.platform === 'darwin' ? macMenu() : null)

  const { stage, connected } = openStage(windows, ipc)
  const composed = compose({ windows, ipc, stage, settings, wanted, log })
  await bringUp({ composed, windows, settings, log, hidden, stageConnected: connected })
}

/** macOS takes its editing keys, and the way out, from the menu; elsewhere a menu's keys would only be in the way. */
function macMenu() {
  return Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
}

const wordsOf = <W>(window: W | null): W[] => (window === null ? [] : [window])

/** The hidden window that takes pictures and sounds; a new one takes its place when it is gone. */
function openStage(windows: AppWindows, ipc: ReturnType<typeof createIpc>): { stage: StagePort; connected: Promise<unknown> } {
  const stage = new StagePort()
  const connected = Promise.withResolvers<undefined>()
  const window = windows.ensure('stage')
  window.webContents.on('did-finish-load', () => {
    const { port1, port2 } = new MessageChannelMain()
    if (!ipc.sendStagePort(port2)) return
    stage.connect(port1)
    connected.resolve(undefined)
  })
  window.webContents.on('render-process-gone', () => window.webContents.reload())
  return { stage, connected: connected.promise }
}
