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

/** What a film shows for so many seconds. */
export interface FilmScene {
  readonly seconds: number
  /** A photograph's path; black without it. */
  readonly photograph?: string
  /** Moves over the photograph, from its left to its right. */
  readonly pan?: boolean
  /** Its light goes up and down, seven times a second. */
  readonly flicker?: boolean
}

/** Frames a second of a film: MJPEG has no rate of its own, and Chromium plays it at thirty, so that seconds are seconds. */
const RATE = 30

/**
 * A camera that sees scenes one after the other, over and over.
 * @param noise levels of a sensor's noise
 * @returns what the app's Chromium must be told
 */
export async function cameraWithFilm(session: DesktopSession, scenes: readonly FilmScene[], noise = 0): Promise<string[]> {
  const video = join(session.folder, 'camera.mjpeg')
  const inputs = scenes.flatMap(({ seconds, photograph }, i) => {
    const length = ['-t', String(seconds)]
    if (photograph === undefined) return ['-f', 'lavfi', ...length, '-i', `color=c=black:s=${SIDE}x${SIDE}:r=${RATE}`]
    const source = join(session.folder, `scene-${i}.png`)
    copyFileSync(photograph, source)
    session.give(source)
    return ['-loop', '1', '-framerate', String(RATE), ...length, '-i', source]
  })
  const shown = scenes.map(({ pan, flicker, seconds }, i) => {
    const light = flicker ? `,eq=brightness='0.12*sin(14*PI*t)':eval=frame` : ''
    const wide = `scale=${SIDE * 1.5}:${SIDE * 1.5}:flags=bicubic,crop=${SIDE}:${SIDE}:x='(iw-ow)*t/${seconds}':y=${SIDE / 4}`
    return `[${i}:v]${pan ? wide : `scale=${SIDE}:${SIDE}:flags=bicubic`},setsar=1${light},format=yuvj420p[s${i}]`
  })
  const joined = `${scenes.map((_, i) => `[s${i}]`).join('')}concat=n=${scenes.length}:v=1`
  const film = noise > 0 ? `${joined},noise=alls=${noise}:allf=t[film]` : `${joined}[film]`
  const out = ['-map', '[film]', '-r', String(RATE), '-q:v', '2', video]
  await session.output('ffmpeg', ['-loglevel', 'error', ...inputs, '-filter_complex', `${shown.join(';')};${film}`, ...out])
  return ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${video}`]
}
