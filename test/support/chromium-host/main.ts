import { registerHooks } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { appFolder } from './api/paths'

/**
 * Runs a built Electron app on Debian's Chromium: `node out/chromium-host/main.js [arguments]` runs
 * out/main/main.js. DESCRY_HOST_ENTRY names another app's entry.
 */
const entry = resolve(process.env['DESCRY_HOST_ENTRY'] ?? new URL('../main/main.js', import.meta.url).pathname)
const folder = appFolder(entry)

/** As Electron's, started from a folder: the program, the app, its arguments. */
process.argv.splice(1, 1, entry)
Object.assign(process, { type: 'browser', defaultApp: true, resourcesPath: `${folder}/resources` })

const electron = new URL('./electron.js', import.meta.url).href
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' || specifier === 'electron/main'
      ? { url: electron, format: 'module', shortCircuit: true }
      : next(specifier, context),
})
await import(pathToFileURL(entry).href)
