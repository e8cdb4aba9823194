import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { tidyClass } from '../../../../src/main/desktop/app-names'
import { createDesktopEntryNames, parseEntry } from '../../../../src/main/desktop/x11/desktop-entries'

const entry = (lines: readonly string[]) => ['[Desktop Entry]', 'Type=Application', ...lines].join('\n')

describe('the name of a program', () => {
  let data: string
  let now = 0
  const add = (file: string, lines: readonly string[]) => writeFile(join(data, 'applications', file), entry(lines))
  const names = (languages: readonly string[] = []) =>
    createDesktopEntryNames({ XDG_DATA_HOME: data, XDG_DATA_DIRS: join(data, 'none') }, languages, () => now)
  beforeEach(async () => {
    now = 0
    data = await mkdtemp(join(tmpdir(), 'descry-entries-'))
    await mkdir(join(data, 'applications'))
  })
  afterEach(() => rm(data, { recursive: true, force: true }))

  test('is that of the entry whose StartupWMClass is its class, in the language of its user', async () => {
    await add('browser.desktop', ['Name=Web Browser', 'Name[de]=Internetbrowser', 'StartupWMClass=Navigator'])
    expect(await names().find(['Navigator'], null)).toBe('Web Browser')
    expect(await names(['de_AT', 'de']).find(['NAVIGATOR'], null)).toBe('Internetbrowser')
  })

  test('is that of the entry of its name, also without the domain, before a guess', async () => {
    await add('org.gnome.TextEditor.desktop', ['Name=Text Editor'])
    expect(await names().find(['org.gnome.TextEditor'], null)).toBe('Text Editor')
    expect(await names().find(['texteditor'], null)).toBe('Text Editor')
    expect(await names().find(['', ''], '/usr/bin/texteditor')).toBe('Text Editor')
  })

  test('of a program without an entry is its class, tidied, else its file', async () => {
    expect(await names().find(['org.gnome.SystemMonitor'], null)).toBe('System Monitor')
    expect(await names().find([], '/opt/my-tool')).toBe('My Tool')
    expect(await names().find([], null)).toBe('')
  })

  test('of a program that was installed meanwhile is found a minute later', async () => {
    const known = names()
    expect(await known.find(['newcomer'], null)).toBe('Newcomer')
    await add('newcomer.desktop', ['Name=The New One'])
    expect(await known.find(['newcomer'], null)).toBe('Newcomer')
    now = 61_000
    expect(await known.find(['newcomer'], null)).toBe('The New One')
  })
})

test.each([
  ['org.gnome.TextEditor', 'Text Editor'],
  ['google-chrome', 'Google Chrome'],
  ['XTerm', 'XTerm'],
  ['firefox', 'Firefox'],
  ['libreoffice_writer', 'Libreoffice Writer'],
  ['Gimp-2.10', 'Gimp 2.10'],
  ['\u202Eevil\n', 'Evil'],
])('the class %j is said as %s', (appClass, name) => {
  expect(tidyClass(appClass)).toBe(name)
})

test('only the group Desktop Entry counts, and only applications do', () => {
  expect(parseEntry(`${entry(['Name=One'])}\n[Desktop Action New]\nName=Two\n`, [])).toEqual({ name: 'One', wmClass: '' })
  expect(parseEntry('[Desktop Entry]\nType=Link\nName=One', [])).toBeUndefined()
  expect(parseEntry('', [])).toBeUndefined()
})
