const { contextBridge, ipcRenderer } = require('electron')

const fail = () => {
  throw new TypeError('as the preload script said')
}
contextBridge.exposeInMainWorld('sample', {
  invoke: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
  send: (channel, ...args) => ipcRenderer.send(channel, ...args),
  on: (channel, hear) => void ipcRenderer.on(channel, (_event, ...args) => hear(...args)),
  list: [1, { two: 2 }],
  sum: (...numbers) => numbers.reduce((sum, number) => sum + number, 0),
  fail,
  failLater: async () => fail(),
  callBack: (hear) => hear('from the preload script'),
  sizeOf: (bytes) => bytes.byteLength,
  isCopy: (object) => ((object.changed = true), object),
  world: () => typeof globalThis.pageGlobal,
})
ipcRenderer.on('port', (event, name) => globalThis.postMessage(name, globalThis.location.origin, [...event.ports]))
globalThis.addEventListener('message', ({ data, ports }) => {
  if (data === 'to-main') ipcRenderer.postMessage('from-page', { hello: 'main' }, [...ports])
})
globalThis.preloadGlobal = true
