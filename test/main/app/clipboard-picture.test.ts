import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { clipboardPicture } from '../../../src/main/app/clipboard-picture'
import { MAX_ENCODED_BYTES } from '../../../src/shared/picture'
import { emptyFolder } from '../../cli/support/fake-io'

type Clipboard = Parameters<typeof clipboardPicture>[0]
const { signal } = new AbortController()

/** Electron's clipboard with these types on it. */
const holding = (...items: Record<string, Blob>[]): Clipboard => ({
  read: async () =>
    items.map((item) => ({
      types: Object.keys(item),
      getType: async (type: string) => item[type] ?? Promise.reject(new Error(`no ${type}`)),
    })) as unknown as Awaited<ReturnType<Clipboard['read']>>,
})
const untouched: Clipboard = { read: () => Promise.reject(new Error('Electron was asked')) }
const png = new Blob([new Uint8Array([1, 2, 3])])

/** A desktop whose own program for the clipboard is this shell script, or that has none. */
async function desktop(script?: string): Promise<void> {
  const folder = await emptyFolder()
  if (script !== undefined) {
    await writeFile(join(folder, 'xclip'), `#!/bin/sh\n${script}\n`)
    await chmod(join(folder, 'xclip'), 0o755)
  }
  vi.stubEnv('PATH', script === undefined ? folder : `${folder}:/usr/bin:/bin`)
  vi.stubEnv('DISPLAY', ':7')
  vi.stubEnv('WAYLAND_DISPLAY', '')
}

describe.skipIf(process.platform !== 'linux')("where the desktop has its own program (a shell script that stands in for Linux's)", () => {
  test('the file is as it was copied, and Electron is not asked', async () => {
    await desktop("case \"$*\" in *TARGETS*) echo image/jpeg;; *) printf 'jpeg';; esac")
    const read = await clipboardPicture(untouched, signal)
    expect(read.ok && Buffer.from(read.bytes).toString()).toBe('jpeg')
  })

  test('its word that there is no picture stands', async () => {
    await desktop('echo text/plain')
    expect(await clipboardPicture(untouched, signal)).toMatchObject({ ok: false, code: 'clipboard-no-picture' })
  })
})

describe.skipIf(process.platform !== 'linux')('where it has none (there is always one on macOS)', () => {
  test("Electron's picture is taken", async () => {
    await desktop()
    const read = await clipboardPicture(holding({ 'text/plain': new Blob(['x']) }, { 'image/png': png }), signal)
    expect(read).toEqual({ ok: true, bytes: new Uint8Array([1, 2, 3]) })
  })

  test.each([
    ['nothing', [], 'clipboard-empty'],
    ['a text', [{ 'text/plain': new Blob(['x']) }], 'clipboard-no-picture'],
  ])('%s on the clipboard is said to be that', async (_name, items, code) => {
    await desktop()
    expect(await clipboardPicture(holding(...items), signal)).toMatchObject({ ok: false, code })
  })

  test('a picture that is too large is refused before it is copied', async () => {
    await desktop()
    const huge = { size: MAX_ENCODED_BYTES + 1, arrayBuffer: () => Promise.reject(new Error('copied')) } as Blob
    expect(await clipboardPicture(holding({ 'image/png': huge }), signal)).toMatchObject({ code: 'picture-too-large' })
  })
})
