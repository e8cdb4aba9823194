import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS, type Settings } from '../../src/shared/settings'
import { until } from '../support/desktop-session/until'
import { pageFile } from './support/ask'
import { direct, LAYER } from './support/keys'
import { inAWorld, type World } from './support/world'

/** Nothing is said but what is asked for. */
const PLAIN: Partial<Settings> = {
  voice: { ...DEFAULT_SETTINGS.voice, ownWindows: false },
  verbosity: { ...DEFAULT_SETTINGS.verbosity, progress: 'off', hints: 'off', places: 'off' },
  caption: { ...DEFAULT_SETTINGS.caption, mode: 'never' },
}

const settingsOf = async ({ app }: World): Promise<Settings> => (await app.state()).settings
/** What the caption bar shows. */
const shown = async ({ app }: World): Promise<string> => (await app.page('caption')).evaluate(() => document.body.innerText)

/** Presses one key and gives the message that it makes, as the voice was given it. */
async function said({ screen, speech }: World, key: string, words: string | RegExp) {
  await speech.forget()
  await screen.press(key)
  const messages = await speech.waitFor(words)
  return messages.find(({ text }) => (typeof words === 'string' ? text.includes(words) : words.test(text)))
}

/** The app anew, as it starts at login: its window does not come in front of the page. */
async function begin(world: World, settings: Partial<Settings> = {}): Promise<void> {
  await world.restart({ args: ['--hidden'], settings: { ...PLAIN, ...settings } })
}

inAWorld('the keys of the voice', { before: async () => ({ settings: PLAIN }) }, (world) => {
  test('from the layer menu, which stays open, the voice becomes faster press by press, and says so in its new speed', async () => {
    await world.pages.show(pageFile('article'))
    await world.screen.waitForFocus('Morning Post')
    if ((await settingsOf(world)).voice.rate !== null) await begin(world)
    await world.screen.press(LAYER)
    await world.screen.waitForFocus('Descry menu')
    await world.speech.settled(300)
    const rates: number[] = []
    // Speech Dispatcher's own rate is 217 words a minute here, its 0.
    for (const rate of [227, 237, 247]) rates.push((await said(world, '2', `${rate} words a minute.`))?.rate ?? NaN)
    expect(rates).toEqual([3, 6, 8])
    expect((await said(world, '1', '237 words a minute.'))?.rate).toBe(6)
    expect(await world.screen.focused()).toBe('Descry menu')
    await world.screen.press('Escape')
    await world.screen.waitForFocus('Morning Post')
    expect((await settingsOf(world)).voice.rate).toBe(237)
  })

  test('volume, pitch and voice have their keys everywhere, and are heard to be others', async () => {
    await begin(world)
    await world.screen.waitForFocus('Morning Post')
    await world.speech.settled(300)
    // Of the server's own 0, on a scale that begins at -100.
    expect(await said(world, direct('5'), 'Volume 90 per cent.')).toMatchObject({ volume: -10 })
    expect(await said(world, direct('6'), 'Volume 100 per cent.')).toMatchObject({ volume: 0 })
    await said(world, direct('6'), 'Volume 100 per cent, the most.')
    expect(await said(world, direct('7'), 'Pitch -10.')).toMatchObject({ pitch: -10 })
    expect(await said(world, direct('8'), 'Pitch 0.')).toMatchObject({ pitch: 0 })
    expect(await said(world, direct('B'), 'record-en.')).toMatchObject({ voice: 'record-en' })
    expect(await said(world, direct('B'), 'record-en-US.')).toMatchObject({ voice: 'record-en-US' })
    expect(await said(world, direct('B'), 'record-en-GB.')).toMatchObject({ voice: 'record-en-GB' })
    expect(await said(world, direct('B'), 'The voice that the system has.')).toMatchObject({ voice: 'NULL' })
    await said(world, direct('J'), 'Sounds off.')
    await said(world, direct('J'), 'Sounds on.')
    await said(world, direct('bracketleft'), 'Narration every 6 seconds at most.')
    await said(world, direct('bracketright'), 'Narration every 4 seconds at most.')
    expect(await settingsOf(world)).toMatchObject({ voice: { volume: 100, pitch: 0, name: null }, sounds: { on: true }, narration: { every: 4 } })
  })

  test('a key that is held goes on step by step until it is let go, and the last step is said', async () => {
    await begin(world)
    await world.screen.waitForFocus('Morning Post')
    await world.speech.settled(300)
    await world.speech.forget()
    const rate = async (): Promise<number> => (await settingsOf(world)).voice.rate ?? 217
    const letGo = await world.screen.hold(direct('2'))
    await until('several steps', async () => (await rate()) >= 277).finally(letGo)
    const heard = (await world.speech.settled()).map(({ text }) => text)
    expect(heard.at(-1)).toBe(`${await rate()} words a minute.`)
    // What only goes on and off is one press, however long.
    await world.speech.forget()
    const up = await world.screen.hold(direct('J'))
    await world.speech.waitFor('Sounds off.')
    const again = await world.speech.settled().finally(up)
    expect(again.map(({ text }) => text)).toEqual(['Sounds off.'])
    await said(world, direct('J'), 'Sounds on.')
  })

  test('a voice that was chosen and is gone is told of once, and another one speaks', async () => {
    await world.speech.forget()
    await world.restart({ settings: { ...PLAIN, voice: { ...DEFAULT_SETTINGS.voice, ownWindows: false, name: 'Old one' } } })
    await world.speech.waitFor('The voice Old one is not there.')
    const all = (await world.speech.settled()).map(({ text }) => text).join(' ')
    expect(all.split('Old one')).toHaveLength(2)
  })

  test('in quiet mode an answer is on the caption bar and nothing is spoken; status says why, and the same key ends it', async () => {
    await begin(world)
    await world.screen.waitForFocus('Morning Post')
    await world.speech.settled(300)
    expect((await world.app.state()).caption).toBe(false)
    await said(world, direct('U'), 'Quiet. Answers are shown.')
    await until('quiet mode', async () => (await settingsOf(world)).quiet)
    await world.speech.settled(300)
    await world.speech.forget()
    await world.screen.press(direct('D'))
    await until('the answer on the caption bar', async () => (await shown(world)).includes('Harbour bridge'), { timeout: 60_000 })
    // So is what is left of it, alone, and then all of it again.
    const all = (await world.app.state()).said.map(({ text }) => text)
    await world.screen.press(direct('M'))
    const more = await until('more on the caption bar', async () => {
      const { activity, said: now } = await world.app.state()
      return activity.command === null && now.length > 0 && now[0]?.text !== all[0] ? now.map(({ text }) => text) : false
    })
    expect(all.filter((text) => more.includes(text))).toEqual([])
    expect(await shown(world)).toContain(more[0])
    await world.screen.press(direct('S'))
    await until('the answer with more on the caption bar', async () => {
      const now = await shown(world)
      return [all[0], more[0]].every((text) => now.includes(text ?? 'none'))
    })
    // So is what went wrong.
    await world.screen.press(direct('V'))
    await until('the failure on the caption bar', async () => (await shown(world)).includes('The clipboard is empty'))
    await world.screen.press(direct('I'))
    await until('status on the caption bar', async () => (await shown(world)).includes('Quiet mode is on: answers are shown and not spoken.'))
    await world.screen.press(direct('2'))
    await until('the rate on the caption bar', async () => (await shown(world)).includes('227 words a minute.'))
    expect(await world.speech.settled()).toEqual([])
    await said(world, direct('U'), 'Speaking again.')
    expect((await world.app.state()).caption).toBe(false)
    await world.speech.forget()
    await world.screen.press(direct('D'))
    await world.speech.waitFor('Harbour bridge', { timeout: 60_000 })
  })

  test('who starts Descry in quiet mode hears once that it is, and which key ends it', async () => {
    await world.speech.forget()
    await world.restart({ settings: { ...PLAIN, quiet: true } })
    await world.speech.waitFor('Quiet mode is on: answers are shown and not spoken. Control Alt Shift U ends it.')
    await world.speech.settled(300)
    await world.speech.forget()
    await world.screen.press(direct('I'))
    await until('status on the caption bar', async () => (await shown(world)).includes('Quiet mode is on'))
    expect(await world.speech.settled()).toEqual([])
    await said(world, direct('U'), 'Speaking again.')
  })

  // Three answers, on a machine that may do much else.
  test('the key of the length goes round, and answers are as long as it says', { timeout: 180_000 }, async () => {
    await begin(world, { length: 'full' })
    await world.screen.waitForFocus('Morning Post')
    await world.speech.settled(300)
    const words: Record<string, number> = {}
    for (const length of ['Brief.', 'Normal.', 'Full.'] as const) {
      await said(world, direct('E'), length)
      await world.speech.settled(300)
      await world.speech.forget()
      await world.screen.press(direct('D'))
      await until('the answer', async () => (await world.app.state()).answer?.complete === true && (await world.app.state()).activity.command === null, { timeout: 60_000 })
      const spoken = (await world.speech.settled()).map(({ text }) => text).join(' ')
      expect(spoken).toContain('Harbour bridge')
      words[length] = spoken.split(/\s+/).length
    }
    const { 'Brief.': brief = 0, 'Normal.': normal = 0, 'Full.': full = 0 } = words
    expect(brief).toBeLessThan(normal)
    expect(normal).toBeLessThanOrEqual(full)
  })
})
