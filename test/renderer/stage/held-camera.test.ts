import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { PROJECT } from '../../support/desktop-session/user'
import { filmOf, type Film } from '../../support/stage/camera-film'
import { signalCapture } from '../../support/stage/capture-process'
import { serveStage, type ServedPage } from '../../support/stage/page-files'
import { openStage, stageMissing, type StagePage } from '../../support/stage/stage-page'
import { mediaGiven, mediaReleased, mediaTracks, watchMedia } from '../../support/stage/watched-media'
import { startDisplay, type XDisplay } from '../../support/stage/x-display'

const PHOTO = join(PROJECT, 'resources/models/descry-nano/samples/chelsea.png')
const lacking = stageMissing('ffmpeg')

describe.skipIf(lacking)(`a camera that the stage holds${lacking ? ` (${lacking})` : ''}`, () => {
  let served: ServedPage
  let screen: XDisplay
  let film: Film
  let stage: StagePage

  beforeAll(async () => {
    served = await serveStage()
    screen = await startDisplay(800, 600)
    film = await filmOf(PHOTO)
    stage = await openStage({ url: served.url, env: { DISPLAY: screen.name }, flags: ['--auto-accept-camera-and-microphone-capture', ...film.flags] })
  })
  afterAll(async () => {
    await stage.close()
    await film.close()
    await screen.close()
    await served.close()
  })
  beforeEach(async () => {
    await stage.load()
    await watchMedia(stage.page)
  })
  const tracks = (): Promise<string[]> => mediaTracks(stage.page)
  const hold = async (): Promise<void> => {
    await stage.post({ type: 'camera-hold', job: 'hold' })
    expect(await stage.next('camera-held')).toEqual({ type: 'camera-held', job: 'hold' })
  }

  it('gives frames again and again, whole and small, of one stream', async () => {
    await hold()
    const whole = await stage.frame({ type: 'camera-frame', job: 'a' })
    const small = await stage.frame({ type: 'camera-frame', job: 'b', width: 320 })
    const again = await stage.frame({ type: 'camera-frame', job: 'c', width: 320 })
    if ('code' in whole || 'code' in small || 'code' in again) throw new Error('a frame did not come')
    expect([whole.width, whole.height, small.width, small.height, again.width]).toEqual([1280, 720, 320, 180, 320])
    // The same picture, four times smaller.
    const spots = [[160, 90], [130, 60], [190, 120], [10, 10]] as const
    const worst = Math.max(...spots.flatMap(([x, y]) => small.at(x, y).map((level, i) => Math.abs(level - whole.at(x * 4 + 2, y * 4 + 2)[i]!))))
    expect(worst).toBeLessThan(40)
    expect(small.bytes[3]).toBe(255)
    expect(await tracks()).toEqual(['video live'])
  })
  it('is let go at once, and gives no more frames', async () => {
    await hold()
    await stage.post({ type: 'camera-release' })
    await mediaReleased(stage.page)
    expect(await stage.frame({ type: 'camera-frame', job: 'late' })).toMatchObject({ type: 'failed', code: 'camera-lost' })
  })
  it('is let go when the opening is given up', async () => {
    await stage.post({ type: 'camera-hold', job: 'hold' })
    await mediaGiven(stage.page)
    await stage.post({ type: 'cancel', job: 'hold' })
    expect(await stage.next('failed')).toMatchObject({ job: 'hold', code: 'cancelled' })
    expect(await tracks()).toEqual(['video ended'])
  })
  it('held anew lets the stream before go', async () => {
    await hold()
    await hold()
    expect(await tracks()).toEqual(['video ended', 'video live'])
  })
  it('that goes away is told', async () => {
    await stage.page.evaluate(() => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 36 })
      const paint = canvas.getContext('2d')!
      let count = 0
      setInterval(() => {
        paint.fillStyle = count++ % 2 ? '#808080' : '#818181'
        paint.fillRect(0, 0, 64, 36)
      }, 40)
      const stream = canvas.captureStream()
      ;(globalThis as never as { gone(): void }).gone = () => {
        for (const track of stream.getTracks()) {
          track.stop()
          // A script's stop tells nobody; the system's end does.
          track.dispatchEvent(new Event('ended'))
        }
      }
      navigator.mediaDevices.getUserMedia = () => Promise.resolve(stream)
    })
    await hold()
    await stage.page.evaluate(() => (globalThis as never as { gone(): void }).gone())
    expect(await stage.next('camera-ended')).toEqual({ type: 'camera-ended' })
    expect(await stage.frame({ type: 'camera-frame', job: 'late' })).toMatchObject({ code: 'camera-lost' })
  })
  it('whose process ends is told and let go, and can be held anew', async () => {
    await hold()
    expect(signalCapture(process.pid, 'SIGKILL')).toBe(1)
    expect(await stage.next('camera-ended')).toEqual({ type: 'camera-ended' })
    expect(await tracks()).toEqual(['video ended'])
    await hold()
    expect(await stage.frame({ type: 'camera-frame', job: 'a', width: 320 })).toMatchObject({ width: 320 })
  })
  it('that sends nothing any more is told and let go, and can be held anew when it sends again', async () => {
    await hold()
    onTestFinished(() => void signalCapture(process.pid, 'SIGCONT'))
    expect(signalCapture(process.pid, 'SIGSTOP')).toBe(1)
    // The frames that it had sent are taken first.
    await expect.poll(() => stage.frame({ type: 'camera-frame', job: 'a', width: 320 })).toMatchObject({ code: 'camera-lost' })
    expect(await stage.next('camera-ended')).toEqual({ type: 'camera-ended' })
    expect(await tracks()).toEqual(['video ended'])
    await stage.post({ type: 'camera-hold', job: 'hold' })
    signalCapture(process.pid, 'SIGCONT')
    await stage.next('camera-held')
    expect(await stage.frame({ type: 'camera-frame', job: 'b', width: 320 })).toMatchObject({ width: 320 })
  })
  it('breaks no rule of the page', async () => {
    await hold()
    await stage.frame({ type: 'camera-frame', job: 'a', width: 320 })
    expect(stage.complaints).toEqual([])
  })
})
