import { expect, test } from 'vitest'
import { HomeWindow } from '../../../src/main/app/home-window'

const EDITOR = 42

/** A window among others: showing it takes the keyboard, hiding it or activating another one gives it away. */
function setUp(active: number | null = EDITOR) {
  const log: string[] = []
  const window = { visible: false, focused: false }
  const home = new HomeWindow({
    window: () => ({
      isVisible: () => window.visible,
      isFocused: () => window.focused,
      hide() {
        log.push('hide')
        Object.assign(window, { visible: false, focused: false })
      },
    }),
    show() {
      log.push('show')
      Object.assign(window, { visible: true, focused: true })
    },
    tell: (view, focus, line) => void log.push(['tell', view, focus, line].join(' ').trim()),
    active: async () => active,
    async activate(id) {
      log.push(`activate ${id}`)
      window.focused = false
    },
  })
  return { home, log, window }
}

test('a view is shown, and its page told where the focus goes', async () => {
  const { home, log } = setUp()
  await home.show('settings', 'heading')
  await home.show('text', 'answer', 3)
  expect(log).toEqual(['show', 'tell settings heading', 'show', 'tell text answer 3'])
})

test.each(['text', 'ask'] as const)('a window that was opened for %s goes with it, and the keyboard is where it was', async (view) => {
  const { home, log, window } = setUp()
  await home.show(view, 'answer')
  await home.closePassing()
  expect(log.slice(2)).toEqual(['hide', `activate ${EDITOR}`])
  expect(window.visible).toBe(false)
})

test('a window that the user worked in stays when its text is closed', async () => {
  const { home, log } = setUp()
  await home.show('home', 'heading')
  log.length = 0
  await home.show('text', 'answer')
  await home.closePassing()
  expect(log).toEqual(['show', 'tell text answer'])
})

test.each(['text', 'ask'] as const)('a window that was seen behind another one stays behind after %s, and the keyboard goes back to that one', async (view) => {
  const { home, log, window } = setUp()
  Object.assign(window, { visible: true, focused: false })
  await home.show(view, 'answer')
  await home.closePassing()
  expect(log.slice(2)).toEqual([`activate ${EDITOR}`])
})

test('a text that is asked for once more, from another window, still takes its window along', async () => {
  const { home, log, window } = setUp()
  await home.show('text', 'answer')
  window.focused = false
  await home.show('text', 'answer')
  log.length = 0
  await home.closePassing()
  expect(log).toEqual(['hide', `activate ${EDITOR}`])
})

test('whoever goes on to another view of the window has opened it', async () => {
  const { home, log, window } = setUp()
  await home.show('text', 'answer')
  await home.show('settings', 'heading')
  log.length = 0
  await home.closePassing()
  expect(log).toEqual([])
  expect(window.visible).toBe(true)
})

test('where the desktop does not tell what was active, the window goes, for that gives the keyboard back', async () => {
  const { home, log, window } = setUp(null)
  Object.assign(window, { visible: true, focused: false })
  await home.show('text', 'answer')
  await home.closePassing()
  expect(log.slice(2)).toEqual(['hide'])
})

test('what is closed twice is closed once', async () => {
  const { home, log } = setUp()
  await home.show('text', 'answer')
  await home.closePassing()
  await home.closePassing()
  expect(log.filter((entry) => entry === 'hide')).toHaveLength(1)
})

test('whether a question is being typed is known, as long as the window has the keyboard', async () => {
  const { home, window } = setUp()
  expect(home.isAsking).toBe(false)
  await home.show('ask', 'heading')
  expect(home.isAsking).toBe(true)
  window.focused = false
  expect(home.isAsking).toBe(false)
  window.focused = true
  await home.closePassing()
  expect(home.isAsking).toBe(false)
})

test('a question that is opened over a text leads back to where the keyboard was before both', async () => {
  const { home, log, window } = setUp()
  await home.show('text', 'answer')
  await home.show('ask', 'heading')
  log.length = 0
  await home.closePassing()
  expect(log).toEqual(['hide', `activate ${EDITOR}`])
  expect(window.visible).toBe(false)
})
