import { afterEach, describe, expect, it } from 'vitest'
import { HeldCamera } from '../../../src/main/capture/held-camera'
import { StagePort } from '../../../src/main/capture/stage-port'
import { stageEnd, type StageEnd } from '../../support/stage/node-port'

const frame = { kind: 'frame', width: 2, height: 1, format: 'RGBA', t: 5, bytes: new Uint8Array(8) } as const

describe('a camera that is held', () => {
  let end: StageEnd
  let port: StagePort
  const camera = (): HeldCamera => {
    port = new StagePort()
    end = stageEnd()
    port.connect(end.port)
    return new HeldCamera(port)
  }
  const signal = (): AbortSignal => new AbortController().signal
  afterEach(() => end.close())

  async function held(): Promise<HeldCamera> {
    const one = camera()
    const holding = one.hold(signal())
    end.tell({ type: 'camera-held', job: (await end.request('camera-hold')).job })
    expect(await holding).toEqual({ ok: true })
    return one
  }

  it('gives the frames that the stage gives, as wide as was asked', async () => {
    const one = await held()
    const asked = one.frame(signal(), 320)
    const { job, width } = await end.request('camera-frame')
    expect(width).toBe(320)
    end.tell({ type: 'frame', job, frame })
    expect(await asked).toMatchObject({ ok: true, frame: { width: 2 } })
  })
  it('that ended gives no more', async () => {
    const one = await held()
    end.tell({ type: 'camera-ended' })
    await expect.poll(() => one.frame(AbortSignal.abort())).toMatchObject({ code: 'camera-lost' })
  })
  it('gives no more when the stage is gone', async () => {
    const one = await held()
    port.close()
    expect(await one.frame(signal())).toMatchObject({ ok: false, code: 'camera-lost' })
  })
  it('of which no frame comes is let go, and gives no more until it is held anew', async () => {
    const one = await held()
    const asked = one.frame(signal())
    end.tell({ type: 'failed', job: (await end.request('camera-frame')).job, code: 'camera-lost' })
    expect(await asked).toMatchObject({ code: 'camera-lost' })
    expect(await end.request('camera-release')).toEqual({ type: 'camera-release' })
    expect(await one.frame(signal())).toMatchObject({ code: 'camera-lost' })
  })
  it('whose opening is given up is let go', async () => {
    const one = camera()
    const stop = new AbortController()
    const holding = one.hold(stop.signal)
    await end.request('camera-hold')
    stop.abort()
    expect(await holding).toMatchObject({ ok: false, code: 'cancelled' })
    expect(await end.request('camera-release')).toEqual({ type: 'camera-release' })
  })
  it('is released by word to the stage, and gives no more', async () => {
    const one = await held()
    one.release()
    expect(await end.request('camera-release')).toEqual({ type: 'camera-release' })
    expect(await one.frame(signal())).toMatchObject({ code: 'camera-lost' })
  })
})
