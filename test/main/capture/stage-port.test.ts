import { afterEach, describe, expect, it } from 'vitest'
import { CameraCapture } from '../../../src/main/capture/camera'
import { StagePort } from '../../../src/main/capture/stage-port'
import { stageEnd, type StageEnd } from '../../support/stage/node-port'

const frame = { kind: 'frame', width: 2, height: 1, format: 'RGBA', t: 5, bytes: new Uint8Array(8) } as const
const LONG = 60_000

describe('the line to the stage', () => {
  let end: StageEnd
  const connected = (): StagePort => {
    const port = new StagePort()
    end = stageEnd()
    port.connect(end.port)
    return port
  }
  afterEach(() => end.close())

  it('gives each request the answer of its own job', async () => {
    const port = connected()
    const [first, second] = [port.ask({ type: 'camera' }, LONG), port.ask({ type: 'camera' }, LONG)]
    const [a, b] = [await end.request('camera'), await end.request('camera')]
    expect(a.job).not.toBe(b.job)
    end.tell({ type: 'failed', job: b.job, code: 'camera-in-use', detail: 'by whom' })
    end.tell({ type: 'frame', job: a.job, frame })
    expect(await second).toEqual({ ok: false, code: 'camera-in-use', detail: 'by whom' })
    expect(await first).toMatchObject({ ok: true, answer: { frame } })
  })
  it('ends a request that nobody answers, and tells the stage', async () => {
    const port = connected()
    expect(await port.ask({ type: 'camera' }, 1)).toMatchObject({ ok: false, code: 'stage-silent' })
    expect((await end.request('cancel')).job).toBe((await end.request('camera')).job)
  })
  it('ends a request by its signal at once, and tells the stage', async () => {
    const port = connected()
    const stop = new AbortController()
    const asked = port.ask({ type: 'camera' }, LONG, stop.signal)
    const { job } = await end.request('camera')
    stop.abort()
    expect(await asked).toEqual({ ok: false, code: 'cancelled' })
    expect((await end.request('cancel')).job).toBe(job)
  })
  it('asks nothing for a signal that was given before', async () => {
    const port = connected()
    expect(await port.ask({ type: 'camera' }, LONG, AbortSignal.abort())).toEqual({ ok: false, code: 'cancelled' })
    expect(end.heard).toEqual([])
  })
  it.each([
    ['bytes that do not fit', (job: string) => ({ type: 'frame', job, frame: { ...frame, width: 3 } })],
    ['a code that there is not', (job: string) => ({ type: 'failed', job, code: 'tea-cold' })],
    ['the answer to another question', (job: string) => ({ type: 'voices', job, voices: [] })],
  ])('takes no %s for an answer', async (_, answer) => {
    const port = connected()
    const asked = port.ask({ type: 'camera' }, LONG)
    end.tellAnything(answer((await end.request('camera')).job))
    expect(await asked).toMatchObject({ ok: false, code: 'stage-silent' })
  })
  it('does not mind what is no message at all', async () => {
    const port = connected()
    const asked = port.ask({ type: 'camera' }, LONG)
    for (const nonsense of [undefined, null, 7, 'x', {}, { job: 3 }, { type: 'frame' }]) end.tellAnything(nonsense)
    end.tell({ type: 'frame', job: (await end.request('camera')).job, frame })
    expect((await asked).ok).toBe(true)
  })
  it('ends everything when the stage goes, and serves the next one', async () => {
    const port = connected()
    let lost = 0
    port.onLost(() => lost++)
    const asked = port.ask({ type: 'camera' }, LONG)
    await end.request('camera')
    end.close()
    expect(await asked).toMatchObject({ ok: false, code: 'stage-silent' })
    expect(lost).toBe(1)
    expect(await port.ask({ type: 'camera' }, LONG)).toMatchObject({ ok: false, code: 'stage-silent' })
    expect(port.tell({ type: 'earcons-stop' })).toBe(false)
    end = stageEnd()
    port.connect(end.port)
    const again = port.ask({ type: 'camera' }, LONG)
    end.tell({ type: 'frame', job: (await end.request('camera')).job, frame })
    expect((await again).ok).toBe(true)
  })
  it('tells listeners what no request asked for, until they leave', async () => {
    const port = connected()
    const heard: string[] = []
    const { promise, resolve } = Promise.withResolvers<undefined>()
    const leave = port.listen(({ type }) => heard.push(type))
    port.listen(({ type }) => (type === 'screen-ended' ? resolve(undefined) : leave()))
    end.tell({ type: 'ready' })
    end.tell({ type: 'screen-ended' })
    await promise
    expect(heard).toEqual(['ready'])
  })
  it('brings a look through the camera to main', async () => {
    const camera = new CameraCapture(connected())
    const looked = camera.look()
    end.tell({ type: 'frame', job: (await end.request('camera')).job, frame })
    expect(await looked).toEqual({ ok: true, picture: frame })
  })
})
