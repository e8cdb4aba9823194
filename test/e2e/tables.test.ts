import { expect, test } from 'vitest'
import { until } from '../support/desktop-session/until'
import { ask, pageFile } from './support/ask'
import { direct } from './support/keys'
import { inAWorld, type World } from './support/world'

const cell = (step: 'Left' | 'Right' | 'Up' | 'Down'): string => `ctrl+alt+super+${step}`

/** Presses a key of the window in front, and gives what is said. */
async function heard({ screen, speech }: World, key: string, expected: RegExp): Promise<string> {
  await speech.forget()
  await screen.press(key)
  await speech.waitFor(expected)
  return (await speech.settled()).map(({ text }) => text).join(' ')
}

inAWorld('a table on the screen', {}, (world) => {
  test('is read row by row with its headers, and walked by the cell with the keys that work everywhere', async () => {
    const shown = await world.pages.show(pageFile('price-list'))
    const read = await ask(world, [direct('T')], 'Thyme')
    expect(read).toContain('Table with 3 columns and 5 rows.')
    expect(read).toContain('Plant: Lavender. Height: 40 cm. Price: 4.50.')
    expect(read).toContain('Plant: Thyme. Height: 20 cm. Price: 2.90.')
    expect(await ask(world, [cell('Right')], 'column 1.')).toContain('Table, 3 columns, 5 rows. Prices of the garden shop. Plant. Row 1, column 1.')
    expect(await ask(world, [cell('Right')], 'column 2')).toContain('Height. Row 1, column 2.')
    // A header that was heard a moment ago is not said again.
    expect(await ask(world, [cell('Down')], 'Row 2')).toContain('40 cm. Lavender. Row 2, column 2.')
    expect(await ask(world, [cell('Right')], 'column 3')).toContain('4.50. Price. Row 2, column 3.')
    expect(await ask(world, [cell('Right')], 'no cell')).toContain('There is no cell on that side.')
    expect(await ask(world, [cell('Down')], 'Row 3')).toContain('6.20. Rosemary. Row 3, column 3.')
    await shown.close()
  })

  test('is a grid of the text view, where the arrow keys go on from the row that was read last', async () => {
    const shown = await world.pages.show(pageFile('price-list'))
    await ask(world, [direct('T')], 'Thyme')
    await world.speech.forget()
    await world.screen.press(direct('T'), direct('T'))
    await world.screen.waitForFocus('Answer as text – Descry')
    const home = await world.app.page('home')
    await home.getByRole('grid').waitFor()
    await until('the answer', async () => (await world.app.state()).answer?.complete)
    // The window waits until the answer was said.
    await world.speech.settled()
    // Where reading takes longer than the view waits for it, the caret is in the text; else the row's cell has the focus.
    if ((await home.locator('textarea:focus').count()) > 0) await heard(world, 'Tab', /Prices of the garden shop, table, 3 columns, 5 rows/)
    expect(await heard(world, 'ctrl+End', /row 5/)).toContain('2.90.')
    expect(await heard(world, 'Up', /row 4/)).toContain('3.80. Sunflower. row 4, column 3')
    expect(await heard(world, 'Home', /column 1/)).toContain('Sunflower. Plant. row 4, column 1')
    expect(await heard(world, 'Right', /column 2/)).toContain('180 cm. Height. row 4, column 2')
    expect(await heard(world, 'Home', /column 1/)).toContain('Sunflower.')
    expect(await heard(world, 'Left', /no cell/)).toContain('There is no cell on that side.')
    await world.screen.press('Escape')
    await world.screen.waitForFocus('Price list')
    await shown.close()
  })

  test('has what is checked in a form, which is read and walked with it', async () => {
    const shown = await world.pages.show(pageFile('preferences'))
    const read = await ask(world, [direct('T')], 'Express delivery')
    expect(read).toContain('Show hidden files: not checked. Remember me: checked. Send me the newsletter: not checked. Standard delivery: not checked. Express delivery: checked.')
    expect(await ask(world, [cell('Right')], 'column 1.')).toContain('Table, 2 columns, 5 rows. Form. Show hidden files. Row 1, column 1.')
    expect(await ask(world, [cell('Right')], 'column 2')).toContain('not checked. Row 1, column 2.')
    expect(await ask(world, [cell('Down')], 'Row 2')).toMatch(/(?<!not )checked\. Remember me\. Row 2, column 2\./)
    await shown.close()
  })

  test('is not there on a page without one, and that is said', async () => {
    const shown = await world.pages.show(pageFile('minutes'))
    await ask(world, [direct('T')], 'The chair opened the meeting')
    expect(await ask(world, [cell('Down')], 'no table')).toContain('There is no table in the last answer.')
    await shown.close()
  })
})
