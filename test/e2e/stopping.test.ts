import { expect, test } from 'vitest'
import { until } from '../support/desktop-session/until'
import { ask, pageFile } from './support/ask'
import { direct, LAYER } from './support/keys'
import { inAWorld } from './support/world'

/** Milliseconds a word: slow enough to be stopped in the middle of a sentence. */
const SLOW = 400

inAWorld('stopping', {}, (world) => {
  test.each([
    ['the direct key', [direct('Q')]],
    ['the layer key and Q', [LAYER, 'q']],
  ])('%s cancels the sentence that sounds, and nothing of the rest is spoken', async (_, keys) => {
    const shown = await world.pages.show(pageFile('minutes'))
    await world.speech.forget()
    world.speech.setPace(SLOW)
    await world.screen.press(direct('D'))
    // The longest of the answer's messages: it sounds for many seconds.
    await world.speech.waitFor('It says')
    for (const key of keys) {
      await world.screen.press(key)
      if (key === LAYER) await world.screen.waitForFocus('Descry menu')
    }
    const stopped = await until('the voice to be cancelled', async () =>
      (await world.speech.spoken()).find((m) => m.end === 'cancelled'),
    )
    const all = await world.speech.settled(2500)
    expect(all.at(-1)).toEqual(stopped)
    expect(all.filter((m) => m.end !== 'spoken')).toEqual([stopped])
    expect((await world.app.state()).activity.command).toBeNull()
    world.speech.setPace(0)
    await shown.close()
  })

  test('a newer request ends the answer to an older one', async () => {
    const first = await world.pages.show(pageFile('minutes'))
    await world.speech.forget()
    world.speech.setPace(SLOW)
    await world.screen.press(direct('D'))
    await world.speech.waitFor(/./)
    world.speech.setPace(0)
    const second = await world.pages.show(pageFile('pocket'))
    const text = await ask(world, [direct('D')], 'Pumpkin soup')
    expect(text).not.toContain('garden')
    await first.close()
    await second.close()
  })
})

inAWorld('a screen curtain', {}, (world) => {
  test('is named, and nothing is invented about it', async () => {
    await world.pages.show(pageFile('article'))
    const lift = await world.screen.curtain()
    const text = await ask(world, [direct('D')], /curtain|black/i)
    expect(text).not.toMatch(/looks like|It says|Harbour|web page/i)
    lift()
    await ask(world, [direct('D')], 'Harbour bridge')
  })
})
