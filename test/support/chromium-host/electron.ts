import { app, hostApp } from './api/app'
import { BrowserWindow, watchWindows } from './api/browser-window'
import { globalShortcut, watchKeys } from './api/global-shortcut'
import { ipcMain } from './api/ipc-main'
import { MessageChannelMain } from './api/message-channel'
import { nativeTheme } from './api/native-theme'
import { absent } from './api/offer'
import { protocol } from './api/protocol'
import { screen, watchScreen } from './api/screen'
import { session } from './api/session'

/** What the app gets for `import … from 'electron'`. */
hostApp.onRunning = () => {
  watchWindows()
  watchKeys()
  watchScreen()
}

export { app, BrowserWindow, globalShortcut, ipcMain, MessageChannelMain, nativeTheme, protocol, screen, session }
export const net = absent('net')
