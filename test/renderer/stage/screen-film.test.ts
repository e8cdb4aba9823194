import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Rect } from '../../../src/shared/rect'
import { serveStage, type ServedPage } from '../../support/stage/page-files'
import { openStage, stageMissing, type Seen, type StagePage } from '../../support/stage/stage-page'
import { startDisplay, type Colour, type XDisplay } from '../../support/stage/x-display'
import { until } from '../../support/desktop-session/until'

const lacking = stageMissing('xdotool')
const WHOLE: Rect = { x: 0, y: 0, width: 1000, height: 700 }
const RED: Colour = [255, 0, 0]
const BLUE: Colour = [0, 0, 255]
const GREY: Colour = [160, 160, 160]
/** Colours cross the browser as luma and chroma, where a level or two are lost. */
const near = (seen: Colour, colour: Colour): boolean => seen.every((level, i) => Math.abs(level - colour[i]!) <= 6)

describe.skipIf(lacking)(`a film of the screen as the stage gives it${lacking ? ` (${lacking})` : ''}`, () => {
  let served: ServedPage
  let screen: XDisplay
  let stage: StagePage
  let jobs = 0

  beforeAll(async () => {
    served = await serveStage()
    screen = await startDisplay(WHOLE.width, WHOLE.height)
    stage = await openStage({ url: served.url, env: { DISPLAY: screen.name } })
    await stage.next('ready')
    expect(await stage.openScreen()).toEqual({ ok: true })
    await screen.paint(WHOLE, GREY)
  })
  afterAll(async () => {
    await stage.close()
    await screen.close()
    await served.close()
  })

  const asked = async (film: { width?: number } | undefined, crop: Rect = WHOLE, masks: readonly Rect[] = []): Promise<Seen> => {
    const wish = { job: `f${jobs++}`, display: WHOLE, desktop: WHOLE, crop, masks: [...masks], pointer: null }
    const seen = await stage.frame({ type: 'screen', ...wish, ...(film && { film }) })
    if ('code' in seen) throw new Error(`${seen.code}: ${seen.detail ?? ''}`)
    return seen
  }
  const take = (width: number, crop?: Rect, masks?: readonly Rect[]): Promise<Seen> => asked({ width }, crop, masks)
  const takeNew = (): Promise<Seen> => asked(undefined)
  /** How often the stream was given another rate, which begins the capture anew. */
  const changes = async (): Promise<number> => stage.page.evaluate(() => (globalThis as never as { changes: number }).changes)

  it('is small, and shows what changed within moments, also on a screen that stands still otherwise', async () => {
    expect(await take(200)).toMatchObject({ width: 200, height: 140 })
    for (const colour of [RED, BLUE, RED]) {
      await screen.paint({ x: 200, y: 100, width: 300, height: 200 }, colour)
      await until('the change in the film', async () => near((await take(200)).at(70, 40), colour))
    }
  })
  it('is never made larger than the screen has it', async () => {
    expect(await take(320, { x: 10, y: 10, width: 100, height: 50 })).toMatchObject({ width: 100, height: 50 })
  })
  it('shows nothing of what is painted over, not at its edges either', async () => {
    await screen.paint(WHOLE, GREY)
    await until('the grey screen in the film', async () => near((await take(200)).at(80, 46), GREY))
    // The pointer is in the picture, too.
    await screen.point(400, 230)
    const ours = { x: 311, y: 203, width: 177, height: 55 }
    await screen.paint(ours, RED)
    await until('the window in the film', async () => near((await take(200)).at(66, 46), RED))
    const seen = await take(200, WHOLE, [ours])
    for (let y = 0; y < seen.height; y++) for (let x = 0; x < seen.width; x++) expect(near(seen.at(x, y), GREY), `${x}, ${y}`).toBe(true)
  })
  it('gives every pixel of a part, too, without a change of its stream', async () => {
    const ours = { x: 320, y: 210, width: 60, height: 40 }
    await take(200)
    await stage.page.evaluate(() => {
      const watched = globalThis as never as { changes: number }
      const apply = MediaStreamTrack.prototype.applyConstraints
      watched.changes = 0
      MediaStreamTrack.prototype.applyConstraints = function (wish) {
        watched.changes++
        return apply.call(this, wish)
      }
    })
    for (const colour of [BLUE, RED]) {
      await screen.paint({ x: 200, y: 100, width: 300, height: 200 }, colour)
      await screen.paint(ours, GREY)
      const part = { x: 150, y: 90, width: 400, height: 220 }
      const seen = await until('the change in the part', async () => {
        const whole = await asked({}, part, [ours])
        return near(whole.at(60, 20), colour) && whole
      })
      expect(seen).toMatchObject({ width: 400, height: 220 })
      expect(near(seen.at(40, 20), GREY)).toBe(true)
      // Painted over, as what is around it.
      expect(near(seen.at(200, 140), colour)).toBe(true)
    }
    expect(await changes()).toBe(0)
    await takeNew()
    expect(await changes()).toBeGreaterThan(0)
  })
  it('lets frames go while nobody looks: the stream has few, and a new picture needs one', async () => {
    await take(200)
    await stage.page.evaluate(() => {
      const watched = globalThis as never as { framesClosed: number }
      const close = VideoFrame.prototype.close
      watched.framesClosed = 0
      VideoFrame.prototype.close = function () {
        watched.framesClosed++
        close.call(this)
      }
    })
    const closed = (): Promise<number> => stage.page.evaluate(() => (globalThis as never as { framesClosed: number }).framesClosed)
    let colour = RED
    await until('frames to come and go', async () => {
      colour = colour === RED ? BLUE : RED
      await screen.paint({ x: 200, y: 100, width: 300, height: 200 }, colour)
      return (await closed()) > 5
    })
    expect(await takeNew()).toMatchObject({ width: 1000, height: 700 })
  })
  it('goes on beside pictures of every pixel, and ends', async () => {
    await take(200)
    await screen.paint({ x: 200, y: 100, width: 300, height: 200 }, BLUE)
    const whole = await takeNew()
    expect(whole).toMatchObject({ width: 1000, height: 700 })
    expect(near(whole.at(350, 200), BLUE)).toBe(true)
    await until('the change in the film', async () => near((await take(200)).at(70, 40), BLUE))
    await stage.post({ type: 'screen-rest' })
    await screen.paint({ x: 200, y: 100, width: 300, height: 200 }, RED)
    expect(near((await takeNew()).at(350, 200), RED)).toBe(true)
    expect(stage.complaints).toEqual([])
  })
})
