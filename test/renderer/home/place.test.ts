import { expect, test } from 'vitest'
import { goTo, isCovered, leaveOver, startPlace } from '../../../src/renderer/home/place'

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

test('the field for a question lies over the view, or takes the place of the text, and leads back the same way', () => {
  const settings = goTo(startPlace(true), { view: 'settings', focus: 'heading' })
  const text = goTo(settings, { view: 'text', focus: 'heading', line: 4 })
  for (const before of [settings, text]) {
    const asking = goTo(before, { view: 'ask', focus: 'heading' })
    expect(asking).toMatchObject({ view: 'settings', textLine: null, asks: true })
    expect(isCovered(asking)).toBe(true)
    expect(leaveOver(asking)).toMatchObject({ view: 'settings', textLine: null, asks: false, focus: 'kept' })
  }
  expect(isCovered(settings)).toBe(false)
  expect(goTo(goTo(settings, { view: 'ask', focus: 'heading' }), { view: 'text', focus: 'heading' })).toMatchObject({ textLine: 0, asks: false })
})

test('each move counts, so that the same wish moves the focus again', () => {
  const once = goTo(startPlace(true), { view: 'home', focus: 'answer' })
  expect(goTo(once, { view: 'home', focus: 'answer' }).move).toBe(once.move + 1)
})
