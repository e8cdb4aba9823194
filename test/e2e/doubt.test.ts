import { expect, test } from 'vitest'
import { sample } from '../cli/e2e/support/run-cli'
import { until } from '../support/desktop-session/until'
import { ask, pageFile, times } from './support/ask'
import { direct, LAYER } from './support/keys'
import { inAWorld } from './support/world'

/** Milliseconds a word: slow enough to be stopped in the middle of a sentence. */
const SLOW = 400
/** How claims are told, whatever they are. */
const COUNTED = /All five readings say|(?:Two|Three|Four) of five say|No two of the five readings agree/
const ABOUT = /About the screen, (?:now|from (?:one second|\d+ seconds|one minute) ago)\. /

interface Page {
  readonly descry: { invoke(name: string, patch: object): Promise<unknown> }
}

inAWorld('how sure an answer is', {}, (world) => {
  async function change(doubt: 'asked' | 'always'): Promise<void> {
    const home = await world.app.page('home')
    await home.evaluate((patch) => (window as never as Page).descry.invoke('settings:change', patch), { doubt })
  }

  test('Y after D reads that picture five times and says how often each thing came up', async () => {
    const shown = await world.pages.show(sample('chelsea.png'))
    await ask(world, [direct('D')], /\w/)
    const described = await world.app.state()
    const other = await world.pages.show(pageFile('minutes'))
    const text = await ask(world, [direct('Y')], COUNTED)
    expect(text.search(ABOUT)).toBe(0)
    // Of the picture that was described, though the screen shows something else by now.
    expect(text).not.toMatch(/garden/i)
    expect(times(text, 'looks like')).toBe(0)
    const state = await world.app.state()
    expect(state.answer).toMatchObject({ command: 'sure', complete: true, failed: false })
    expect(state.answer?.about).toMatch(/^How sure is that\?/)
    expect(state.answers.count).toBe(described.answers.count + 1)
    await other.close()
    await shown.close()
  })

  test('S says the counts again, word for word', async () => {
    // The pages are closed: Descry's own window has the keyboard, and says so.
    await world.screen.waitForFocus('Descry')
    await world.speech.settled()
    const before = (await world.app.state()).answer?.sentences.map(({ text }) => text).join(' ')
    expect(await ask(world, [direct('S')], COUNTED)).toBe(before)
  })

  test('from the layer menu it is Y, too', async () => {
    expect(await ask(world, [LAYER, 'y'], COUNTED)).toMatch(ABOUT)
  })

  test('stopped in the middle, not one count is said', async () => {
    await world.speech.settled()
    await world.speech.forget()
    world.speech.setPace(SLOW)
    await world.screen.press(direct('Y'))
    await world.speech.waitFor('About the screen')
    await world.screen.press(direct('Q'))
    await until('the work to end', async () => (await world.app.state()).activity.command === null)
    world.speech.setPace(0)
    const said = (await world.speech.settled(2500)).map(({ text }) => text).join(' ')
    expect(said).not.toMatch(COUNTED)
  })

  test('set to always, D itself says counts', async () => {
    const shown = await world.pages.show(sample('chelsea.png'))
    await change('always')
    const text = await ask(world, [direct('D')], COUNTED)
    expect(times(text, 'looks like')).toBe(0)
    await change('asked')
    await shown.close()
  })
})
