import type { Clipboard } from 'electron'
import { failure, type Result } from '../../shared/codes'
import { MAX_ENCODED_BYTES } from '../../shared/picture'
import { readClipboardPicture } from '../desktop/clipboard'

type Read = Result<{ bytes: Uint8Array<ArrayBuffer> }>

/** What Chromium makes of every picture on a clipboard. */
const PNG = 'image/png'

/**
 * The picture on the clipboard: by the desktop's own program where there is one, which gives the file as
 * it was copied, else as Electron has it.
 */
export async function clipboardPicture(clipboard: Pick<Clipboard, 'read'>, signal: AbortSignal): Promise<Read> {
  const { env, platform } = process
  const read = await readClipboardPicture({ env, platform, maxBytes: MAX_ENCODED_BYTES, signal })
  if (read.ok || read.code !== 'clipboard-tool-missing') return read
  const items = await clipboard.read()
  const picture = items.find(({ types }) => types.includes(PNG))
  if (!picture) return failure(items.length === 0 ? 'clipboard-empty' : 'clipboard-no-picture')
  const blob = await picture.getType(PNG)
  if (blob.size > MAX_ENCODED_BYTES) return failure('picture-too-large')
  return { ok: true, bytes: new Uint8Array(await blob.arrayBuffer()) }
}
