import { afterEach, describe, expect, it } from 'vitest'
import { openScreen } from '../../../src/main/capture/open-screen'
import { ScreenCapture } from '../../../src/main/capture/screen'
import { StagePort } from '../../../src/main/capture/stage-port'
import { failure, type Result } from '../../../src/shared/codes'
import { stageEnd, type StageEnd } from '../../support/stage/node-port'

const DESKTOP = { x: 0, y: 0, width: 200, height: 100 }
const LEFT = { id: 1, bounds: { x: 0, y: 0, width: 100, height: 100 } }
const RIGHT = { id: 2, bounds: { x: 100, y: 0, width: 100, height: 100 } }
const frame = { kind: 'frame', width: 2, height: 1, format: 'RGBA', t: 5, bytes: new Uint8Array(8) } as const
const wish = (display = LEFT) => ({ display, desktop: DESKTOP, crop: display.bounds, masks: [], pointer: null })

describe('a picture of the screen', () => {
  let end: StageEnd
  afterEach(() => end.close())

  const start = (answers: Result<object>[] = []) => {
    const opened: number[] = []
    const stage = new StagePort()
    end = stageEnd()
    stage.connect(end.port)
    const screen = new ScreenCapture(stage, async (display) => {
      opened.push(display)
      return answers.shift() ?? { ok: true }
    })
    return { screen, stage, opened }
  }
  const answer = async (event: { code?: 'screen-lost' | 'screen-denied' } = {}): Promise<void> => {
    const { job } = await end.request('screen')
    end.tell(event.code ? { type: 'failed', job, code: event.code } : { type: 'frame', job, frame })
  }

  it('opens the screen first, and only once', async () => {
    const { screen, opened } = start()
    for (let i = 0; i < 2; i++) {
      const taken = screen.take(wish())
      await answer()
      expect(await taken).toEqual({ ok: true, picture: frame, masked: 0 })
    }
    expect(opened).toEqual([1])
  })
  it('asks in the pixels of the desktop, and says how much was painted over', async () => {
    const { screen } = start()
    const mask = { x: 150, y: -10, width: 100, height: 60 }
    const taken = screen.take({ ...wish(RIGHT), masks: [mask] })
    const request = await end.request('screen')
    expect(request).toMatchObject({ display: RIGHT.bounds, desktop: DESKTOP, crop: RIGHT.bounds })
    expect(request.masks).toEqual([{ x: 150, y: 0, width: 50, height: 50 }])
    end.tell({ type: 'frame', job: request.job, frame })
    expect(await taken).toMatchObject({ ok: true, masked: 0.25 })
  })
  it('leaves no mask out when there are more than the stage takes', async () => {
    const { screen } = start()
    const masks = Array.from({ length: 70 }, (_, x) => ({ x, y: x, width: 1, height: 1 }))
    const taken = screen.take({ ...wish(), masks })
    const request = await end.request('screen')
    expect(request.masks).toEqual([{ x: 0, y: 0, width: 70, height: 70 }])
    end.tell({ type: 'frame', job: request.job, frame })
    await taken
  })
  it('opens another display when that is meant', async () => {
    const { screen, opened } = start()
    for (const display of [LEFT, RIGHT]) {
      const taken = screen.take(wish(display))
      await answer()
      await taken
    }
    expect(opened).toEqual([1, 2])
  })
  it('opens it again when it has ended', async () => {
    const { screen, stage, opened } = start()
    const first = screen.take(wish())
    await answer()
    await first
    const ended = new Promise((resolve) => stage.listen(resolve))
    end.tell({ type: 'screen-ended' })
    await ended
    const second = screen.take(wish())
    await answer()
    expect((await second).ok).toBe(true)
    expect(opened).toEqual([1, 1])
  })
  it('opens it once more when an open one gives no picture', async () => {
    const { screen, opened } = start()
    await screen.prepare(1)
    const taken = screen.take(wish())
    await answer({ code: 'screen-lost' })
    await answer()
    expect((await taken).ok).toBe(true)
    expect(opened).toEqual([1, 1])
  })
  it('gives up when the one that was just opened gives none', async () => {
    const { screen, opened } = start()
    const taken = screen.take(wish())
    await answer({ code: 'screen-lost' })
    expect(await taken).toMatchObject({ ok: false, code: 'screen-lost' })
    expect(opened).toEqual([1])
  })
  it('is denied when the system denies it, and asks again the next time', async () => {
    const { screen, opened } = start([failure('screen-denied')])
    expect(await screen.take(wish())).toEqual({ ok: false, code: 'screen-denied' })
    const second = screen.take(wish())
    await answer()
    expect((await second).ok).toBe(true)
    expect(opened).toEqual([1, 1])
  })
  it('is opened again after the stage was started again', async () => {
    const { screen, stage, opened } = start()
    await screen.prepare(1)
    end.close()
    end = stageEnd()
    stage.connect(end.port)
    const taken = screen.take(wish())
    await answer()
    expect((await taken).ok).toBe(true)
    expect(opened).toEqual([1, 1])
  })
})

describe('opening the screen', () => {
  it('calls the page with a name that it cannot mistake for code', async () => {
    const code: string[] = []
    const run = async (text: string): Promise<unknown> => {
      code.push(text)
      return { ok: true }
    }
    expect(await openScreen(run, 'a"); alert("')).toEqual({ ok: true })
    expect(code).toEqual(['descryOpenScreen("a\\"); alert(\\"")'])
  })
  it('passes on why it could not', async () => {
    const denied = async (): Promise<unknown> => ({ ok: false, code: 'screen-denied', detail: 'NotAllowedError' })
    expect(await openScreen(denied, 'x')).toEqual({ ok: false, code: 'screen-denied', detail: 'NotAllowedError' })
  })
  it.each([
    ['says nothing', async () => undefined],
    ['says something else', async () => ({ ok: true, more: 1 })],
    ['fails', () => Promise.reject(new Error('the page is gone'))],
  ])('is "stage-silent" when the page %s', async (_, run) => {
    expect(await openScreen(run, 'x')).toMatchObject({ ok: false, code: 'stage-silent' })
  })
})
