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

test('a window that was opened for a text goes with it, and the keyboard is where it was', async () => {
  const { home, log, window } = setUp()
  await home.show('text', 'answer')
  home.closePassing()
  expect(log.slice(2)).toEqual(['hide', `activate ${EDITOR}`])
  expect(window.visible).toBe(false)
})

test('a window that the user worked in stays when its text is closed', async () => {
  const { home, log } = setUp()
  await home.show('home', 'heading')
  log.length = 0
  await home.show('text', 'answer')
  home.closePassing()
  expect(log).toEqual(['show', 'tell text answer'])
})

test('a window that was seen behind another one stays, and the keyboard goes back to that one', async () => {
  const { home, log, window } = setUp()
  Object.assign(window, { visible: true, focused: false })
  await home.show('text', 'answer')
  home.closePassing()
  expect(log.slice(2)).toEqual([`activate ${EDITOR}`])
})

test('a text that is asked for once more, from another window, still takes its window along', async () => {
  const { home, log, window } = setUp()
  await home.show('text', 'answer')
  window.focused = false
  await home.show('text', 'answer')
  log.length = 0
  home.closePassing()
  expect(log).toEqual(['hide', `activate ${EDITOR}`])
})

test('whoever goes on to another view of the window has opened it', async () => {
  const { home, log, window } = setUp()
  await home.show('text', 'answer')
  await home.show('settings', 'heading')
  log.length = 0
  home.closePassing()
  expect(log).toEqual([])
  expect(window.visible).toBe(true)
})

test('where the desktop does not tell what was active, the window goes, for that gives the keyboard back', async () => {
  const { home, log, window } = setUp(null)
  Object.assign(window, { visible: true, focused: false })
  await home.show('text', 'answer')
  home.closePassing()
  expect(log.slice(2)).toEqual(['hide'])
})

test('what is closed twice is closed once', async () => {
  const { home, log } = setUp()
  await home.show('text', 'answer')
  home.closePassing()
  home.closePassing()
  expect(log.filter((entry) => entry === 'hide')).toHaveLength(1)
})
