import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { AppState } from '../../src/shared/app-state'
import { DEFAULT_SETTINGS } from '../../src/shared/settings'
import { until } from '../support/desktop-session/until'
import { mediaTracks, watchMedia, type WatchedMedia } from '../support/stage/watched-media'
import { pageFile, times } from './support/ask'
import { direct, LAYER } from './support/keys'
import { hears, microphoneThatHears, speechMissing } from './support/microphone'
import { inAWorld } from './support/world'

interface Answered {
  readonly timings: Record<string, number>
  readonly text: string
}

inAWorld('asking aloud', { cannot: speechMissing, before: async (session) => ({ chromium: microphoneThatHears(session) }) }, (world) => {
  beforeAll(watchMicrophones)
  beforeEach(async () => {
    // Where a test that failed has left it open.
    await world.screen.press(direct('Q'))
    await until('nobody to listen', async () => (await world.app.state()).listening === null)
    await world.speech.settled(400)
    await world.speech.forget()
  })

  async function watchMicrophones(): Promise<void> {
    await watchMedia(await world.app.page('stage'))
  }
  const tracks = async (): Promise<string[]> => mediaTracks(await world.app.page('stage'))
  const isOpen = async (): Promise<boolean> => (await tracks()).some((track) => track.endsWith('live'))
  const listening = async (is: (at: NonNullable<AppState['listening']>) => boolean, what: string): Promise<void> => {
    await until(what, async () => {
      const at = (await world.app.state()).listening
      return at !== null && is(at)
    }, { timeout: 30_000 })
  }
  const listens = (): Promise<void> => listening(({ step }) => step === 'listening', 'Descry to listen')
  const settings = async (change: Partial<AppState['settings']>): Promise<void> => {
    const home = await world.app.page('home')
    await home.evaluate((patch) => (window as never as { descry: { invoke(name: string, patch: object): Promise<unknown> } }).descry.invoke('settings:change', patch), change)
  }
  const said = async (): Promise<string> => (await world.speech.settled()).map(({ text }) => text).join(' ')
  const descry = (...args: readonly string[]) => world.session.run(world.session.node, [world.session.path('out/main/cli.js'), ...args])

  test('L listens, a pause ends it, and the question is answered about the page that was there', async () => {
    const shown = await world.pages.show(pageFile('minutes'))
    await hears(world.session, 'What does it say?')
    await world.screen.press(direct('L'))
    await listens()
    expect([await isOpen(), (await tracks()).every((track) => track.startsWith('audio'))]).toEqual([true, true])
    await shown.close()
    await world.speech.waitFor(/About the screen, from/, { timeout: 60_000 })
    await world.speech.waitFor('The chair opened the meeting')
    const text = await said()
    expect(times(text, 'About the screen')).toBe(1)
    expect(await isOpen()).toBe(false)
    expect(await world.app.state()).toMatchObject({ listening: null, answer: { command: 'ask', failed: false } })
    expect((await world.app.state()).understood?.text).toMatch(/^what does it say/i)
  })

  test('the same key ends it before the pause would: what comes behind is not asked', async () => {
    const shown = await world.pages.show(pageFile('minutes'))
    await settings({ listening: { pause: 5000 } })
    await hears(world.session, 'Read the second line.', 3, 'Is there a horse?')
    await world.screen.press(direct('L'))
    await listening(({ sound }) => sound, 'somebody to be heard')
    await listening(({ sound }) => !sound, 'the sentence to be over')
    await world.speech.forget()
    await world.screen.press(direct('L'))
    await world.speech.waitFor(/Line 2 of/, { timeout: 60_000 })
    expect((await world.app.state()).understood?.text).toMatch(/^read the second line\W*$/i)
    await settings({ listening: DEFAULT_SETTINGS.listening })
    await shown.close()
  })

  test('silence is a sentence, and the microphone is let go', async () => {
    await hears(world.session)
    await world.screen.press(direct('L'))
    await world.speech.waitFor('Nothing was heard.', { timeout: 60_000 })
    expect(times(await said(), 'Nothing was heard')).toBe(1)
    expect([await isOpen(), (await world.app.state()).listening]).toEqual([false, null])
  })

  test('stop lets the microphone go at once, and nothing is asked', async () => {
    await hears(world.session, 'What does it say?')
    const before = (await world.app.state()).answers.count
    await world.screen.press(direct('L'))
    await listening(({ sound }) => sound, 'somebody to be heard')
    await world.screen.press(direct('Q'))
    await until('the microphone to be free', async () => !(await isOpen()))
    expect(await said()).toBe('')
    expect(await world.app.state()).toMatchObject({ listening: null, understood: null, answers: { count: before } })
  })

  test('a locked screen lets the microphone go', async () => {
    await hears(world.session, 'What does it say?')
    await world.screen.press(direct('L'))
    await listens()
    const locked = ['--session', '--type=signal', '/org/gnome/ScreenSaver', 'org.gnome.ScreenSaver.ActiveChanged', 'boolean:true']
    await world.session.output('dbus-send', locked)
    await until('the microphone to be free', async () => !(await isOpen()))
  })

  test('a further question by voice is about the same picture, which is not encoded again', async () => {
    const shown = await world.pages.show(pageFile('letter'))
    await world.screen.press(direct('D'))
    await world.speech.waitFor(/letter|dear/i, { timeout: 60_000 })
    const first = await until('the description', async () => (await world.app.state()).answer?.complete)
    expect(first).toBe(true)
    await world.speech.settled()
    const stagesOf = async (): Promise<string[]> => Object.keys((JSON.parse((await descry('again', '--json')).stdout) as Answered).timings)
    expect(await stagesOf()).toContain('encoder')
    await world.speech.forget()
    await hears(world.session, 'Is there a horse?')
    await world.screen.press(direct('L'))
    await world.speech.waitFor(/I can't tell|probably|Yes|No/, { timeout: 60_000 })
    await said()
    const stages = await stagesOf()
    expect(stages).toContain('first-token')
    expect(stages).not.toContain('encoder')
    await shown.close()
  })

  test('from the layer menu it is the same', async () => {
    const shown = await world.pages.show(pageFile('minutes'))
    await world.screen.waitForFocus('Minutes')
    await hears(world.session, 'How many lines are there?')
    await world.screen.press(LAYER)
    await world.screen.waitForFocus('Descry menu')
    await world.speech.forget()
    await world.screen.press('l')
    await world.speech.waitFor(/lines of text were read|line/, { timeout: 60_000 })
    await world.screen.waitForFocus('Minutes')
    await shown.close()
  })

  test('without a microphone it is a sentence', async () => {
    const stage = await world.app.page('stage')
    await stage.evaluate(() => {
      const watched = globalThis as never as { real: typeof navigator.mediaDevices.getUserMedia }
      watched.real = navigator.mediaDevices.getUserMedia
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('none', 'NotFoundError'))
    })
    await world.screen.press(direct('L'))
    await world.speech.waitFor('No microphone was found.')
    await stage.evaluate(() => {
      navigator.mediaDevices.getUserMedia = (globalThis as never as { real: typeof navigator.mediaDevices.getUserMedia }).real
    })
  })

  test('a microphone that is pulled out leaves what was said: it is asked', async () => {
    const shown = await world.pages.show(pageFile('minutes'))
    await settings({ listening: { pause: 5000 } })
    await hears(world.session, 'Read the second line.')
    await world.screen.press(direct('L'))
    await listening(({ sound }) => sound, 'somebody to be heard')
    await listening(({ sound }) => !sound, 'the sentence to be over')
    await (await world.app.page('stage')).evaluate(() => {
      for (const track of (globalThis as never as WatchedMedia).media.flatMap((one) => one.getTracks())) {
        track.stop()
        // A script's stop tells nobody; the system's end does.
        track.dispatchEvent(new Event('ended'))
      }
    })
    await world.speech.waitFor('The microphone went away while it was used.', { timeout: 60_000 })
    await world.speech.waitFor(/Line 2 of/, { timeout: 60_000 })
    await settings({ listening: DEFAULT_SETTINGS.listening })
    await shown.close()
  })

  test('in the field for a question a button is held while one speaks; then the window is gone and the answer said', async () => {
    const shown = await world.pages.show(pageFile('minutes'))
    await world.screen.waitForFocus('Minutes')
    await hears(world.session, 'Read the second line.')
    await world.screen.press(direct('A'))
    await world.screen.waitForFocus('Ask a question – Descry')
    const home = await world.app.page('home')
    await home.locator('.ask-view input:focus').waitFor()
    await home.getByRole('button', { name: 'Hold to speak' }).focus()
    await world.speech.settled()
    await world.session.output('xdotool', ['keydown', 'space'])
    await listening(({ sound }) => sound, 'somebody to be heard')
    await listening(({ sound }) => !sound, 'the sentence to be over')
    await world.speech.forget()
    await world.session.output('xdotool', ['keyup', 'space'])
    await world.speech.waitFor(/Line 2 of/, { timeout: 60_000 })
    await world.screen.waitForFocus('Minutes')
    expect((await world.app.state()).asking).toBeNull()
    await shown.close()
  })

  test('"descry ask --listen" prints what was understood and the answer, which is said', async () => {
    const shown = await world.pages.show(pageFile('minutes'))
    await hears(world.session, 'Read the second line.')
    const asked = await descry('ask', '--listen', '--json')
    expect(asked.code).toBe(0)
    expect(JSON.parse(asked.stdout)).toMatchObject({ ok: true, verb: 'ask', question: expect.stringMatching(/^read the second line/i) as unknown, text: expect.stringContaining('Line 2 of') as unknown })
    await world.speech.waitFor(/Line 2 of/)
    await hears(world.session)
    const silent = await descry('ask', '--listen')
    expect(silent).toMatchObject({ stdout: '', stderr: expect.stringContaining('Nothing was heard.') as unknown })
    expect(silent.code).not.toBe(0)
    await shown.close()
  })

  test('leaves no sound on the disk: no file grows by half a second of it while one speaks', async () => {
    await hears(world.session, 'Read the second line.')
    const before = filesBelow(world.session.folder)
    await world.screen.press(direct('L'))
    await listening(({ sound }) => sound, 'somebody to be heard')
    await world.speech.waitFor(/Line 2 of|no such line/i, { timeout: 60_000 })
    // A second of it has 32,000 bytes.
    const grown = [...filesBelow(world.session.folder)].filter(([path, size]) => size - (before.get(path) ?? 0) > 16_000).map(([path]) => path)
    expect(grown).toEqual([])
  })
})

/** Every file below a folder, by its path, and its bytes. */
function filesBelow(folder: string): Map<string, number> {
  const found = new Map<string, number>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const size = entry.isFile() ? statSync(path, { throwIfNoEntry: false })?.size : undefined
    if (size !== undefined) found.set(path, size)
  }
  return found
}
