import { expect, test } from 'vitest'
import { ask, pageFile } from './support/ask'
import { direct } from './support/keys'
import { inAWorld } from './support/world'

inAWorld('a part of the screen', {}, (world) => {
  test.each([
    { at: [220, 150], near: 'Water the lemon trees', far: 'dentist' },
    { at: [1050, 728], near: 'Call the dentist', far: 'lemon' },
  ])('under the pointer only $near is read', async ({ at: [x = 0, y = 0], near, far }) => {
    const shown = await world.pages.show(pageFile('two-notes'))
    await world.screen.movePointer(x, y)
    const text = await ask(world, [direct('P')], near)
    expect(text).not.toContain(far)
    await shown.close()
  })

  test('the window in front is named first, and the one beside it is not read', async () => {
    const left = await world.pages.show(pageFile('article'), { left: 4, top: 30, width: 620, height: 740 })
    const right = await world.pages.show(pageFile('pocket'), { left: 640, top: 30, width: 620, height: 740 })
    await world.screen.waitForFocus('Recipe box')
    const text = await ask(world, [direct('W')], 'Pumpkin soup with ginger')
    expect(text).toMatch(/^Chromium\b/)
    expect(text).not.toMatch(/Harbour|bridge/)
    await world.screen.click(300, 600)
    await world.screen.waitForFocus('Morning Post')
    const other = await ask(world, [direct('W')], 'Harbour bridge')
    expect(other).not.toMatch(/Pumpkin|ginger/)
    await left.close()
    await right.close()
  })
})
