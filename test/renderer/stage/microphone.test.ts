import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { serveStage, type ServedPage } from '../../support/stage/page-files'
import { soundOf, type SoundFile } from '../../support/stage/sound-file'
import { openStage, stageMissing, type StagePage } from '../../support/stage/stage-page'
import { mediaReleased, mediaTracks, watchMedia, type WatchedMedia } from '../../support/stage/watched-media'
import { startDisplay, type XDisplay } from '../../support/stage/x-display'

const lacking = stageMissing()
/** Half a second of silence, a second of 440 hertz, and silence again. */
const RATE = 48_000
const FILM = Float32Array.from({ length: RATE * 2 }, (_, i) => (i > RATE / 2 && i < RATE * 1.5 ? 0.4 * Math.sin((2 * Math.PI * 440 * i) / RATE) : 0))

interface Watched extends WatchedMedia {
  wishes: (MediaStreamConstraints | undefined)[]
  allow: () => void
}

describe.skipIf(lacking)(`a microphone that the stage holds${lacking ? ` (${lacking})` : ''}`, () => {
  let served: ServedPage
  let screen: XDisplay
  let sound: SoundFile
  let stage: StagePage

  beforeAll(async () => {
    served = await serveStage()
    screen = await startDisplay(800, 600)
    sound = await soundOf(FILM, RATE)
    stage = await openStage({ url: served.url, env: { DISPLAY: screen.name }, flags: ['--auto-accept-camera-and-microphone-capture', ...sound.flags] })
  })
  afterAll(async () => {
    await stage.close()
    await sound.close()
    await screen.close()
    await served.close()
  })
  beforeEach(async () => {
    await stage.load()
    await watchMedia(stage.page)
  })
  const tracks = (): Promise<string[]> => mediaTracks(stage.page)
  const hold = async (): Promise<void> => {
    await stage.post({ type: 'microphone-hold', job: 'hold' })
    expect(await stage.next('microphone-held')).toEqual({ type: 'microphone-held', job: 'hold' })
  }
  const allEnded = (): Promise<unknown> => mediaReleased(stage.page)

  it('gives its sound in pieces of a tenth of a second, at 16 kHz and of one channel: the tone that is played to it', async () => {
    await hold()
    const pieces = []
    for (let piece = 0; piece < 20; piece++) {
      const heard = await stage.sound()
      expect(heard.length).toBe(1600)
      const level = Math.sqrt(heard.reduce((sum, s) => sum + s * s, 0) / heard.length)
      const crossings = heard.filter((s, i) => i > 0 && s >= 0 !== heard[i - 1]! >= 0).length
      pieces.push({ isLoud: level > 0.05, hz: crossings * 5 })
    }
    // What the system does against noise and to levels is its own, and it does it at the tone's ends.
    const tone = pieces.filter(({ isLoud, hz }) => isLoud && Math.abs(hz - 440) <= 10)
    expect(tone.length).toBeGreaterThan(5)
    expect(tone.length).toBeLessThan(12)
    expect(await tracks()).toEqual(['audio live'])
  })
  it('takes out whatever the loudspeaker says, a reader among it, as far as the system can; nothing fails where it cannot', async () => {
    await stage.page.evaluate(() => {
      const devices = navigator.mediaDevices
      const given = devices.getUserMedia.bind(devices)
      devices.getUserMedia = (wish) => {
        ;(globalThis as never as Watched).wishes = [wish]
        return given(wish)
      }
    })
    await hold()
    const [wish] = await stage.page.evaluate(() => (globalThis as never as Watched).wishes)
    expect(wish).toMatchObject({ audio: { echoCancellation: { ideal: 'all' } }, video: false })
    const settings = await stage.page.evaluate(() => (globalThis as never as Watched).media.map((one) => one.getAudioTracks()[0]?.getSettings().echoCancellation))
    expect(['all', true]).toContain(settings[0])
  })
  it('is let go at once, and no more sound comes', async () => {
    await hold()
    await stage.sound()
    await stage.post({ type: 'microphone-release' })
    await allEnded()
    const before = await stage.page.evaluate(() => (globalThis as never as { stageEvents: unknown[] }).stageEvents.length)
    // What would come in the time of some pieces: a request that is answered behind them.
    await stage.post({ type: 'voices', job: 'later' })
    await stage.next('voices')
    expect(await stage.page.evaluate(() => (globalThis as never as { stageEvents: unknown[] }).stageEvents.length)).toBeLessThanOrEqual(before)
  })
  it('is let go when the opening is given up', async () => {
    await stage.page.evaluate(() => {
      const devices = navigator.mediaDevices
      const given = devices.getUserMedia.bind(devices)
      // The system is as slow as the test wants it.
      const allowed = new Promise<void>((resolve) => ((globalThis as never as Watched).allow = resolve))
      devices.getUserMedia = async (wish) => {
        const stream = await given(wish)
        await allowed
        return stream
      }
    })
    await stage.post({ type: 'microphone-hold', job: 'hold' })
    await stage.post({ type: 'cancel', job: 'hold' })
    // Answered behind the cancel.
    await stage.post({ type: 'voices', job: 'later' })
    await stage.next('voices')
    await stage.page.evaluate(() => (globalThis as never as Watched).allow())
    expect(await stage.next('failed')).toMatchObject({ job: 'hold', code: 'cancelled' })
    await allEnded()
  })
  it('held anew lets the stream before go', async () => {
    await hold()
    await hold()
    expect(await tracks()).toEqual(['audio ended', 'audio live'])
  })
  it('that goes away is told, once', async () => {
    await hold()
    await stage.page.evaluate(() => {
      for (const track of (globalThis as never as Watched).media.flatMap((one) => one.getTracks())) {
        track.stop()
        // A script's stop tells nobody; the system's end does.
        track.dispatchEvent(new Event('ended'))
      }
    })
    expect(await stage.next('microphone-ended')).toEqual({ type: 'microphone-ended' })
    await stage.post({ type: 'voices', job: 'later' })
    await stage.next('voices')
    const events = await stage.page.evaluate(() => (globalThis as never as { stageEvents: { type: string }[] }).stageEvents.map(({ type }) => type))
    expect(events).not.toContain('microphone-ended')
  })
  it.each([
    ['NotFoundError', 'microphone-none'],
    ['NotAllowedError', 'microphone-denied'],
    ['NotReadableError', 'microphone-in-use'],
    ['SomethingError', 'microphone-lost'],
  ] as const)('that the system refuses by %s is %s', async (name, code) => {
    await stage.page.evaluate((refusal) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', refusal))
    }, name)
    await stage.post({ type: 'microphone-hold', job: 'hold' })
    expect(await stage.next('failed')).toMatchObject({ job: 'hold', code })
  })
  it('is asked for without a picture, and breaks no rule of the page', async () => {
    await hold()
    await stage.sound()
    expect(await tracks()).toEqual(['audio live'])
    expect(stage.complaints).toEqual([])
  })
})
