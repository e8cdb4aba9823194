import { expect, test } from 'vitest'
import { goTo, leaveOver, startPlace } from '../../../src/renderer/home/place'

test('the window begins with the first run until that is done', () => {
  expect(startPlace(false).view).toBe('first-run')
  expect(startPlace(true).view).toBe('home')
})

test('the text view lies over the view that was there, and leaving it leads back with the focus kept', () => {
  const settings = goTo(startPlace(true), { view: 'settings', focus: 'heading' })
  const text = goTo(settings, { view: 'text', focus: 'heading', line: 4 })
  expect(text).toMatchObject({ view: 'settings', textLine: 4 })
  expect(leaveOver(text)).toMatchObject({ view: 'settings', textLine: null, focus: 'kept' })
})

test('each move counts, so that the same wish moves the focus again', () => {
  const once = goTo(startPlace(true), { view: 'home', focus: 'answer' })
  expect(goTo(once, { view: 'home', focus: 'answer' }).move).toBe(once.move + 1)
})
