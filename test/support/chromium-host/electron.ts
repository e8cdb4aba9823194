import { host } from './host'
import { app, hostApp } from './api/app'
import { BrowserWindow, watchWindows } from './api/browser-window'
import { clipboard } from './api/clipboard'
import { desktopCapturer } from './api/desktop-capturer'
import { dialog } from './api/dialog'
import { globalShortcut, watchKeys } from './api/global-shortcut'
import { ipcMain } from './api/ipc-main'
import { Menu } from './api/menu'
import { MessageChannelMain } from './api/message-channel'
import { nativeImage } from './api/native-image'
import { hostTheme, nativeTheme } from './api/native-theme'
import { absent } from './api/offer'
import { powerMonitor, watchPower } from './api/power-monitor'
import { protocol } from './api/protocol'
import { safeStorage } from './api/safe-storage'
import { screen, watchScreen } from './api/screen'
import { session } from './api/session'
import { shell } from './api/shell'
import { systemPreferences } from './api/system-preferences'
import { Tray } from './api/tray'
import { utilityProcess } from './api/utility-process'

/** What the app gets for `import … from 'electron'`. */
hostApp.onRunning = async () => {
  watchWindows()
  watchKeys()
  watchScreen()
  watchPower()
  hostTheme.changed(await host().pages.scheme())
}

export {
  app, BrowserWindow, clipboard, desktopCapturer, dialog, globalShortcut, ipcMain, Menu, MessageChannelMain, nativeImage,
  nativeTheme, powerMonitor, protocol, safeStorage, screen, session, shell, systemPreferences, Tray, utilityProcess,
}

// The rest of Electron's main process: to use it says by name that the host does not have it.
export const autoUpdater = absent('autoUpdater')
export const BaseWindow = absent('BaseWindow')
export const BrowserView = absent('BrowserView')
export const contentTracing = absent('contentTracing')
export const crashReporter = absent('crashReporter')
export const ImageView = absent('ImageView')
export const inAppPurchase = absent('inAppPurchase')
export const MenuItem = absent('MenuItem')
export const net = absent('net')
export const netLog = absent('netLog')
export const Notification = absent('Notification')
export const powerSaveBlocker = absent('powerSaveBlocker')
export const pushNotifications = absent('pushNotifications')
export const serviceWorkerMain = absent('serviceWorkerMain')
export const ShareMenu = absent('ShareMenu')
export const TouchBar = absent('TouchBar')
export const View = absent('View')
export const webContents = absent('webContents')
export const WebContentsView = absent('WebContentsView')
export const webFrameMain = absent('webFrameMain')
