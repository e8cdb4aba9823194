import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ariaKey, parseAccelerator, pressedAccelerator } from '../../../src/renderer/home/accelerator'

test('a key’s name is understood however it is typed, in English and German', () => {
  for (const typed of ['ctrl alt shift d', 'Control+Alt+Shift+D', 'Strg + Alt + Umschalt + d', 'shift  alt  CTRL d']) {
    expect(parseAccelerator(typed)).toBe('Control+Alt+Shift+D')
  }
  expect(parseAccelerator('Windows ctrl F9')).toBe('Control+Super+F9')
  expect(parseAccelerator('ctrl alt comma')).toBe('Control+Alt+,')
  expect(parseAccelerator('Strg Alt Leertaste')).toBe('Control+Alt+Space')
})

test('what names no key is refused', () => {
  for (const typed of ['', '   ', 'ctrl alt', 'hello', 'ctrl hyper d', 'ctrl d e', 'ctrl alt ü', 'F25', '+']) {
    expect(parseAccelerator(typed), typed).toBeNull()
  }
})

test('any text is understood or refused, and what is understood is understood again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (typed) => {
      const key = parseAccelerator(typed)
      if (key !== null) expect(parseAccelerator(key)).toBe(key)
    }),
  )
})

const press = (code: string, key: string, held = '') => ({
  ...{ code, key },
  ctrlKey: held.includes('c'),
  altKey: held.includes('a'),
  shiftKey: held.includes('s'),
  metaKey: held.includes('m'),
})

test('a press is taken by its place, since Alt and Shift change the letter', () => {
  expect(pressedAccelerator(press('KeyD', '∂', 'cas'))).toBe('Control+Alt+Shift+D')
  expect(pressedAccelerator(press('Digit4', '$', 'cs'))).toBe('Control+Shift+4')
  expect(pressedAccelerator(press('F9', 'F9', ''))).toBe('F9')
  expect(pressedAccelerator(press('Comma', ',', 'ca'))).toBe('Control+Alt+,')
  expect(pressedAccelerator(press('Space', ' ', 'cm'))).toBe('Control+Super+Space')
})

test('plain typing, editing and moving about are left alone', () => {
  for (const [code, key, held] of [
    ...[['KeyD', 'd', ''], ['KeyD', 'D', 's'], ['KeyA', 'a', 'c'], ['Tab', 'Tab', 's'], ['F6', 'F6', '']],
    ...[['ArrowLeft', 'ArrowLeft', 'cs'], ['ControlLeft', 'Control', 'ca'], ['Enter', 'Enter', ''], ['Escape', 'Escape', '']],
  ] as [string, string, string][]) {
    expect(pressedAccelerator(press(code, key, held)), `${held}+${key}`).toBeNull()
  }
})

test('aria-keyshortcuts has the names of KeyboardEvent', () => {
  expect(ariaKey('CommandOrControl+Option+Shift+D')).toBe('Control+Alt+Shift+D')
  expect(ariaKey('Control+Alt+Super+F9')).toBe('Control+Alt+Meta+F9')
})
