import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ssipPitch, ssipRate } from '../../../src/main/speak/speech-dispatcher/ssip-scale'
import { pitchFactor, rateFactor } from '../../../src/main/speak/speech-synthesis/scale'
import { until } from '../../support/desktop-session/until'
import { startSession, startSound, startSpeechDispatcher, type Session } from '../../support/speech/session'
import { serveStage, type ServedPage } from '../../support/stage/page-files'
import { openStage, stageMissing, type StagePage } from '../../support/stage/stage-page'
import { startDisplay, type XDisplay } from '../../support/stage/x-display'

const lacking = stageMissing('speech-dispatcher', 'pulseaudio')

describe.skipIf(lacking)(`speech in the stage${lacking ? ` (${lacking})` : ''}`, () => {
  let served: ServedPage
  let screen: XDisplay
  let session: Session
  let stage: StagePage
  let heardFile: string

  beforeAll(async () => {
    session = await startSession()
    await startSound(session)
    heardFile = (await startSpeechDispatcher(session, 'recorder')).heardFile
    served = await serveStage()
    screen = await startDisplay(800, 600)
    const flags = ['--enable-speech-dispatcher']
    stage = await openStage({ url: served.url, env: { ...session.env, DISPLAY: screen.name }, flags })
    await stage.next('ready')
  })
  afterAll(async () => {
    await stage.close()
    await screen.close()
    await served.close()
    await session.close()
  })

  const speak = (job: string, text: string, voice?: string): Promise<void> =>
    stage.post({ type: 'speak', job, text, lang: 'en', rate: 1, pitch: 1, volume: 1, ...(voice ? { voice } : {}) })
  const heard = async (): Promise<string> => readFile(heardFile, 'utf8')

  it('has the voices of this machine and no others', async () => {
    await stage.post({ type: 'voices', job: 'v' })
    const { voices } = await stage.next('voices')
    expect(voices.length).toBeGreaterThan(0)
    expect(voices.every(({ local }) => local)).toBe(true)
  })
  it('says a text once and tells its end', async () => {
    await speak('a', 'One lamp on a table.')
    expect(await stage.next('spoken')).toEqual({ type: 'spoken', job: 'a', end: 'spoken' })
    expect((await heard()).match(/One lamp on a table\./g)).toHaveLength(1)
  })
  it.each([
    [550, 1],
    [300, 0],
    [106, -1],
  ])('speaks %i words a minute, at pitch %d', async (rate, pitch) => {
    const factors = { rate: rateFactor(rate, 'linux'), pitch: pitchFactor(pitch, 'linux') }
    await stage.post({ type: 'speak', job: 'r', text: 'How fast?', lang: 'en', ...factors, volume: 0.5 })
    expect(await stage.next('spoken')).toEqual({ type: 'spoken', job: 'r', end: 'spoken' })
    const given = (await heard()).trim().split('\t').at(-1)?.split(' ').map(Number)
    // Chromium cuts off fractions. The API takes no more than twice the pitch, which is 63 on the scale. The
    // volume stays this server's own, 0: on Linux Chromium does not pass it on.
    expect(given).toEqual([expect.any(Number), expect.any(Number), 0])
    expect(Math.abs((given?.[0] ?? NaN) - ssipRate(rate))).toBeLessThanOrEqual(1)
    expect(Math.abs((given?.[1] ?? NaN) - Math.min(63, ssipPitch(pitch)))).toBeLessThanOrEqual(1)
  })
  it('is silenced at once, and the text after it is spoken', async () => {
    await speak('b', 'This goes on forever.')
    await until('the text at the voice', async () => (await heard()).includes('forever'))
    await stage.post({ type: 'speech-cancel' })
    expect(await stage.next('spoken')).toEqual({ type: 'spoken', job: 'b', end: 'silenced' })
    await speak('c', 'After silence.')
    expect(await stage.next('spoken')).toEqual({ type: 'spoken', job: 'c', end: 'spoken' })
    expect(await heard()).toContain('After silence.')
  })
  it('is silenced also in the moment in which it begins', async () => {
    for (let i = 0; i < 8; i++) {
      const text = { text: 'Also forever.', lang: 'en', rate: 1, pitch: 1, volume: 1 }
      await stage.page.evaluate(
        ([request, after]) => {
          const { stagePort } = globalThis as never as { stagePort: MessagePort }
          stagePort.postMessage(request)
          setTimeout(() => stagePort.postMessage({ type: 'speech-cancel' }), after)
        },
        [{ type: 'speak', job: `x${i}`, ...text }, i] as const,
      )
      expect((await stage.next('spoken')).end).toBe('silenced')
      await speak(`y${i}`, 'Done.')
      // The voice would still hold the first text if it had not been silenced.
      expect(await stage.next('spoken')).toEqual({ type: 'spoken', job: `y${i}`, end: 'spoken' })
    }
  })
  it('is silenced by the text that follows it', async () => {
    await speak('d', 'That goes on forever.')
    await speak('e', 'The newer one.')
    expect(await stage.next('spoken')).toEqual({ type: 'spoken', job: 'd', end: 'silenced' })
    expect(await stage.next('spoken')).toEqual({ type: 'spoken', job: 'e', end: 'spoken' })
  })
  it('breaks no rule of the page', () => {
    expect(stage.complaints).toEqual([])
  })
})
