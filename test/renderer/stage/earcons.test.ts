import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../../support/desktop-session/until'
import { startSession, startSound, type Session } from '../../support/speech/session'
import { record } from '../../support/speech/sound-probe'
import { serveStage, type ServedPage } from '../../support/stage/page-files'
import { openStage, stageMissing, type StagePage } from '../../support/stage/stage-page'
import { startDisplay, type XDisplay } from '../../support/stage/x-display'

const lacking = stageMissing('pulseaudio', 'parecord', 'pactl')

describe.skipIf(lacking)(`earcons in the stage${lacking ? ` (${lacking})` : ''}`, () => {
  let served: ServedPage
  let screen: XDisplay
  let session: Session
  let stage: StagePage

  beforeAll(async () => {
    session = await startSession()
    await startSound(session)
    served = await serveStage()
    screen = await startDisplay(800, 600)
    stage = await openStage({ url: served.url, env: { ...session.env, DISPLAY: screen.name } })
    await stage.next('ready')
  })
  afterAll(async () => {
    await stage.close()
    await screen.close()
    await served.close()
    await session.close()
  })

  /** Streams that the sound server plays. */
  const streams = async (): Promise<number> => {
    const { stdout } = await promisify(execFile)('pactl', ['list', 'short', 'sink-inputs'], { env: session.env })
    return stdout.split('\n').filter(Boolean).length
  }
  const ended = () => stage.next('earcon-ended')

  it('are heard, and their begin and end are told', async () => {
    const recording = record(session)
    await recording.ready
    for (const name of ['began', 'done', 'began'] as const) {
      const heard = recording.heard()
      await stage.post({ type: 'earcon', name, volume: 0.8 })
      const sounded = await stage.next('sounded')
      await heard
      expect(sounded.name).toBe(name)
      expect((await ended()).name).toBe(name)
    }
    const { audible } = await recording.stop()
    // 90, 220 and 90 ms long, the quiet ends of each are not heard.
    expect(audible).toBeGreaterThan(0.2)
    expect(audible).toBeLessThan(0.5)
  })
  it('that are stopped end at once', async () => {
    await stage.post({ type: 'earcon', name: 'failure', volume: 0.8 })
    await stage.next('sounded')
    const recording = record(session)
    await recording.ready
    await stage.post({ type: 'earcons-stop' })
    expect((await ended()).name).toBe('failure')
    expect((await recording.stop()).audible).toBeLessThan(0.3)
  })
  it('hold no sound device when they have been silent for a while', async () => {
    await stage.post({ type: 'earcon', name: 'tick', volume: 0.5 })
    await ended()
    expect(await until('the device let go', async () => (await streams()) === 0)).toBe(true)
  })
  it('sound again after that', async () => {
    const recording = record(session)
    await recording.ready
    const heard = recording.heard()
    await stage.post({ type: 'earcon', name: 'began', volume: 0.8 })
    await heard
    await ended()
    expect((await recording.stop()).audible).toBeGreaterThan(0.04)
  })
  it('break no rule of the page', () => {
    expect(stage.complaints).toEqual([])
  })
})
