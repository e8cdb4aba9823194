import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PROJECT } from '../../support/desktop-session/user'
import { filmOf, type Film } from '../../support/stage/camera-film'
import { serveStage, type ServedPage } from '../../support/stage/page-files'
import { openStage, stageMissing, type StagePage } from '../../support/stage/stage-page'
import { mediaGiven, mediaTracks, watchMedia } from '../../support/stage/watched-media'
import { startDisplay, type XDisplay } from '../../support/stage/x-display'

const PHOTO = join(PROJECT, 'resources/models/descry-nano/samples/chelsea.png')
const lacking = stageMissing('ffmpeg')
const ALLOW = '--auto-accept-camera-and-microphone-capture'

describe.skipIf(lacking)(`the camera as the stage sees it${lacking ? ` (${lacking})` : ''}`, () => {
  let served: ServedPage
  let screen: XDisplay
  let film: Film
  let stage: StagePage
  /** One browser for each set of flags. */
  const stages = new Map<string, StagePage>()

  beforeAll(async () => {
    served = await serveStage()
    screen = await startDisplay(800, 600)
    film = await filmOf(PHOTO)
  })
  afterAll(async () => {
    for (const one of stages.values()) await one.close()
    await film.close()
    await screen.close()
    await served.close()
  })

  const open = async (...flags: readonly string[]): Promise<StagePage> => {
    const key = flags.join(' ')
    const known = stages.get(key)
    await known?.load()
    stage = known ?? (await openStage({ url: served.url, env: { DISPLAY: screen.name }, flags }))
    stages.set(key, stage)
    await watchMedia(stage.page)
    return stage
  }
  const released = (): Promise<string[]> => mediaTracks(stage.page)

  it('is shown as it is, unmirrored, and released', async () => {
    const { frame } = await open(ALLOW, ...film.flags)
    const seen = await frame({ type: 'camera', job: 'look' })
    if ('code' in seen) throw new Error(`${seen.code} ${seen.detail ?? ''}`)
    expect([seen.width, seen.height]).toEqual([1280, 720])
    const photo = sharp(PHOTO).resize(1280, 720, { fit: 'contain', background: 'black' }).removeAlpha()
    const truth = await photo.clone().raw().toBuffer()
    const mirrored = await sharp(await photo.clone().png().toBuffer()).flop().raw().toBuffer()
    const shown = await sharp(seen.bytes, { raw: { width: 1280, height: 720, channels: 4 } }).removeAlpha().raw().toBuffer()
    expect(distance(shown, truth)).toBeLessThan(6)
    expect(distance(shown, mirrored)).toBeGreaterThan(15)
    expect(await released()).toEqual(['video ended'])
  })
  it('is looked at when its exposure has settled, not in its first dark frames', async () => {
    const { page, frame } = await open()
    await page.evaluate(() => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 })
      const paint = canvas.getContext('2d')!
      let count = 0
      setInterval(() => {
        const level = Math.min(180, 10 * count++)
        paint.fillStyle = `rgb(${level} ${level} ${level})`
        paint.fillRect(0, 0, 320, 240)
      }, 40)
      navigator.mediaDevices.getUserMedia = () => Promise.resolve(canvas.captureStream())
    })
    const seen = await frame({ type: 'camera', job: 'look' })
    if ('code' in seen) throw new Error(seen.code)
    expect(seen.at(160, 120)[0]).toBeGreaterThan(170)
  })
  it('that is not there is "camera-none"', async () => {
    const { frame } = await open(ALLOW)
    expect(await frame({ type: 'camera', job: 'look' })).toMatchObject({ type: 'failed', code: 'camera-none' })
  })
  it('that may not be used is "camera-denied"', async () => {
    const { frame } = await open('--deny-permission-prompts', ...film.flags)
    expect(await frame({ type: 'camera', job: 'look' })).toMatchObject({ type: 'failed', code: 'camera-denied' })
  })
  it.each([
    ['NotReadableError', 'camera-in-use'],
    ['AbortError', 'camera-in-use'],
    ['InvalidStateError', 'camera-lost'],
  ])('that fails with %s is "%s"', async (name, code) => {
    const { page, frame } = await open()
    await page.evaluate((error) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('it does not open', error))
    }, name)
    expect(await frame({ type: 'camera', job: 'look' })).toMatchObject({ type: 'failed', code })
  })
  it('that goes away meanwhile is "camera-lost"', async () => {
    const { page, frame } = await open()
    await page.evaluate(() => {
      const stream = document.createElement('canvas').captureStream()
      navigator.mediaDevices.getUserMedia = () => {
        setTimeout(() => stream.getTracks().forEach((track) => track.stop()), 50)
        return Promise.resolve(stream)
      }
    })
    expect(await frame({ type: 'camera', job: 'look' })).toMatchObject({ type: 'failed', code: 'camera-lost' })
  })
  it('is released at once when the request is cancelled', async () => {
    const { post, frame } = await open(ALLOW, ...film.flags)
    const seen = frame({ type: 'camera', job: 'look' })
    await mediaGiven(stage.page)
    await post({ type: 'cancel', job: 'look' })
    expect(await seen).toMatchObject({ type: 'failed', code: 'cancelled' })
    expect(await released()).toEqual(['video ended'])
  })
  it('breaks no rule of the page', async () => {
    const { frame, complaints } = await open(ALLOW, ...film.flags)
    await frame({ type: 'camera', job: 'look' })
    expect(complaints).toEqual([])
  })
})

/** Mean difference of two pictures, levels. */
function distance(a: Buffer, b: Buffer): number {
  let sum = 0
  for (const [i, level] of a.entries()) sum += Math.abs(level - b[i]!)
  return sum / a.length
}
