import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A film of one photograph, as a camera that looks at it would send. */
export interface Film {
  /** Chromium's flags that make it the camera. */
  readonly flags: readonly string[]
  close(): Promise<void>
}

/** @param photo a picture file; it is shown 1280 × 720, with black bars where its shape is another */
export async function filmOf(photo: string): Promise<Film> {
  const folder = await mkdtemp(join(tmpdir(), 'descry-film-'))
  const film = join(folder, 'camera.mjpeg')
  const fit = 'scale=1280:720:force_original_aspect_ratio=decrease,pad=1280:720:(ow-iw)/2:(oh-ih)/2'
  const input = ['-loglevel', 'error', '-loop', '1', '-i', photo, '-frames:v', '30', '-vf', fit]
  await promisify(execFile)('ffmpeg', [...input, '-pix_fmt', 'yuvj420p', '-q:v', '3', film])
  return {
    flags: ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`],
    close: () => rm(folder, { recursive: true, force: true }),
  }
}
