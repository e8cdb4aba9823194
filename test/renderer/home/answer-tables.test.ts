import { expect, test } from 'vitest'
import type { OpenPage } from '../../support/renderer/browser'
import { ANSWER, stateOf } from '../../support/renderer/states'
import { describePages } from '../../support/renderer/suite'
import { TABLED } from '../../support/tables'

const FIRST_LINE = ANSWER.sentences.length
const tabled = (part: Parameters<typeof stateOf>[0] = {}) => stateOf({ answer: { ...ANSWER, ...TABLED }, ...part })

/** What the cell that has the focus is, for a reader. */
const cell = ({ page }: OpenPage) =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLTableCellElement
    const headers = at.headers ? at.headers.split(' ').map((id) => document.getElementById(id)?.textContent) : []
    return [at.getAttribute('role'), at.textContent, headers, `${at.parentElement?.ariaRowIndex ?? ''},${at.ariaColIndex ?? ''}`]
  })

async function openText(opened: OpenPage, line = 0): Promise<void> {
  await opened.push('home:view', { view: 'text', focus: 'answer', line })
  await opened.page.locator('.text-view textarea').waitFor()
}

describePages('the tables of the text view', (pages) => {
  test('are one tab stop each behind the text, walked by arrows, each cell with its headers', async () => {
    const opened = await pages().open('home', tabled())
    const { page } = opened
    await openText(opened)
    await expect.poll(opened.focused).toContain('textarea')
    await page.keyboard.press('Tab')
    expect(await cell(opened)).toEqual(['gridcell', '', [], '1,1'])
    await page.keyboard.press('ArrowRight')
    expect(await cell(opened)).toEqual(['columnheader', 'Sales', [], '1,2'])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    expect(await cell(opened)).toEqual(['gridcell', '1', ['Sales', 'North', 'May'], '3,2'])
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    expect(await cell(opened)).toEqual(['gridcell', 'unclear: 4', ['Sales', 'South', 'June'], '4,3'])
    for (const key of ['ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowDown']) await page.keyboard.press(key)
    expect((await cell(opened))[1]).toBe('South')
    await page.keyboard.press('Home')
    expect((await cell(opened))[1]).toBe('Month')
    await page.keyboard.press('Control+End')
    expect((await cell(opened))[1]).toBe('unclear: 4')
    await page.keyboard.press('Tab')
    expect(await cell(opened)).toEqual(['rowheader', 'Name', [], '1,1'])
    await page.keyboard.press('ArrowRight')
    expect(await cell(opened)).toEqual(['gridcell', 'Ada', ['Name'], '1,2'])
    await page.keyboard.press('Tab')
    await expect.poll(opened.focused).toContain('button')
    await page.keyboard.press('Shift+Tab')
    expect((await cell(opened))[1]).toBe('Ada')
    await page.keyboard.press('Escape')
    await expect.poll(() => page.locator('.text-view').count()).toBe(0)
  })

  test('say at an edge that nothing is there, each time, and stay', async () => {
    const opened = await pages().open('home', tabled())
    const { page } = opened
    await openText(opened)
    await page.keyboard.press('Tab')
    const alert = page.getByRole('alert').filter({ hasText: 'There is no cell on that side.' })
    await page.keyboard.press('ArrowLeft')
    await alert.waitFor()
    await alert.evaluate((one) => one.setAttribute('data-first', ''))
    await page.keyboard.press('ArrowLeft')
    // Another one, so that it is heard once more.
    await page.locator('[role=alert]:not([data-first])').filter({ hasText: 'There is no cell' }).waitFor()
    await page.keyboard.press('ArrowRight')
    expect(await alert.count()).toBe(0)
    expect((await cell(opened))[1]).toBe('Sales')
  })

  test('have the focus at once where the line that main names stands in one of them', async () => {
    const opened = await pages().open('home', tabled())
    await openText(opened, FIRST_LINE + TABLED.lines.indexOf('2'))
    await expect.poll(() => cell(opened)).toEqual(['gridcell', '2', ['Sales', 'South', 'May'], '3,3'])
    await openText(opened, FIRST_LINE + TABLED.lines.indexOf('Signature'))
    await expect.poll(opened.focused).toContain('textarea')
  })

  test('are told as a grid with its size and name', async () => {
    const opened = await pages().open('home', tabled())
    await openText(opened)
    const grid = opened.page.getByRole('grid', { name: 'Sales by region' })
    expect(await grid.getAttribute('aria-rowcount')).toBe('4')
    expect(await grid.getAttribute('aria-colcount')).toBe('3')
    await opened.page.getByRole('grid', { name: 'Form' }).waitFor()
  })

  test('are not there where nothing was found', async () => {
    const opened = await pages().open('home', stateOf())
    await openText(opened)
    expect(await opened.page.getByRole('grid').count()).toBe(0)
  })
})

describePages('without a screen reader the tables', (pages) => {
  const said = async ({ invokes }: OpenPage): Promise<string[]> => (await invokes('window:said')).map(({ args }) => (args[0] as { text: string }).text)
  async function hear(opened: OpenPage, key: string): Promise<string> {
    const before = (await said(opened)).length
    await opened.page.keyboard.press(key)
    await expect.poll(async () => (await said(opened)).length, { message: key }).toBeGreaterThan(before)
    return (await said(opened)).slice(before).join(' | ')
  }

  test('say their size, then each cell with the headers that change, and the edge', async () => {
    const opened = await pages().open('home', tabled({ reader: false, saysFocus: true }))
    await openText(opened)
    await expect.poll(async () => (await said(opened)).at(-1)).toContain('A dialog with two buttons')
    expect(await hear(opened, 'Tab')).toBe('Tables and forms, region. Sales by region, table, 3 columns, 4 rows. empty. row 1, column 1')
    expect(await hear(opened, 'ArrowRight')).toBe('Sales. spans 2 columns, row 1, column 2')
    await hear(opened, 'ArrowDown')
    expect(await hear(opened, 'ArrowDown')).toBe('1. May. row 3, column 2')
    expect(await hear(opened, 'ArrowRight')).toBe('2. Sales, South. row 3, column 3')
    expect(await hear(opened, 'ArrowRight')).toBe('There is no cell on that side.')
    expect(await hear(opened, 'ArrowRight')).toBe('There is no cell on that side.')
    expect(await hear(opened, 'ArrowDown')).toBe('unclear: 4. June. row 4, column 3')
    expect(await hear(opened, 'ArrowLeft')).toBe('empty. Sales, North. row 4, column 2')
    expect(await hear(opened, 'Home')).toBe('June. Month. row 4, column 1')
    expect(await hear(opened, 'ArrowRight')).toBe('empty. Sales, North. row 4, column 2')
  })
})
