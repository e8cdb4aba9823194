import { expect, test } from 'vitest'
import { HOME_VIEWS } from '../../../src/shared/ipc-schema'
import { ANSWER, MODELS, stateOf } from '../../support/renderer/states'
import { describePages } from '../../support/renderer/suite'

/** Runs in the page: the next Tab goes to the first stop. */
function fromTheTop(): void {
  document.body.tabIndex = -1
  document.body.focus()
  document.body.removeAttribute('tabindex')
}

/** More than any view has: the settings have three for each key. */
const MOST_STOPS = 250

describePages('by keyboard, the home window', (pages) => {
  const openHome = (state = stateOf()) => pages().open('home', state)

  test('goes from the skip link through banner and navigation to the content', async () => {
    const { page, focused } = await openHome()
    await page.evaluate(fromTheTop)
    const way: string[] = []
    for (let i = 0; i < 10; i++) {
      await page.keyboard.press('Tab')
      way.push(await focused())
    }
    expect(way).toEqual([
      'a: Skip to the content',
      'button: Stop',
      'button: Help on this view',
      ...['button: Home', 'button: Settings', 'button: Models', 'button: Help', 'button: History', 'button: Quit Descry'],
      'button: Say it again',
    ])
    await page.keyboard.press('Shift+Tab')
    expect(await focused()).toBe('button: Quit Descry')
  })

  test('skips to the content by the skip link', async () => {
    const { page, focused } = await openHome()
    await page.evaluate(fromTheTop)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await focused()).toMatch(/^button: Say it again/)
    expect(new URL(page.url()).hash).toBe('')
  })

  test('shows where the focus is at every stop of every view, and traps it in none', async () => {
    const { page, push, invokes } = await openHome()
    await page.evaluate((models) => window.fake.answer('models:list', models), MODELS)
    for (const view of HOME_VIEWS) {
      await push('home:view', { view, focus: 'heading' })
      // The view takes the focus when it is there; only then it can be taken away again.
      await page.locator('h1:focus, textarea:focus, .ask-view input:focus').waitFor()
      await page.evaluate(fromTheTop)
      const stops: string[] = []
      // The focus leaves the page at its end: then the document's body has it.
      for (let i = 0; i < MOST_STOPS; i++) {
        await page.keyboard.press('Tab')
        const stop = await page.evaluate(() => {
          const at = document.activeElement
          if (!at || at === document.body) return null
          const shown = [at, ...at.querySelectorAll('*'), at.closest('label, .thumb')].some(
            (e) => e && getComputedStyle(e).outlineStyle !== 'none' && parseFloat(getComputedStyle(e).outlineWidth) >= 2,
          )
          const box = (at.closest('label, .thumb') ?? at).getBoundingClientRect()
          const inView = box.top >= -1 && box.bottom <= innerHeight + 1
          return `${shown ? 'seen' : 'UNSEEN'} ${inView || box.height > innerHeight ? 'in view' : 'OUT OF VIEW'} ${at.outerHTML.slice(0, 90)}`
        })
        if (stop === null) break
        stops.push(stop)
      }
      expect(stops.length, view).toBeGreaterThan(2)
      expect(stops.length, view).toBeLessThan(MOST_STOPS)
      expect(stops.filter((s) => !s.startsWith('seen in view')), view).toEqual([])
    }
    expect((await invokes()).some((i) => i.name === 'command:run' || i.name === 'settings:change')).toBe(false)
  })

  test('walks its parts by F6 and back by Shift F6', async () => {
    const { page, focused } = await openHome()
    const way: string[] = []
    for (const key of ['F6', 'F6', 'F6', 'F6', 'Shift+F6', 'Shift+F6']) {
      await page.keyboard.press(key)
      way.push(await focused())
    }
    const [banner, nav, main] = ['button: Stop', 'button: Home', 'h1: Home']
    expect(way).toEqual([banner, nav, main, banner, main, nav])
  })

  test('opens its views by Alt and a digit, with the focus on the heading', async () => {
    const { page, focused } = await openHome()
    for (const [digit, name] of [['2', 'Settings'], ['3', 'Models'], ['4', 'Help'], ['1', 'Home']] as const) {
      await page.keyboard.press(`Alt+${digit}`)
      await expect.poll(focused).toBe(`h1: ${name}`)
      expect(await page.title()).toBe(name === 'Home' ? 'Descry' : `${name} – Descry`)
      expect(await page.locator('nav [aria-current=page]').textContent()).toBe(name)
    }
  })

  test('follows main to a view, and to the answer', async () => {
    const { push, focused, page } = await openHome()
    await push('home:view', { view: 'help', focus: 'heading' })
    await expect.poll(focused).toBe('h1: Help')
    await push('home:view', { view: 'home', focus: 'answer' })
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('answer')
  })

  test('keeps the focus on a button while answers come and go', async () => {
    const { page, change, focused } = await openHome()
    const next = page.getByRole('button', { name: /^Next answer/ })
    await next.focus()
    await page.keyboard.press('Enter')
    await change({ answers: { count: 3, position: 3 }, answer: { ...ANSWER, id: 8 } })
    await change({ activity: { command: 'again', sentence: 'Working.' } })
    expect(await focused()).toMatch(/^button: Next answer/)
  })

  test('ends learn-keys mode by Escape', async () => {
    const { page, invokes, push } = await openHome(stateOf({ learningKeys: true }))
    await push('home:view', { view: 'help', focus: 'heading' })
    await page.getByText('Press any key of Descry.').waitFor()
    await push('key:pressed', { id: 'read-text' })
    await page.getByText('Control Alt Shift T: Read the text on the screen. Reads the main text').waitFor()
    await page.keyboard.press('Escape')
    expect(await invokes('keys:learn')).toEqual([{ name: 'keys:learn', args: [false] }])
    await page.getByRole('button', { name: 'Start learning the keys' }).waitFor()
  })
})

describePages('the text view', (pages) => {
  const caret = () => {
    const area = document.activeElement as HTMLTextAreaElement
    return [area.value.slice(area.selectionStart).split('\n')[0], area.selectionStart === area.selectionEnd, area.ariaReadOnly]
  }

  test('has the answer and all lines in one box, the caret at its start, and goes back where the user was', async () => {
    const { page, focused, invokes } = await pages().open('home', stateOf())
    const button = page.getByRole('button', { name: 'Show as plain text' })
    await button.focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => page.title()).toBe('Answer as text – Descry')
    expect(await page.evaluate(caret)).toEqual(['A dialog with two buttons, probably.', true, 'true'])
    const text = [...ANSWER.sentences.map((s) => s.text), ...ANSWER.lines].join('\n')
    expect(await page.getByRole('textbox').inputValue()).toBe(text)
    await page.keyboard.press('ArrowDown')
    expect((await page.evaluate(caret))[0]).toBe('It says: Save changes to report.odt before closing?')
    for (const key of ['x', 'Backspace', 'Delete', 'Enter', 'Control+A', 'Control+X', 'Control+V']) await page.keyboard.press(key)
    expect(await page.getByRole('textbox').inputValue()).toBe(text)
    await page.keyboard.press('Escape')
    await expect.poll(focused).toBe('button: Show as plain text')
    expect(await invokes('text:close')).toHaveLength(1)
    await expect.poll(() => page.title()).toBe('Descry')
  })

  test('has the caret in the line that main names, in view, also when it is open already', async () => {
    const lines = Array.from({ length: 200 }, (_, i) => `Line number ${i}`)
    const { page, push, focused } = await pages().open('home', stateOf({ answer: { ...ANSWER, lines } }))
    // The window hears keys once it is there.
    await expect.poll(focused).toBe('h1: Home')
    await page.keyboard.press('Alt+4')
    await expect.poll(focused).toBe('h1: Help')
    for (const line of [150, 3]) {
      await push('home:view', { view: 'text', focus: 'answer', line: ANSWER.sentences.length + line })
      await expect.poll(async () => (await page.evaluate(caret))[0]).toBe(`Line number ${line}`)
    }
    await page.keyboard.press('Escape')
    await expect.poll(focused).toBe('h1: Help')
  })
})
