import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KEY_IDS, type KeyId } from '../../src/shared/app-state'
import { KEY_CONFLICTS } from '../../src/shared/key-conflict-table'
import { NEIGHBOURS, conflictOf, neighbours, type Neighbour } from '../../src/shared/key-conflicts'
import { defaultKey, keySystem, KEY_SYSTEMS, offerFree, readKey, speakKey } from '../../src/shared/keys'
import { createMessages } from '../../src/shared/messages'

const systems = fc.constantFrom(...KEY_SYSTEMS)
const ids = fc.constantFrom(...KEY_IDS)
const modifiers = fc.constantFrom('Control', 'Ctrl', 'Alt', 'Option', 'Shift', 'Super', 'Cmd', 'Strg', 'Umschalt')
const keys = fc.constantFrom('A', 'q', '5', 'F9', ',', '.', 'Space', 'PageUp', 'Delete', 'Left', 'Komma')
const typed = fc.tuple(fc.array(modifiers, { maxLength: 5 }), keys, fc.constantFrom('+', ' ', ' + '))
const accelerators = typed.map(([mods, key, joint]) => [...mods, key].join(joint))

/** Who may be beside Descry on which system. */
const AROUND: Record<(typeof KEY_SYSTEMS)[number], Neighbour[]> = {
  linux: ['gnome', 'kde', 'xfce', 'cinnamon', 'mate', 'orca', 'ibus', 'fcitx', 'vmware'],
  windows: ['windows', 'nvda', 'jaws', 'narrator', 'vmware'],
  macos: ['macos', 'voiceover', 'vocr', 'vmware'],
}

describe('the default keys', () => {
  test.each([
    ['linux', 'describe-screen', 'Control+Alt+Shift+D'],
    ['windows', 'describe-screen', 'Control+Alt+Super+D'],
    ['macos', 'describe-screen', 'Control+Shift+Command+D'],
    ['linux', 'layer', 'Control+Alt+Shift+F9'],
    ['macos', 'previous-answer', 'Control+Shift+Command+,'],
  ] as const)('on %s, of %s is %s', (system, id, accelerator) => {
    expect(defaultKey(id, system)).toBe(accelerator)
  })

  test.each(KEY_SYSTEMS)('are all different on %s, and a user could have chosen each', (system) => {
    const all = KEY_IDS.map((id) => defaultKey(id, system))
    expect(new Set(all).size).toBe(all.length)
    for (const accelerator of all) expect(readKey(accelerator, system)).toEqual({ ok: true, accelerator })
  })

  test('hold no Control with Option on macOS, and no Control with Alt without Windows on Windows', () => {
    for (const id of KEY_IDS) {
      expect(defaultKey(id, 'macos')).not.toMatch(/Control.*Alt/)
      expect(defaultKey(id, 'windows')).toMatch(/Super/)
    }
  })
})

describe('a key that a user typed', () => {
  test.each([
    ['ctrl alt shift j', 'linux', 'Control+Alt+Shift+J'],
    ['Strg Alt Umschalt Komma', 'linux', 'Control+Alt+Shift+,'],
    ['Shift + Control + Page Up', 'linux', 'Control+Shift+PageUp'],
    ['Strg Umschalt Bild ab', 'windows', 'Control+Shift+PageDown'],
    ['cmd+option+f10', 'macos', 'Alt+Command+F10'],
    ['Win+Alt+5', 'windows', 'Alt+Super+5'],
  ] as const)('%s is understood on %s', (text, system, accelerator) => {
    expect(readKey(text, system)).toEqual({ ok: true, accelerator })
  })

  test.each([
    ['', 'linux', 'not-a-key'],
    ['Control+Alt', 'linux', 'not-a-key'],
    ['Control+Alt+Escape', 'linux', 'not-a-key'],
    ['Control+Alt+Shift+D+E', 'linux', 'not-a-key'],
    ['Control+Alt+constructor', 'linux', 'not-a-key'],
    ['D', 'linux', 'too-few-modifiers'],
    ['Shift+D', 'windows', 'too-few-modifiers'],
    ['Control+F9', 'macos', 'too-few-modifiers'],
    ['Control+Option+D', 'macos', 'voiceover'],
    ['Control+Option+Shift+Cmd+D', 'macos', 'voiceover'],
    ['Control+Alt+Q', 'windows', 'alt-gr'],
    ['Control+Alt+Shift+7', 'windows', 'alt-gr'],
    ['Control+Alt+F2', 'linux', 'console'],
    ['Control+Alt+Delete', 'windows', 'system'],
  ] as const)('%j is refused on %s: %s', (text, system, detail) => {
    expect(readKey(text, system)).toEqual({ ok: false, code: 'key-invalid', detail })
  })

  test('never breaks a rule when it is taken, and is then written in one way only', () => {
    fc.assert(
      fc.property(accelerators, systems, (text, system) => {
        const read = readKey(text, system)
        if (!read.ok) return
        const held = read.accelerator.split('+').slice(0, -1)
        expect(held.length).toBeGreaterThanOrEqual(2)
        expect(new Set(held).size).toBe(held.length)
        if (system === 'macos') expect(held.includes('Control') && held.includes('Alt')).toBe(false)
        if (system === 'windows' && /^(.|Space)$/.test(read.accelerator.split('+').at(-1) ?? '')) {
          expect(held.includes('Control') && held.includes('Alt') && !held.includes('Super')).toBe(false)
        }
        expect(readKey(read.accelerator, system)).toEqual(read)
      }),
    )
  })

  test('may be anything at all without a crash', () => {
    fc.assert(fc.property(fc.string({ maxLength: 64 }), systems, (text, system) => void readKey(text, system)))
  })
})

describe('a key as it is said', () => {
  test.each([
    ['Control+Alt+Shift+D', 'linux', 'en', 'Control Alt Shift D'],
    ['Control+Alt+Shift+D', 'linux', 'de', 'Strg Alt Umschalt D'],
    ['Control+Alt+Super+,', 'windows', 'en', 'Control Alt Windows Comma'],
    ['Control+Shift+Command+F9', 'macos', 'en', 'Control Shift Command F9'],
    ['Alt+Shift+Command+.', 'macos', 'de', 'Wahl Umschalt Befehl Punkt'],
  ] as const)('%s on %s in %s is "%s"', (accelerator, system, locale, spoken) => {
    expect(speakKey(accelerator, system, createMessages(locale))).toBe(spoken)
  })

  test('can be typed as it is said, in both languages', () => {
    fc.assert(
      fc.property(accelerators, systems, fc.constantFrom('en', 'de'), (text, system, locale) => {
        const read = readKey(text, system)
        if (!read.ok) return
        const spoken = speakKey(read.accelerator, system, createMessages(locale))
        expect(readKey(spoken, system)).toEqual(read)
      }),
    )
  })
})

describe('the key that is offered instead', () => {
  test('is the same letter under another prefix, and another function key for the menu', () => {
    expect(offerFree('describe-screen', new Set(['Control+Alt+Shift+D']), 'linux')).toBe('Control+Shift+Super+D')
    expect(offerFree('layer', new Set(['Control+Alt+Shift+F9']), 'linux')).toBe('Control+Alt+Shift+F10')
  })

  test('is never a taken one, and always one that a user could have chosen', () => {
    const sets = fc.array(fc.tuple(ids, systems)).map((all) => new Set(all.map(([id, system]) => defaultKey(id, system))))
    fc.assert(
      fc.property(ids, systems, sets, (id, system, taken) => {
        const offers: string[] = []
        for (let offer = offerFree(id, taken, system); offer !== null; offer = offerFree(id, taken, system)) {
          expect(taken.has(offer)).toBe(false)
          expect(readKey(offer, system)).toEqual({ ok: true, accelerator: offer })
          offers.push(offer)
          taken.add(offer)
        }
        expect(offers.length).toBeGreaterThan(0)
      }),
    )
  })

  test('never is one that two commands could be offered', () => {
    for (const system of KEY_SYSTEMS) {
      const seen = new Set<string>()
      for (const id of KEY_IDS) {
        for (let offer = offerFree(id, seen, system); offer !== null; offer = offerFree(id, seen, system)) {
          expect(seen.has(offer)).toBe(false)
          seen.add(offer)
          if (id !== 'layer') break
        }
      }
    }
  })
})

describe('the known conflicts', () => {
  test("GNOME's screen recording and VOCR's keys are known", () => {
    expect(conflictOf('Control+Alt+Shift+R', new Set(['gnome']))).toBe('gnome')
    expect(conflictOf('Control+Alt+Shift+R', new Set(['kde']))).toBeNull()
    expect(conflictOf('Control+Shift+Command+V', new Set(['macos', 'vocr']))).toBe('vocr')
    expect(conflictOf('Control+Alt+D', new Set(['voiceover']))).toBe('voiceover')
  })

  test('each row names its source, and its keys in the one way of writing, each once', () => {
    for (const { by, keys: held, does, source } of KEY_CONFLICTS) {
      expect(source.length).toBeGreaterThan(10)
      expect(does.length).toBeGreaterThan(10)
      expect(new Set(held).size).toBe(held.length)
      const system = KEY_SYSTEMS.find((one) => AROUND[one].includes(by)) ?? 'linux'
      for (const key of held.filter((k) => !k.endsWith('*'))) {
        const read = readKey(key, system)
        // Keys that Descry refuses anyway are written as the others are.
        if (read.ok) expect(read.accelerator).toBe(key)
        else expect([key, read.detail]).toEqual([key, expect.stringMatching(/^(voiceover|alt-gr|system)$/)])
      }
    }
  })

  test('every neighbour is in the table', () => {
    const rows = new Set(KEY_CONFLICTS.map(({ by }) => by))
    expect(Object.keys(NEIGHBOURS).filter((name) => !rows.has(name as Neighbour))).toEqual([])
  })

  test.each([
    ['linux', 'ubuntu:GNOME', ['orca'], ['gnome', 'orca']],
    ['linux', 'X-Cinnamon', [], ['cinnamon']],
    ['linux', 'MATE', ['ibus'], ['mate', 'ibus']],
    ['linux', undefined, [], []],
    ['linux', '__proto__', [], []],
    ['win32', 'GNOME', ['nvda'], ['windows', 'nvda']],
    ['darwin', undefined, ['vocr'], ['macos', 'vocr']],
  ] as const)('on %s with the desktop %s and %j run %j', (platform, desktop, running, found) => {
    expect([...neighbours(platform, desktop, running)]).toEqual(found)
  })

  test('every neighbour belongs to a system', () => {
    expect(Object.keys(NEIGHBOURS).filter((name) => !Object.values(AROUND).flat().includes(name as Neighbour))).toEqual([])
  })

  const KNOWN: Partial<Record<Neighbour, readonly KeyId[]>> = {
    fcitx: ['quiet'],
    vocr: ['describe-window', 'describe-clipboard', 'camera-look', 'ask', 'again', 'cell-left', 'cell-right', 'length'],
  }
  test.each(KEY_SYSTEMS.flatMap((system) => AROUND[system].map((by) => [by, system] as const)))('%s leaves all defaults on %s alone, or is known not to', (by, system) => {
    const taken = KEY_IDS.filter((id) => conflictOf(defaultKey(id, system), new Set([by])) !== null)
    expect(taken).toEqual(KNOWN[by] ?? [])
  })
})

test('the systems are told by their platform', () => {
  expect(['win32', 'darwin', 'linux', 'freebsd'].map(keySystem)).toEqual(['windows', 'macos', 'linux', 'linux'])
})
