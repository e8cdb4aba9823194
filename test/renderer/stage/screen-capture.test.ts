import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { serveStage, type ServedPage } from '../../support/stage/page-files'
import { openStage, stageMissing, type Seen, type StagePage } from '../../support/stage/stage-page'
import { startDisplay, type Colour, type XDisplay } from '../../support/stage/x-display'
import type { Rect } from '../../../src/shared/rect'

const lacking = stageMissing('xdotool')
const SIZES = [
  [1280, 800],
  [1920, 1080],
] as const
const RED: Colour = [255, 0, 0]
const GREEN: Colour = [0, 255, 0]
const BLUE: Colour = [0, 0, 255]
const GREY: Colour = [160, 160, 160]
/** Colours cross the browser as luma and chroma, where a level or two are lost. */
const LOSS = 6

describe.skipIf(lacking).each(SIZES)(`the screen of %i × %i as the stage sees it${lacking ? ` (${lacking})` : ''}`, (...size) => {
  const whole: Rect = { x: 0, y: 0, width: size[0], height: size[1] }
  let served: ServedPage
  let screen: XDisplay
  let stage: StagePage
  let jobs = 0

  beforeAll(async () => {
    served = await serveStage()
    screen = await startDisplay(...size)
    stage = await openStage({ url: served.url, env: { DISPLAY: screen.name } })
    await stage.next('ready')
    expect(await stage.openScreen()).toEqual({ ok: true })
  })
  afterEach(() => screen.clear())
  afterAll(async () => {
    await stage.close()
    await screen.close()
    await served.close()
  })

  const take = async (crop: Rect = whole, masks: readonly Rect[] = []): Promise<Seen> => {
    const wish = { job: `s${jobs++}`, display: whole, desktop: whole, crop, masks: [...masks], pointer: null }
    const seen = await stage.frame({ type: 'screen', ...wish })
    if ('code' in seen) throw new Error(`${seen.code}: ${seen.detail ?? ''}`)
    return seen
  }
  const near = (seen: Colour, colour: Colour): boolean => seen.every((level, i) => Math.abs(level - colour[i]!) <= LOSS)

  it('shows each change that was painted before the request, on a screen that stands still otherwise', async () => {
    for (const [index, colour] of [RED, GREEN, BLUE, RED, BLUE, GREEN, RED, GREEN].entries()) {
      await screen.paint({ x: 200, y: 100, width: 300, height: 200 }, colour)
      const seen = await take()
      expect(seen, `picture ${index}`).toMatchObject({ width: size[0], height: size[1] })
      expect(near(seen.at(350, 200), colour), `picture ${index}: ${String(seen.at(350, 200))}`).toBe(true)
    }
  })
  it('gives the very pixels of the crop, whatever its edges', async () => {
    await screen.paint(whole, GREY)
    const spot = { x: 301, y: 203, width: 101, height: 55 }
    await screen.paint(spot, RED)
    const seen = await take({ x: 291, y: 193, width: 121, height: 75 })
    expect([seen.width, seen.height]).toEqual([121, 75])
    // Two pixels share a chroma sample, so colours are sharp to two pixels only.
    for (const [x, y] of [[12, 12], [108, 62], [60, 37]] as const) expect(near(seen.at(x, y), RED), `${x} ${y}`).toBe(true)
    for (const [x, y] of [[7, 7], [113, 67], [7, 37]] as const) expect(near(seen.at(x, y), GREY), `${x} ${y}`).toBe(true)
  })
  it('paints masks over with the colour around them and nothing else', async () => {
    await screen.paint(whole, GREY)
    await screen.paint({ x: 400, y: 300, width: 200, height: 100 }, RED)
    await screen.paint({ x: 100, y: 100, width: 50, height: 50 }, BLUE)
    const seen = await take(whole, [{ x: 396, y: 296, width: 208, height: 108 }])
    for (const [x, y] of [[396, 296], [500, 350], [603, 403]] as const) expect(near(seen.at(x, y), GREY), `${x} ${y}`).toBe(true)
    expect(near(seen.at(125, 125), BLUE)).toBe(true)
  })
})
