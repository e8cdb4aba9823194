import { expect, test } from 'vitest'
import { fileName, profileFor, type Profile } from '../../src/shared/profile'

const profile = (id: string, part: Partial<Profile>): Profile => ({
  ...{ id, name: id, appClass: null, exe: null, length: null, rate: null, every: null, first: null, muted: false, keepNothing: false },
  ...part,
})

test.each([
  ['/usr/bin/mousepad', 'mousepad'],
  ['C:\\Program Files\\Editor\\edit.exe', 'edit.exe'],
  ['editor', 'editor'],
])('the file of %s is %s', (path, name) => {
  expect(fileName(path)).toBe(name)
})

test('the first profile that fits is used: by class, by file, by both', () => {
  const byBoth = profile('both', { appClass: 'Mousepad', exe: 'mousepad' })
  const byClass = profile('class', { appClass: 'Mousepad' })
  const byFile = profile('file', { exe: 'python3' })
  const all = [byBoth, byClass, byFile]
  expect(profileFor(all, { appClass: 'mousepad', exe: '/usr/bin/mousepad' })?.id).toBe('both')
  expect(profileFor(all, { appClass: 'Mousepad', exe: '/opt/other' })?.id).toBe('class')
  expect(profileFor(all, { appClass: 'Anything', exe: '/usr/bin/python3' })?.id).toBe('file')
  expect(profileFor(all, { appClass: 'Firefox', exe: '/usr/bin/firefox' })).toBeNull()
})

test('a program of which the system tells no file is found by its class alone', () => {
  expect(profileFor([profile('both', { appClass: 'A', exe: 'a' })], { appClass: 'A', exe: null })).toBeNull()
  expect(profileFor([profile('class', { appClass: 'A' })], { appClass: 'A', exe: null })?.id).toBe('class')
})

test('a profile that names no program fits none', () => {
  expect(profileFor([profile('all', {})], { appClass: 'A', exe: '/a' })).toBeNull()
})
