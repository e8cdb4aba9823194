import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { GlobalKeys, keyView } from '../../../src/main/app/global-keys'
import { KEY_IDS, type KeyId } from '../../../src/shared/app-state'
import { conflictOf, type Neighbour } from '../../../src/shared/key-conflicts'
import { defaultKey, offerFree, type KeySystem } from '../../../src/shared/keys'
import { createMessages } from '../../../src/shared/messages'

/** A registry as Electron's, in which other programs hold some keys. */
function createRegistry(others: ReadonlySet<string>) {
  const held = new Map<string, () => void>()
  return {
    held,
    others: new Set(others),
    register(accelerator: string, run: () => void): boolean {
      if (held.has(accelerator)) throw new Error(`${accelerator} was registered twice`)
      if (this.others.has(accelerator)) return false
      held.set(accelerator, run)
      return true
    },
    unregister(accelerator: string): void {
      if (!held.delete(accelerator)) throw new Error(`${accelerator} was not registered`)
    },
  }
}

interface Setting {
  readonly others?: string[]
  readonly trusted?: boolean
  readonly around?: Neighbour[]
  readonly system?: KeySystem
}

function setUp({ others = [], trusted = true, around = [], system = 'linux' }: Setting = {}) {
  const registry = createRegistry(new Set(others))
  const ran: KeyId[] = []
  let changes = 0
  const keys = new GlobalKeys({
    registry,
    system,
    neighbours: new Set(around),
    trusted,
    run: (id) => ran.push(id),
    changed: () => changes++,
  })
  const status = (id: KeyId) => keys.statuses().find((s) => s.id === id)
  return { keys, registry, ran, status, changes: () => changes }
}

const D = 'Control+Alt+Shift+D'
const plain = { commands: {} }

describe('at the start', () => {
  test('all keys are held, and each runs its own command', () => {
    const { keys, registry, ran } = setUp()
    keys.start(plain)
    expect(keys.statuses().map(({ id, state }) => [id, state])).toEqual(KEY_IDS.map((id) => [id, 'held']))
    for (const id of KEY_IDS) registry.held.get(defaultKey(id, 'linux'))?.()
    expect(ran).toEqual(KEY_IDS)
  })

  test('a key that another program holds is replaced, and both are said', () => {
    const { keys, status, ran, registry } = setUp({ others: [D] })
    keys.start(plain)
    expect(status('describe-screen')).toMatchObject({ state: 'replaced', wanted: D, accelerator: 'Control+Shift+Super+D' })
    registry.held.get('Control+Shift+Super+D')?.()
    expect(ran).toEqual(['describe-screen'])
    const view = keyView(status('describe-screen')!, 'linux', createMessages('en'))
    expect(view.note).toContain('Control Alt Shift D')
    expect(view.note).toContain('Control Shift Super D')
    expect(view.spoken).toBe('Control Shift Super D')
  })

  test('a replacement is never one that something else there uses: on macOS, one of them would log out', () => {
    const held = ['Control+Shift+Command+Q', 'Control+Shift+Command+M']
    const { keys, status } = setUp({ others: held, system: 'macos', around: ['macos'] })
    keys.start(plain)
    expect(status('stop')).toMatchObject({ state: 'replaced', accelerator: 'Control+Shift+Command+9', conflict: null })
    expect(status('more')).toMatchObject({ state: 'replaced', accelerator: 'Alt+Shift+Command+M' })
  })

  test('a key of which all replacements are held is said to be taken', () => {
    const others = new Set<string>()
    for (let k = offerFree('more', others, 'linux'); k !== null; k = offerFree('more', others, 'linux')) others.add(k)
    const { keys, status } = setUp({ others: [...others] })
    keys.start(plain)
    expect(status('more')).toMatchObject({ state: 'taken', accelerator: null })
    expect(keyView(status('more')!, 'linux', createMessages('de')).note).toContain('Strg Alt Umschalt M')
  })

  test('a key that a running desktop uses, too, is held and said to be in conflict', () => {
    const { keys, status } = setUp({ around: ['gnome'] })
    keys.start({ commands: { more: 'Control+Alt+Shift+R' } })
    expect(status('more')).toMatchObject({ state: 'conflict', accelerator: 'Control+Alt+Shift+R' })
    expect(keyView(status('more')!, 'linux', createMessages('en')).note).toContain('GNOME')
  })

  test('a usual key that a neighbour uses, too, is avoided, and both are said; one that the user chose is not', () => {
    const { keys, status, registry } = setUp({ system: 'macos', around: ['macos', 'vocr'] })
    keys.start({ commands: { again: 'Control+Shift+Command+S' } })
    expect(status('ask')).toMatchObject({ state: 'replaced', accelerator: 'Alt+Shift+Command+A', conflict: 'vocr' })
    expect(registry.held.has('Control+Shift+Command+A')).toBe(false)
    // The same letter under the other prefix pastes on macOS.
    expect(status('describe-clipboard')).toMatchObject({ state: 'replaced', accelerator: 'Control+Shift+Command+9' })
    expect(status('again')).toMatchObject({ state: 'conflict', accelerator: 'Control+Shift+Command+S' })
    expect(keyView(status('ask')!, 'macos', createMessages('en')).note).toBe('VOCR uses the key Control Shift Command A, so “Ask a question” has Option Shift Command A.')
    expect(keys.change('again', undefined)).toMatchObject({ ok: true })
    expect(status('again')).toMatchObject({ state: 'replaced', accelerator: 'Alt+Shift+Command+S' })
  })

  test.each<[KeySystem, Neighbour[]]>([
    ['linux', ['gnome', 'kde', 'xfce', 'cinnamon', 'mate', 'orca', 'ibus', 'fcitx', 'vmware']],
    ['windows', ['windows', 'nvda', 'jaws', 'narrator', 'vmware']],
    ['macos', ['macos', 'voiceover', 'vocr', 'vmware']],
  ])('on %s, whoever of %j runs, each command has a key that nobody else uses', (system, around) => {
    fc.assert(
      fc.property(fc.subarray(around), (running) => {
        const { keys } = setUp({ system, around: running })
        keys.start(plain)
        for (const { id, accelerator, state } of keys.statuses()) {
          expect([id, state]).toEqual([id, expect.stringMatching(/^(held|replaced)$/)])
          expect(conflictOf(accelerator ?? '', new Set(running))).toBeNull()
        }
      }),
    )
  })

  test('a neighbour that uses all that could be offered leaves the usual key, said to be in conflict', () => {
    const others = new Set<string>()
    for (let k = offerFree('ask', others, 'macos'); k !== null; k = offerFree('ask', others, 'macos')) others.add(k)
    others.delete('Control+Shift+Command+A')
    const { keys, status } = setUp({ system: 'macos', around: ['vocr'], others: [...others] })
    keys.start(plain)
    expect(status('ask')).toMatchObject({ state: 'conflict', accelerator: 'Control+Shift+Command+A', conflict: 'vocr' })
  })

  test('a key that the user wants none of is off, and one that was spoilt by hand is the default', () => {
    const { keys, status, registry } = setUp()
    keys.start({ layer: 'nonsense', commands: { stop: null } })
    expect(status('stop')).toMatchObject({ state: 'off', accelerator: null })
    expect(keyView(status('stop')!, 'linux', createMessages('en'))).toMatchObject({ note: null, spoken: '' })
    expect(status('layer')).toMatchObject({ state: 'held', accelerator: 'Control+Alt+Shift+F9' })
    expect(registry.held.has(defaultKey('stop', 'linux'))).toBe(false)
  })

  test('two commands with one key do not both get it', () => {
    const { keys, status } = setUp()
    keys.start({ commands: { more: D } })
    expect(status('describe-screen')).toMatchObject({ state: 'held', accelerator: D })
    expect(status('more')?.state).toBe('replaced')
  })
})

describe('where registration proves nothing', () => {
  test('a key is unproven until it arrives once', () => {
    const { keys, registry, status, ran, changes } = setUp({ trusted: false })
    keys.start(plain)
    expect(status('describe-screen')?.state).toBe('unproven')
    expect(keyView(status('describe-screen')!, 'linux', createMessages('en')).note).toMatch(/Press it once/)
    registry.held.get(D)?.()
    expect(status('describe-screen')?.state).toBe('held')
    expect(status('layer')?.state).toBe('unproven')
    expect([ran, changes()]).toEqual([['describe-screen'], 1])
    keys.suspend()
    keys.resume()
    expect(status('describe-screen')?.state).toBe('held')
  })
})

describe('a change', () => {
  test('is live at once, and the old key is let go', () => {
    const { keys, registry, ran } = setUp()
    keys.start(plain)
    expect(keys.change('describe-screen', 'ctrl shift F5')).toEqual({ ok: true, accelerator: 'Control+Shift+F5' })
    expect(registry.held.has(D)).toBe(false)
    registry.held.get('Control+Shift+F5')?.()
    expect(ran).toEqual(['describe-screen'])
    expect(keys.change('describe-screen', undefined)).toEqual({ ok: true, accelerator: D })
    expect(keys.change('describe-screen', null)).toEqual({ ok: true, accelerator: null })
    expect(registry.held.size).toBe(KEY_IDS.length - 1)
  })

  test.each([
    ['Control+Alt+Shift+F9', 'key-taken', 'has it: another command'],
    ['Control+Shift+F1', 'key-taken', 'another program'],
    ['D', 'key-invalid', 'too few'],
  ])('to %s is refused with %s, and nothing changes', (key, code) => {
    const { keys, registry } = setUp({ others: ['Control+Shift+F1'] })
    keys.start(plain)
    const before = keys.statuses()
    expect(keys.change('describe-screen', key)).toMatchObject({ ok: false, code })
    expect(keys.statuses()).toEqual(before)
    expect(registry.held.size).toBe(KEY_IDS.length)
  })

  test('while keys are suspended takes effect when they come back', () => {
    const { keys, registry } = setUp()
    keys.start(plain)
    keys.suspend()
    expect(keys.change('more', 'Control+Shift+F5')).toMatchObject({ ok: true })
    expect(registry.held.size).toBe(0)
    keys.resume()
    expect([...registry.held.keys()]).toContain('Control+Shift+F5')
    expect(registry.held.size).toBe(KEY_IDS.length)
  })
})

test('a key that became free meanwhile is taken back on resume', () => {
  const { keys, registry, status } = setUp({ others: [D] })
  keys.start(plain)
  registry.others.clear()
  keys.suspend()
  keys.resume()
  expect(status('describe-screen')).toMatchObject({ state: 'held', accelerator: D })
})

test('whatever others hold and whatever is done, what is told is what is held', () => {
  const somebodys = fc.array(
    fc.tuple(fc.constantFrom(...KEY_IDS), fc.nat(3)).map(([id, step]) => {
      const taken = new Set<string>()
      let offer = offerFree(id, taken, 'linux')
      for (let i = 0; i < step && offer !== null; i++) {
        taken.add(offer)
        offer = offerFree(id, taken, 'linux')
      }
      return offer ?? D
    }),
    { maxLength: 40 },
  )
  const step = fc.oneof(
    fc.constant('suspend' as const),
    fc.constant('resume' as const),
    fc.tuple(fc.constantFrom(...KEY_IDS), fc.constantFrom(null, undefined, D, 'Control+Alt+Shift+F10', 'Alt+Shift+Super+Q')),
  )
  fc.assert(
    fc.property(somebodys, fc.array(step, { maxLength: 12 }), (others, steps) => {
      const { keys, registry } = setUp({ others })
      keys.start(plain)
      let suspended = false
      for (const one of [...steps, 'resume' as const]) {
        if (one === 'suspend') keys.suspend()
        else if (one === 'resume') keys.resume()
        else keys.change(...one)
        suspended = one === 'suspend' || (suspended && one !== 'resume')
        const told = keys.statuses().flatMap(({ accelerator }) => accelerator ?? [])
        expect([...registry.held.keys()].sort()).toEqual(suspended ? [] : told.sort())
        expect(told.filter((key) => registry.others.has(key))).toEqual([])
        expect(keys.statuses().map(({ id }) => id)).toEqual([...KEY_IDS])
      }
    }),
  )
})
