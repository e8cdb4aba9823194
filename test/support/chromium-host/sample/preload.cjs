const { contextBridge, ipcRenderer } = require('electron')

contextBridge.exposeInMainWorld('sample', { double: (value) => ipcRenderer.invoke('double', value) })
