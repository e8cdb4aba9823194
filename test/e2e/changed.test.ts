import { expect, test } from 'vitest'
import { until } from '../support/desktop-session/until'
import { ask, pageFile, times } from './support/ask'
import { direct, LAYER } from './support/keys'
import { inAWorld, type World } from './support/world'

/** Describes the screen, to the answer's end: on a busy machine its parts come seconds apart. */
async function describeAll(world: World): Promise<void> {
  await ask(world, [direct('D')], /\./)
  await until('the answer to be whole', async () => (await world.app.state()).answer?.complete)
  await world.speech.settled()
}

inAWorld('what changed', {}, (world) => {
  test('X says which text is another one, which is new and which is gone, once each, and nothing that stayed', async () => {
    const page = await world.pages.show(pageFile('minutes'), 'maximised')
    await world.screen.waitForFocus('Minutes')
    await describeAll(world)
    await page.evaluate(() => {
      const items = [...document.querySelectorAll('h1, h2, p, li, td')].filter((one) => one.children.length === 0 && one.textContent.trim().length > 10)
      items.at(0)!.textContent = 'The meeting was cancelled'
      items.at(-1)!.textContent = 'Bring your own coffee'
    })
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
    const said = await ask(world, [direct('X')], 'coffee')
    expect(said).toMatch(/^Compared with the screen, (?:now|from (?:one second|\d+ seconds) ago)\./)
    expect(said).toMatch(/is now: The meeting was cancelled/)
    expect([times(said, 'The meeting was cancelled'), times(said, 'coffee')]).toEqual([1, 1])
    expect((await world.app.state()).answer).toMatchObject({ command: 'changed', complete: true, failed: false })
    const again = await ask(world, [LAYER, 'x'], 'Nothing has changed.')
    expect(times(again, 'Nothing has changed.')).toBe(1)
    await page.close()
  })

  test('a window that came is told by its name', async () => {
    const page = await world.pages.show(pageFile('minutes'), { left: 0, top: 0, width: 700, height: 600 })
    await world.screen.waitForFocus('Minutes')
    await describeAll(world)
    const other = await world.pages.show(pageFile('pocket'), { left: 720, top: 0, width: 500, height: 600 })
    await world.screen.waitForFocus('Recipe box')
    const said = await ask(world, [direct('X')], 'New text:')
    expect(said).toMatch(/A new window: .*Recipe box/)
    await other.close()
    await page.close()
  })
})
