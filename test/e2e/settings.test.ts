import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { DEFAULT_SETTINGS, type Settings } from '../../src/shared/settings'
import { until } from '../support/desktop-session/until'
import { ask, pageFile } from './support/ask'
import { direct, LAYER } from './support/keys'
import { inAWorld, type World } from './support/world'

/** Two displays beside each other. */
const LEFT = { x: 0, y: 0, width: 1280, height: 800 }
const RIGHT = { x: 1280, y: 0, width: 1280, height: 800 }
const WIDE = { width: 1200, height: 740 }

/**
 * The voice says nothing of the windows themselves, nor that an answer takes long on a busy machine, so that all
 * that is spoken is Descry's answers and the messages that are meant.
 */
const QUIET: Partial<Settings> = {
  voice: { ...DEFAULT_SETTINGS.voice, ownWindows: false },
  verbosity: { ...DEFAULT_SETTINGS.verbosity, progress: 'off' },
}

/** More stops than the settings have. */
const MOST_STOPS = 250

/** Tab, as far as a control: by its label, or the label of the group that it belongs to. */
async function tabTo({ screen }: World, home: Page, label: string): Promise<void> {
  const reached = (): Promise<boolean> =>
    home.evaluate((wanted) => {
      const at = document.activeElement
      const group = at?.closest('[role=radiogroup]')
      const names = [...(at instanceof HTMLInputElement ? (at.labels ?? []) : []), group?.querySelector('span')]
      return names.some((name) => name?.textContent.includes(wanted))
    }, label)
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await reached()) return
    await screen.press('Tab')
  }
  throw new Error(`Tab never reached "${label}"`)
}

async function openSettings(world: World): Promise<Page> {
  await world.screen.press(direct('O'))
  await world.screen.waitForFocus('Descry')
  const home = await world.app.page('home')
  await home.locator('h1:focus').waitFor()
  await world.screen.press('alt+2')
  await world.screen.waitForFocus('Settings – Descry')
  return home
}

const settingsOf = async ({ app }: World): Promise<Settings> => (await app.state()).settings

inAWorld('the settings', { monitors: [LEFT, RIGHT], before: async () => ({ settings: QUIET }) }, (world) => {
  test('an answer opens as text once that was chosen by keys, nothing is spoken, and Escape goes back', async () => {
    // Tried once more, it begins where it began.
    if ((await settingsOf(world)).answersIn !== 'voice') await world.restart({ settings: QUIET })
    const shown = await world.pages.show(pageFile('pocket'), { left: 20, top: 30, ...WIDE })
    await world.screen.waitForFocus('Recipe box')
    const home = await openSettings(world)
    await tabTo(world, home, 'Where answers are')
    await world.screen.press('Down')
    await until('the setting to be kept', async () => (await settingsOf(world)).answersIn === 'window')
    await world.screen.press('alt+1', 'alt+F4')
    await world.screen.waitForFocus('Recipe box')

    await world.speech.forget()
    await world.screen.press(direct('D'))
    await world.screen.waitForFocus('Answer as text – Descry')
    const text = home.locator('textarea:focus')
    await text.waitFor()
    expect(await text.inputValue()).toContain('Pumpkin soup')
    expect(await text.evaluate((area: HTMLTextAreaElement) => [area.selectionStart, area.selectionEnd])).toEqual([0, 0])
    await world.screen.press('Down', 'End')
    await until('the caret to move', async () => (await text.evaluate((area: HTMLTextAreaElement) => area.selectionEnd)) > 0)
    expect(await world.speech.settled()).toEqual([])
    await world.screen.press('Escape')
    await world.screen.waitForFocus('Recipe box')

    // So does a failure; what was said before it is not what is shown.
    await world.screen.press(direct('V'))
    await world.screen.waitForFocus('Answer as text – Descry')
    await until('the failure', async () => (await text.inputValue()).includes('The clipboard is empty'))
    await world.screen.press('Escape')
    await world.screen.waitForFocus('Recipe box')
    expect(await world.speech.settled()).toEqual([])
    await shown.close()
  })

  // The Chromium host captures the first display alone, so that is the one that is chosen.
  test('the display that was chosen by its place is the screen, whatever is in front', async () => {
    await world.restart({ settings: QUIET })
    await world.speech.settled(300)
    const left = await world.pages.show(pageFile('article'), { left: 20, top: 30, ...WIDE })
    const right = await world.pages.show(pageFile('pocket'), { left: 1300, top: 30, ...WIDE })
    await world.screen.waitForFocus('Recipe box')
    const home = await openSettings(world)
    expect((await world.app.state()).displays.map(({ name }) => name)).toEqual(['Display 1, to the left, the main one', 'Display 2, to the right'])
    await tabTo(world, home, 'The display that')
    await world.screen.press('Up', 'Up')
    await until('the setting to be kept', async () => (await settingsOf(world)).monitor === 1)
    await world.screen.press('alt+1', 'alt+F4')
    await world.screen.waitForFocus('Recipe box')
    const chosen = await ask(world, [direct('D')], 'Harbour bridge')
    expect(chosen).toMatch(/^Display 1 of 2\. In front: /)
    expect(chosen).not.toContain('Pumpkin')
    expect(await ask(world, [direct('T')], /Harbour|bridge/)).not.toContain('Pumpkin')
    expect(await ask(world, [LAYER, 'd'], 'Harbour bridge')).not.toContain('Pumpkin')
    await left.close()
    await right.close()
  })

  test('which window and display an answer is from goes unsaid once that was chosen by keys', async () => {
    await world.restart({ settings: { ...QUIET, monitor: 1 } })
    const shown = await world.pages.show(pageFile('article'), { left: 20, top: 30, ...WIDE })
    await world.screen.waitForFocus('Morning Post')
    const home = await openSettings(world)
    await tabTo(world, home, 'Where an answer is from')
    await world.screen.press('Down')
    await until('the setting to be kept', async () => (await settingsOf(world)).verbosity.places === 'off')
    await world.screen.press('alt+1', 'alt+F4')
    await world.screen.waitForFocus('Morning Post')
    expect(await ask(world, [direct('D')], 'Harbour bridge')).not.toMatch(/Display|In front/)
    await shown.close()
  })

  test('a display that is not there, and kinds of messages that are not wanted', async () => {
    const verbosity = { ...DEFAULT_SETTINGS.verbosity, progress: 'off', greeting: 'off', hints: 'off', confirmations: 'sound' } as const
    await world.speech.forget()
    await world.restart({ settings: { ...QUIET, monitor: 3, verbosity } })
    await world.screen.movePointer(600, 300)
    const shown = await world.pages.show(pageFile('minutes'), { left: 20, top: 30, ...WIDE })
    await world.screen.waitForFocus('Minutes')
    expect(await world.speech.settled(300)).toEqual([])
    const first = await ask(world, [direct('T')], 'The chair opened the meeting')
    expect(first).toMatch(/^Display 3 is not connected\. Display 1 of 2\./)
    expect(first).toMatch(/Line \d+ of \d+\./)
    expect(first).not.toMatch(/\bM\b/)
    await world.speech.forget()
    await world.screen.press(direct('K'))
    expect(await ask(world, [direct('T')], 'The chair opened the meeting')).toMatch(/^Display 1 of 2\./)
    await shown.close()
  })
})
