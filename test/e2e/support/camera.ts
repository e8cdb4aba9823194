import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DesktopSession } from '../../support/desktop-session/session'

/** Pixels of a side: twice the photographs' own, which is small for a camera. */
const SIDE = 448

/** A camera that sees a photograph: what the app's Chromium must be told. */
export async function cameraThatSees(session: DesktopSession, photograph: string): Promise<string[]> {
  const source = join(session.folder, 'photograph.png')
  const video = join(session.folder, 'camera.y4m')
  copyFileSync(photograph, source)
  session.give(source)
  const picture = ['-loop', '1', '-i', source, '-vf', `scale=${SIDE}:${SIDE}:flags=bicubic`]
  await session.output('ffmpeg', ['-loglevel', 'error', ...picture, '-pix_fmt', 'yuv420p', '-r', '10', '-t', '1', video])
  return ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${video}`]
}
