import { spawn } from 'node:child_process'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { callBus, openBus } from './bus'
import { offer } from './offer'

const FILE_MANAGER = 'org.freedesktop.FileManager1'

/** Resolves with '' or, as documented, what went wrong. */
function openPath(path: string): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn('xdg-open', [path], { stdio: 'ignore', detached: true })
    child.on('error', () => resolve('xdg-open is not there: install the package "xdg-utils"'))
    child.on('exit', (code) => resolve(code === 0 ? '' : `xdg-open failed (${code ?? 'killed'})`))
    child.unref()
  })
}

/** The desktop's file manager by D-Bus; without one, the folder is opened. */
async function show(path: string): Promise<void> {
  const bus = await openBus('session')
  const uris = [[pathToFileURL(path).href], '']
  const shown = bus && (await callBus(bus, FILE_MANAGER, '/org/freedesktop/FileManager1', FILE_MANAGER, 'ShowItems', 'ass', uris))
  bus?.disconnect()
  if (!shown) await openPath(dirname(path))
}

export const shell = offer('shell', { openPath, showItemInFolder: (path: string): void => void show(path) }, ['openPath', 'showItemInFolder'])
