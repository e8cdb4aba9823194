import { contextBridge, ipcRenderer } from 'electron'
import { createBridge } from './bridge'
import { windowOfPage } from './channels'
import { handOverPort } from './stage-port'

// A sandboxed preload script can load nothing but electron, so this is built into one file. It gives a
// page of ours its channels and nothing else; any other page gets nothing at all.
const window_ = windowOfPage(location.pathname)
if (window_ === 'stage') handOverPort(ipcRenderer, window)
else if (window_) contextBridge.exposeInMainWorld('descry', createBridge(ipcRenderer, window_))
