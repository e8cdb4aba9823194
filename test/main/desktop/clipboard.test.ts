import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { clipboardTool, readClipboardPicture } from '../../../src/main/desktop/clipboard'
import { emptyFolder } from '../../cli/support/fake-io'

// The real xclip is tried in test/cli/e2e; here small programs stand in for it, to fail in every way.

interface Desktop {
  /** What the program prints and does when it is asked for the types, and for one of them. */
  readonly list?: string
  readonly fetch?: string
  readonly name?: string
  readonly env?: Record<string, string>
}

async function desktop({ list = 'true', fetch = 'true', name = 'xclip', env = { DISPLAY: ':7' } }: Desktop) {
  const folder = await emptyFolder()
  const script = `#!/bin/sh\ncase "$*" in *TARGETS*|*--list-types*) ${list};; *) ${fetch};; esac\n`
  await writeFile(join(folder, name), script)
  await chmod(join(folder, name), 0o755)
  return { env: { PATH: `${folder}:/usr/bin:/bin`, ...env }, platform: 'linux', maxBytes: 1000 } as const
}

describe.skipIf(process.platform === 'win32')(
  'the clipboard (the stand-in programs are shell scripts)',
  () => {
    test('gives the picture’s own bytes, in the best of the types that are offered', async () => {
      const options = await desktop({
        list: "printf 'TARGETS\\nimage/bmp\\nimage/webp\\nimage/png\\n'",
        fetch: 'printf "%s" "$*"',
      })
      const read = await readClipboardPicture(options)
      expect(read.ok && Buffer.from(read.bytes).toString()).toBe(
        '-selection clipboard -target image/png -out',
      )
    })

    test('is read with wl-paste on Wayland', async () => {
      const options = await desktop({
        name: 'wl-paste',
        list: 'echo image/jpeg',
        fetch: 'printf "%s" "$*"',
        env: { WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':7' },
      })
      const read = await readClipboardPicture(options)
      expect(read.ok && Buffer.from(read.bytes).toString()).toBe('--no-newline --type image/jpeg')
      expect(clipboardTool(options.env, 'linux')).toBe('wl-paste')
    })

    test('on Wayland without wl-paste is read with xclip, which sees what X programs copied', async () => {
      const { env, ...rest } = await desktop({
        list: 'echo image/png',
        fetch: 'printf bytes',
        env: { WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':7' },
      })
      const [folder = ''] = env.PATH.split(':')
      const options = { ...rest, env: { ...env, PATH: folder } }
      // The stand-in needs no other program than the shell, which has its full path.
      expect(await readClipboardPicture(options)).toMatchObject({ ok: true })
      expect(clipboardTool(options.env, 'linux')).toBe('xclip')
    })

    test.each([
      ['is empty when nothing was copied', { list: 'exit 1' }, 'clipboard-empty'],
      ['holds no picture when text was copied', { list: 'echo UTF8_STRING' }, 'clipboard-no-picture'],
      ['holds no picture when only BMP is offered', { list: 'echo image/bmp' }, 'clipboard-no-picture'],
      [
        'is too large above the limit',
        { list: 'echo image/png', fetch: 'head -c 2000 /dev/zero' },
        'picture-too-large',
      ],
      ['that offers a picture and gives none is empty', { list: 'echo image/png' }, 'clipboard-empty'],
      [
        'is out of reach without the display',
        { list: 'echo "Error: Can\'t open display" >&2; exit 1' },
        'clipboard-tool-missing',
      ],
    ])('%s', async (_name, how, code) => {
      expect(await readClipboardPicture(await desktop(how))).toMatchObject({ ok: false, code })
    })

    test('whose owner never answers is given up', async () => {
      const options = await desktop({ list: 'exec sleep 1000' })
      expect(await readClipboardPicture({ ...options, deadline: 50 })).toMatchObject({
        code: 'clipboard-empty',
      })
    })

    test('that is cancelled ends its program at once', async () => {
      const options = await desktop({ list: 'exec sleep 1000' })
      const signal = AbortSignal.abort()
      expect(await readClipboardPicture({ ...options, signal })).toMatchObject({ code: 'cancelled' })
    })

    test.each([
      ['nothing is installed', { PATH: '/nowhere', DISPLAY: ':7' }],
      ['there is no display', { PATH: process.env.PATH ?? '' }],
    ])('cannot be read when %s', async (_name, env) => {
      const read = await readClipboardPicture({ env, platform: 'linux', maxBytes: 1000 })
      expect(read).toMatchObject({ ok: false, code: 'clipboard-tool-missing' })
      expect(clipboardTool(env, 'linux')).toBeUndefined()
    })

    test('of macOS comes as hexadecimal digits', async () => {
      const folder = await emptyFolder()
      const script = '#!/bin/sh\ncase "$*" in *info*) echo image/png;; *) echo "«data PNGf89504E47»";; esac\n'
      await writeFile(join(folder, 'osascript'), script, { mode: 0o755 })
      const read = await readClipboardPicture({
        env: { PATH: `${folder}:/usr/bin:/bin` },
        platform: 'darwin',
        maxBytes: 1000,
      })
      expect(read.ok && Buffer.from(read.bytes).toString('hex')).toBe('89504e47')
    })
  },
)
