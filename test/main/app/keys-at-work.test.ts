import { describe, expect, test } from 'vitest'
import { GlobalKeys } from '../../../src/main/app/global-keys'
import { KeysAtWork } from '../../../src/main/app/keys-at-work'
import { KEY_IDS, type KeyId } from '../../../src/shared/app-state'
import type { Neighbour } from '../../../src/shared/key-conflicts'
import { defaultKey, type KeySystem } from '../../../src/shared/keys'
import { createMessages } from '../../../src/shared/messages'

const messages = createMessages('en')

/** Keys as the system delivers them: each is pressed at the place where it was registered. */
function setUp(held: readonly string[] = [], around: readonly Neighbour[] = [], system: KeySystem = 'linux') {
  const registered = new Map<string, () => void>()
  const acted: string[] = []
  const said: string[] = []
  const pressed: KeyId[] = []
  const learning: boolean[] = []
  const clock = { now: 0 }
  const due: (() => void)[] = []
  const globalKeys = new GlobalKeys({
    registry: {
      register: (key, run) => !held.includes(key) && (registered.set(key, run), true),
      unregister: (key) => void registered.delete(key),
    },
    system,
    neighbours: new Set(around),
    trusted: true,
    run: (id) => keys.press(id),
    changed: () => undefined,
  })
  const keys = new KeysAtWork({
    keys: globalKeys,
    system,
    messages: () => messages,
    act: (id, press) => void acted.push(`${id} ${press}`),
    say: (text) => void said.push(text),
    pressed: (id) => void pressed.push(id),
    learning: (on) => void learning.push(on),
    now: () => clock.now,
    // Nobody holds a key here longer than until its first repeat; pressed-keys.test.ts does.
    later(run) {
      due.push(run)
      return () => undefined
    },
  })
  globalKeys.start({ commands: {} })
  /** @param after milliseconds since the press before */
  const press = (id: KeyId, after = 5000): void => {
    clock.now += after
    registered.get(defaultKey(id, 'linux'))?.()
    for (const run of due.splice(0)) run()
  }
  return { keys, acted, said, pressed, learning, press }
}

test('every key does what it is for, and its press is told as proof', () => {
  const { acted, pressed, said, press } = setUp()
  for (const id of KEY_IDS) press(id)
  expect(acted).toEqual(KEY_IDS.map((id) => `${id} once`))
  expect(pressed).toEqual(KEY_IDS)
  expect(said).toEqual([])
})

test('a second and a further press are told from the first', () => {
  const { acted, press } = setUp()
  press('next-answer')
  for (let i = 0; i < 3; i++) press('next-answer', 250)
  expect(acted.map((entry) => entry.split(' ')[1])).toEqual(['once', 'twice', 'further', 'further'])
})

test('a key that is held down is one press, for whom it does and for whom is told', () => {
  const { acted, pressed, press } = setUp()
  press('describe-screen')
  for (let i = 0; i < 50; i++) press('describe-screen', 30)
  expect(acted).toEqual(['describe-screen once'])
  expect(pressed).toEqual(['describe-screen'])
})

test('a key of a scale that is held down goes on step by step, but says once what it does while keys are learned', () => {
  const { keys, acted, said, press } = setUp()
  press('faster')
  for (let i = 0; i < 16; i++) press('faster', 40)
  expect(acted).toEqual(['faster once', 'faster step', 'faster step', 'faster step', 'faster step'])
  press('quiet')
  for (let i = 0; i < 16; i++) press('quiet', 40)
  expect(acted.slice(5)).toEqual(['quiet once'])
  keys.learn(true)
  said.length = 0
  press('faster')
  for (let i = 0; i < 16; i++) press('faster', 40)
  expect(said).toHaveLength(1)
})

describe('while the keys are learned', () => {
  test('no key does what it is for, however often it is pressed; each says it', () => {
    const { keys, acted, said, press, learning } = setUp()
    keys.learn(true)
    said.length = 0
    for (const id of KEY_IDS.filter((key) => key !== 'learn-keys')) {
      press(id)
      press(id, 200)
      press(id, 200)
    }
    expect(acted).toEqual([])
    expect(learning).toEqual([true])
    expect(said).toHaveLength((KEY_IDS.length - 1) * 3)
    expect(said[0]).toBe(`${messages.say('app.layer.name')}. ${messages.say('app.layer.help')}`)
    expect(said).toContain(`${messages.say('command.stop')}. ${messages.say('command.stop.help')}`)
  })

  test('presses are proof all the same', () => {
    const { keys, pressed, press } = setUp()
    keys.learn(true)
    press('describe-screen')
    expect(pressed).toEqual(['describe-screen'])
  })

  test('the key that began it ends it, and both are said, with the key', () => {
    const { keys, acted, said, press, learning } = setUp()
    keys.learn(true)
    expect(said.at(-1)).toContain('Control Alt Shift H')
    press('learn-keys')
    expect(said.at(-1)).toBe(messages.say('app.learn-off'))
    expect(learning).toEqual([true, false])
    expect(keys.isLearning).toBe(false)
    press('describe-screen')
    expect(acted).toEqual(['describe-screen once'])
  })

  test('to begin it twice says it once', () => {
    const { keys, said } = setUp()
    keys.learn(true)
    keys.learn(true)
    keys.learn(false)
    keys.learn(false)
    expect(said).toHaveLength(2)
  })
})

test('a key is said as it was had: replaced by another one', () => {
  const { keys } = setUp([defaultKey('open', 'linux')])
  expect(keys.spoken('open')).toBe('Control Shift Super O')
  expect(keys.spoken('layer')).toBe('Control Alt Shift F9')
  expect(keys.views().map(({ id }) => id)).toEqual([...KEY_IDS])
})

describe('what is said of keys at the start', () => {
  test('is nothing where all are as usual', () => {
    expect(setUp().keys.startNotes()).toEqual([])
  })

  test('is a sentence for each key that another program holds', () => {
    const notes = setUp(['Control+Alt+Shift+D', 'Control+Alt+Shift+Q']).keys.startNotes()
    expect(notes).toEqual([expect.stringContaining('“Describe the screen”'), expect.stringContaining('“Stop”')])
  })

  test('is one sentence for all keys that one neighbour uses', () => {
    const notes = setUp([], ['macos', 'vocr'], 'macos').keys.startNotes()
    expect(notes).toEqual(['VOCR uses 8 of Descry’s usual keys, so others take their place. The settings and Learn the keys name them.'])
  })
})
