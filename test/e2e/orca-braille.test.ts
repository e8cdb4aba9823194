import { expect, test } from 'vitest'
import { direct } from './support/keys'
import { inAWorldWithOrca } from './support/orca'

inAWorldWithOrca('braille of the real Orca', { braille: true }, (world, orca) => {
  /** Asks for the screen, and gives what was said and what stood on the display, when all of it has come. */
  async function described() {
    const page = await orca.shown('article', 'Morning Post')
    const before = orca.orca().spoken().length
    await world.screen.press(direct('D'))
    await orca.waitFor('It says')
    await orca.orca().settled()
    const spoken = orca.orca().spoken().slice(before).filter((text) => !/^(left|right) (control|alt|shift)$/.test(text))
    const answer = (await world.app.state()).answer?.sentences.map(({ text }) => text).join(' ') ?? ''
    await page.close()
    return { spoken, answer, brailled: orca.brailled() }
  }

  test('the display shows every message of an answer, word for word as it is spoken', async () => {
    const { spoken, answer, brailled } = await described()
    expect(spoken.join(' ')).toBe(answer)
    for (const message of spoken) expect(brailled.filter((line) => line === message).length).toBeGreaterThan(0)
  })

  test('in braille alone, an answer is one whole message', async () => {
    await world.restart({ settings: { braille: { only: true, sticky: false } } })
    const { spoken, answer, brailled } = await described()
    expect(spoken).toEqual([answer])
    expect(brailled).toContain(answer)
  })
})
