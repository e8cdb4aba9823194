import { expect, test } from 'vitest'
import { describePages } from '../../support/renderer/suite'
import { stateOf } from '../../support/renderer/states'

describePages('a view that goes, beside a reader on Linux', (pages) => {
  test('stays in the page, unseen and behind, until Orca has heard of the new focus; the keyboard is in the new one', async () => {
    const { page, focused } = await pages().open('home', stateOf({ reader: true }), { lingering: true })
    const headings = page.locator('main h1')
    await page.keyboard.press('Alt+2')
    expect(await headings.allTextContents()).toEqual(['Home', 'Settings'])
    expect(await page.locator('.leaving').evaluate((view) => view.getBoundingClientRect().width)).toBe(1)
    expect(await focused()).toContain('Settings')
    // The next one takes its place at once.
    await page.keyboard.press('Alt+3')
    expect((await headings.allTextContents()).toSorted()).toEqual(['Models', 'Settings'])
    await expect.poll(() => headings.allTextContents()).toEqual(['Models'])
  })

  test('goes at once where no reader runs', async () => {
    const { page } = await pages().open('home', stateOf({ reader: false }), { lingering: true })
    await page.keyboard.press('Alt+2')
    expect(await page.locator('main h1').allTextContents()).toEqual(['Settings'])
  })
})
