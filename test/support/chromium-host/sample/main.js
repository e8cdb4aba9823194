import { app, BrowserWindow, globalShortcut, ipcMain, protocol } from 'electron'

const PAGE = '<!doctype html><title>Sample</title><h1>Sample</h1><p id="said"></p>'
const started = performance.now()
const say = (text) => process.stdout.write(`${text}\n`)

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])
await app.whenReady()
say(`ready ${Math.round(performance.now() - started)}`)
protocol.handle('app', () => new Response(PAGE, { headers: { 'content-type': 'text/html', 'content-security-policy': "default-src 'self'" } }))
ipcMain.handle('double', (event, value) => value * 2)
const window = new BrowserWindow({
  show: false,
  width: 500,
  height: 300,
  webPreferences: { preload: new URL('preload.cjs', import.meta.url).pathname },
})
await window.loadURL('app://descry/index.html')
say(`loaded ${Math.round(performance.now() - started)}`)
say(`double ${await window.webContents.executeJavaScript('sample.double(21)')}`)
globalShortcut.register('Ctrl+Alt+Shift+D', () => say('key'))
window.show()
