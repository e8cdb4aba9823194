import { expect, test } from 'vitest'
import { aListener, type Listener } from './support/listener'
import { inAWorld } from './support/world'

inAWorld('help by ear', {}, (world) => {
  const ear = (): Listener => aListener(world.screen, async () => (await world.speech.spoken()).map(({ text }) => text))

  test('F1 says what the view is and what its keys are, and Escape goes back to where one was', async () => {
    const { press } = ear()
    await press('Control Alt Shift O', /Home, heading level 1/)
    const help = await press('F1', /Escape closes this help/)
    expect(help).toMatch(/Help on this view: Home.*This view shows the last answer.*Control Alt Shift F9.*Tab goes to the next/s)
    await press('Escape', /Home, heading level 1/)
    await press('Alt 2', /Settings, heading level 1/)
    expect(await press('F1', /Escape closes this help/)).toContain('Every change takes effect at once.')
    await press('Tab', /Close the help, button/)
    await press('Enter', /Settings, heading level 1/)
  })

  test('the layer menu says its name, its commands and how it works, and has help too', async () => {
    const { press } = ear()
    const opened = await press('Control Alt Shift F9', /Describe the screen, D/)
    expect(opened).toMatch(/Descry menu.*1 of \d+.*A letter chooses, Escape closes, F1 helps/s)
    await press('Down', /Describe the window, W, 2 of/)
    await press('F1', /This is the menu of all commands/)
    await press('Escape', /Describe the window, W/)
    await press('Escape', /Settings/)
  })

  test('while keys are learned, those of the window say what they do, too, and do it not', async () => {
    const { press } = ear()
    await press('Control Alt Shift O', /Home, heading level 1/)
    await press('Control Alt Shift H', /Learning the keys/)
    await press('Tab', /Tab\. Goes to the next button/)
    await press('F6', /F6\. Goes to the next part of the window/)
    await press('Alt 3', /Alt 3\. Opens a view: Models/)
    await press('Control Alt Shift R', /Control Alt Shift R\. This key does nothing in Descry/)
    await press('Control Alt Shift C', /Look through the camera/)
    await press('Escape', /The keys work again/)
    // It waits behind that, and what the view loads meanwhile does not take the place of its heading.
    await press('Alt 3', /Models, heading level 1/)
  })

  test('what is typed is heard sign by sign and word by word', async () => {
    const { press } = ear()
    await press('Alt 2', /Settings, heading level 1/)
    // The first control of the settings that is no text field, then the one that is, by its name alone.
    for (let i = 0; i < 150; i++) {
      if (/Change the key: .*, button/.test(await press('Tab', /./))) break
    }
    await press('Enter', /text field, empty/)
    await press('c', /(?:^|\| )c$/)
    await press('t', /(?:^|\| )t$/)
    await press('space', /(?:^|\| )ct$/)
    await press('BackSpace', /space deleted/)
    await press('Escape', /Change the key: .*, button/)
  })
})
