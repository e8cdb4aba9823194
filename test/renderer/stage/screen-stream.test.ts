import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveStage, type ServedPage } from '../../support/stage/page-files'
import { openStage, stageMissing, type StagePage } from '../../support/stage/stage-page'
import { startDisplay, type XDisplay } from '../../support/stage/x-display'

const lacking = stageMissing('xdotool')
const WHOLE = { x: 0, y: 0, width: 1000, height: 700 }
const WISH = { type: 'screen', display: WHOLE, desktop: WHOLE, crop: WHOLE, masks: [], pointer: null } as const

interface Watched {
  opened: number
}

describe.skipIf(lacking)(`the stage's stream of the screen${lacking ? ` (${lacking})` : ''}`, () => {
  let served: ServedPage
  let screen: XDisplay
  let stage: StagePage
  /** One browser for each set of flags. */
  const stages = new Map<string, StagePage>()

  beforeAll(async () => {
    served = await serveStage()
    screen = await startDisplay(1000, 700)
  })
  afterAll(async () => {
    for (const one of stages.values()) await one.close()
    await screen.close()
    await served.close()
  })

  const open = async (...flags: readonly string[]): Promise<void> => {
    const key = flags.join(' ')
    const known = stages.get(key)
    await known?.load()
    stage = known ?? (await openStage({ url: served.url, env: { DISPLAY: screen.name }, flags }))
    stages.set(key, stage)
    await stage.page.evaluate(() => {
      const devices = navigator.mediaDevices
      const real = devices.getDisplayMedia.bind(devices)
      const watched = globalThis as never as Watched
      watched.opened = 0
      devices.getDisplayMedia = (wish) => {
        watched.opened++
        return real(wish)
      }
    })
  }
  const opened = (): Promise<number> => stage.page.evaluate(() => (globalThis as never as Watched).opened)
  const xdotool = async (...args: readonly string[]): Promise<void> => {
    await once(spawn('xdotool', args, { env: { ...process.env, DISPLAY: screen.name } }), 'exit')
  }

  it('gives no picture before it is open', async () => {
    await open()
    expect(await stage.frame({ ...WISH, job: 'early', masks: [] })).toMatchObject({ type: 'failed', code: 'screen-lost' })
  })
  it('is opened once for a source, however often that is asked, and anew for another', async () => {
    await open()
    const first = Promise.all([stage.openScreen('1'), stage.openScreen('1')])
    expect(await first).toEqual([{ ok: true }, { ok: true }])
    expect(await opened()).toBe(1)
    expect(await stage.openScreen('2')).toEqual({ ok: true })
    expect(await opened()).toBe(2)
    expect(await stage.frame({ ...WISH, job: 'second', masks: [] })).toMatchObject({ width: 1000, height: 700 })
  })
  it('gives pictures one after the other, also when they are asked for at once', async () => {
    await open()
    await stage.openScreen()
    const wishes = ['a', 'b', 'c'].map((job) => stage.frame({ ...WISH, job, masks: [] }))
    for (const seen of await Promise.all(wishes)) expect(seen).toMatchObject({ width: 1000, height: 700 })
  })
  it('tells when the user ends it, and can be opened again', async () => {
    await open()
    await stage.openScreen()
    // The button "Stop sharing" of Chromium's own bar.
    const bar = ['search', '--sync', '--onlyvisible', '--name', 'is sharing your screen']
    await xdotool(...bar, 'mousemove', '--window', '%1', '390', '30', 'click', '1')
    await stage.next('screen-ended')
    expect(await stage.frame({ ...WISH, job: 'gone', masks: [] })).toMatchObject({ type: 'failed', code: 'screen-lost' })
    expect(await stage.openScreen()).toEqual({ ok: true })
    expect(await stage.frame({ ...WISH, job: 'again', masks: [] })).toMatchObject({ width: 1000, height: 700 })
  })
  it('is "screen-denied" when the system denies it', async () => {
    await open('--use-fake-ui-for-media-stream=deny')
    expect(await stage.openScreen()).toMatchObject({ ok: false, code: 'screen-denied' })
  })
  it('ends a picture that is not wanted any more', async () => {
    await open()
    await stage.openScreen()
    const first = stage.frame({ ...WISH, job: 'first', masks: [] })
    const second = stage.frame({ ...WISH, job: 'second', masks: [] })
    await stage.post({ type: 'cancel', job: 'second' })
    expect(await second).toMatchObject({ type: 'failed', code: 'cancelled' })
    expect(await first).toMatchObject({ width: 1000, height: 700 })
  })
  it('refuses what is no request, and goes on', async () => {
    await open()
    await stage.openScreen()
    for (const nonsense of [null, 7, { type: 'screen' }, { ...WISH, job: '' }, { ...WISH, job: 'x', more: 1 }]) await stage.post(nonsense)
    expect(await stage.frame({ ...WISH, job: 'good', masks: [] })).toMatchObject({ width: 1000, height: 700 })
    expect(stage.complaints).toEqual([])
  })
  it('takes its port from its own window only', async () => {
    await open()
    await stage.next('ready')
    const handOver = (own: boolean): Promise<unknown> =>
      stage.page.evaluate(async (fromHere) => {
        const { port1, port2 } = new MessageChannel()
        const ready = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)))
        const frame = document.body.appendChild(document.createElement('iframe'))
        const source = fromHere ? window : frame.contentWindow
        const told = { data: 'descry:stage-port', ports: [port2], source, origin: location.origin }
        dispatchEvent(new MessageEvent('message', told))
        port1.postMessage({ type: 'voices', job: 'who' })
        // A page that took the port answers before it hears of a message that came later.
        const later = new Promise((resolve) => addEventListener('later', () => resolve('nothing'), { once: true }))
        const { port1: mine, port2: its } = new MessageChannel()
        mine.onmessage = () => dispatchEvent(new Event('later'))
        setTimeout(() => its.postMessage(0))
        return Promise.race([ready, later])
      }, own)
    expect(await handOver(false)).toBe('nothing')
    expect(await handOver(true)).toEqual({ type: 'ready' })
  })
})
