import { expect, test } from 'vitest'
import { cardAnswer, sample } from '../cli/e2e/support/run-cli'
import { ask, contentWords, pageFile, times } from './support/ask'
import { direct, LAYER } from './support/keys'
import { inAWorld } from './support/world'

inAWorld('the clipboard and the text', {}, (world) => {
  test('an empty clipboard is said to be empty', async () => {
    expect(await ask(world, [direct('V')], 'clipboard')).toBe('The clipboard is empty. Copy a picture first.')
  })

  test.each(['chelsea.png', 'coffee.png'])('the copied picture %s is described', async (file) => {
    await world.screen.copyPicture(sample(file))
    const card = contentWords(cardAnswer(file, 'Describe this image.'))
    const text = await ask(world, [LAYER, 'v'], new RegExp(card.join('|'), 'i'))
    expect(contentWords(text)).toEqual(expect.arrayContaining(card))
  })

  test('reading says the first words and how to go on, and M goes on without repeating', async () => {
    const shown = await world.pages.show(pageFile('minutes'))
    const first = await ask(world, [direct('T')], 'The chair opened the meeting')
    expect(first).toMatch(/line \d+ of \d+.*\bM\b/i)
    expect(first).not.toContain('secretary closed')
    const more = await ask(world, [direct('M')], 'lettuce')
    expect(times(more, 'The chair opened the meeting')).toBe(0)
    await shown.close()
  })

  test('S says the last answer again, word for word', async () => {
    const shown = await world.pages.show(pageFile('pocket'))
    const first = await ask(world, [direct('D')], 'Pumpkin soup')
    const again = await ask(world, [direct('S')], 'Pumpkin soup')
    expect(again.replace(/\s+/g, ' ')).toBe(first.replace(/\s+/g, ' '))
    await shown.close()
  })
})
