import { expect, test } from 'vitest'
import { createDesktop, entryLanguages, whyUnsupported } from '../../../src/main/desktop/create-desktop'
import { nativeId } from '../../../src/main/desktop/native-id'
import { oneLine } from '../../../src/main/desktop/text'

test.each([
  [{ DISPLAY: ':0' }, undefined],
  [{ DISPLAY: ':0', XDG_SESSION_TYPE: 'x11' }, undefined],
  [{ DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0' }, 'Wayland'],
  [{ DISPLAY: ':0', XDG_SESSION_TYPE: 'wayland' }, 'Wayland'],
  [{}, 'no display'],
])('in the environment %j, windows cannot be told for the reason %s', (env, why) => {
  expect(whyUnsupported(env)).toBe(why)
})

test('a desktop that tells nothing says so for every question', async () => {
  const desktop = createDesktop({ DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0' }, 'linux')
  const own = new Set<number>()
  for (const ask of [desktop.frontWindow(own), desktop.stacking(own), desktop.activate(1), desktop.activeWindow()]) {
    expect(await ask).toEqual({ ok: false, code: 'desktop-unsupported', detail: 'Wayland' })
  }
})

test('the languages of names are those of the user, regions first', () => {
  expect(entryLanguages({ LANGUAGE: 'de_AT:en', LANG: 'de_DE.UTF-8' })).toEqual(['de_AT', 'de', 'en', 'de_DE'])
  expect(entryLanguages({ LANG: 'C.UTF-8' })).toEqual([])
})

test('the id of an own window is read from its handle, of 4 or 8 bytes', () => {
  expect(nativeId(Buffer.from([1, 0, 64, 4]))).toBe(0x0440_0001)
  expect(nativeId(Buffer.from([1, 0, 64, 4, 0, 0, 0, 0]))).toBe(0x0440_0001)
})

test('a title is one line of limited length, without characters that turn text around', () => {
  expect(oneLine(' a\n\tb\u202Ec\u2066  d ')).toBe('a bc d')
  expect(oneLine('é'.repeat(1000))).toHaveLength(301)
})
