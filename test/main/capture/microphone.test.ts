import { afterEach, describe, expect, it } from 'vitest'
import { Microphone } from '../../../src/main/capture/microphone'
import { StagePort } from '../../../src/main/capture/stage-port'
import { stageEnd, type StageEnd } from '../../support/stage/node-port'

describe('a microphone that is held', () => {
  let end: StageEnd
  let port: StagePort
  const heard: number[] = []
  let gone = 0
  const events = { sound: (samples: Float32Array) => void heard.push(samples.length), ended: () => (gone += 1) }
  const microphone = (): Microphone => {
    heard.length = 0
    gone = 0
    port = new StagePort()
    end = stageEnd()
    port.connect(end.port)
    return new Microphone(port)
  }
  const sound = (length: number): void => end.tell({ type: 'microphone-sound', samples: new Float32Array(length) })
  /** Behind all that was told before. */
  const passed = async (): Promise<void> => {
    const asked = port.ask({ type: 'voices' }, 5000)
    end.tell({ type: 'voices', job: (await end.request('voices')).job, voices: [] })
    await asked
  }
  afterEach(() => end.close())

  async function held(signal = new AbortController().signal): Promise<Microphone> {
    const one = microphone()
    const holding = one.hold(signal, events)
    end.tell({ type: 'microphone-held', job: (await end.request('microphone-hold')).job })
    expect(await holding).toEqual({ ok: true })
    return one
  }

  it('tells its sound until it is released, which the stage is told', async () => {
    const one = await held()
    sound(1600)
    sound(800)
    await expect.poll(() => heard).toEqual([1600, 800])
    one.release()
    expect(await end.request('microphone-release')).toEqual({ type: 'microphone-release' })
    sound(10)
    await passed()
    expect([heard, gone]).toEqual([[1600, 800], 0])
  })
  it('is let go by its signal, also after it was opened', async () => {
    const stop = new AbortController()
    await held(stop.signal)
    stop.abort()
    expect(await end.request('microphone-release')).toEqual({ type: 'microphone-release' })
    sound(10)
    await passed()
    expect(heard).toEqual([])
  })
  it('whose opening is given up is let go', async () => {
    const one = microphone()
    const stop = new AbortController()
    const holding = one.hold(stop.signal, events)
    await end.request('microphone-hold')
    stop.abort()
    expect(await holding).toMatchObject({ ok: false, code: 'cancelled' })
    expect(await end.request('microphone-release')).toEqual({ type: 'microphone-release' })
  })
  it('that the system refuses says why', async () => {
    const one = microphone()
    const holding = one.hold(new AbortController().signal, events)
    end.tell({ type: 'failed', job: (await end.request('microphone-hold')).job, code: 'microphone-none' })
    expect(await holding).toMatchObject({ ok: false, code: 'microphone-none' })
  })
  it('that ended is told once, by itself or with the stage', async () => {
    await held()
    end.tell({ type: 'microphone-ended' })
    end.tell({ type: 'microphone-ended' })
    await passed()
    expect(gone).toBe(1)
    await held()
    port.close()
    expect(gone).toBe(1)
  })
  it('is not told of sound that is none', async () => {
    await held()
    for (const samples of [new Float32Array(0), new Float32Array(16_001), new Float64Array(4), [0.5], 'sound']) {
      end.tellAnything({ type: 'microphone-sound', samples })
    }
    await passed()
    expect(heard).toEqual([])
  })
})
