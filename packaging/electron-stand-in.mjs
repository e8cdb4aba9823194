import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What @electron/fuses looks for in Electron's program; version, length and states of the fuses follow. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

/** As Electron delivers them: only RunAsNode, the two Node options, file privileges and WebAssembly traps are on. */
const WIRE = '101100011'

const PROGRAM = Buffer.concat([
  Buffer.from('#!/bin/sh\necho "This package was made without Electron, so it cannot run." >&2\nexit 70\n'),
  Buffer.from(SENTINEL),
  Buffer.from([1, WIRE.length]),
  Buffer.from(`${WIRE}\n`),
])

const LOCALES = ['de', 'en-GB', 'en-US', 'fr', 'ja']
const EMPTY = [
  ...['chrome-sandbox', 'chrome_crashpad_handler', 'chrome_100_percent.pak', 'chrome_200_percent.pak', 'icudtl.dat'],
  ...['libEGL.so', 'libGLESv2.so', 'libffmpeg.so', 'libvk_swiftshader.so', 'libvulkan.so.1', 'resources.pak'],
  ...['snapshot_blob.bin', 'v8_context_snapshot.bin', 'vk_swiftshader_icd.json'],
  ...LOCALES.map((locale) => `locales/${locale}.pak`),
]

/** An archive with nothing in it: the sizes of what follows, then the list of files, as Chromium pickles them. */
function emptyArchive() {
  const list = Buffer.from('{"files":{}}')
  const sizes = new Uint32Array([4, list.length + 8, list.length + 4, list.length])
  return Buffer.concat([Buffer.from(sizes.buffer), list])
}

/**
 * Makes a folder that is laid out as Electron's own for Linux and can be packaged, but not run: where
 * Electron cannot be had, it lets everything else about a package be made and checked.
 *
 * @param {string} folder is emptied first
 * @param {string} version of the Electron that it stands in for
 */
export function makeStandIn(folder, version) {
  rmSync(folder, { recursive: true, force: true })
  const put = (path, content, mode = 0o644) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content, { mode })
  }
  EMPTY.forEach((path) => put(path, ''))
  put('electron', PROGRAM, 0o755)
  put('resources/default_app.asar', emptyArchive())
  put('version', version)
  put('LICENSE', "In Electron's place: its licence.\n")
  put('LICENSES.chromium.html', "In Electron's place: the licences of Chromium.\n")
}
