import { expect, test } from 'vitest'
import { watchReader, type Reader } from '../../../src/main/app/reader-watch'
import type { ScreenReaderName } from '../../../src/main/desktop/desktop'

function setUp() {
  const world: { known: ScreenReaderName | null; any: boolean; broken?: boolean } = { known: null, any: false }
  const changes: (readonly [now: Reader, before: Reader])[] = []
  let due: (() => void) | undefined
  const waits: number[] = []
  const watch = watchReader({
    known: async () => {
      if (world.broken) throw new Error('the display is gone')
      return world.known
    },
    any: async () => world.any,
    changed: (now, before) => void changes.push([now, before]),
    timers: {
      setTimeout: (run, milliseconds) => void (due = run, waits.push(milliseconds)),
      clearTimeout: () => (due = undefined),
    },
  })
  /** Time goes on by one look. */
  const look = async (): Promise<void> => {
    due?.()
    for (let i = 0; i < 10; i++) await Promise.resolve()
  }
  return { world, changes, waits, watch, look }
}

test('a reader that comes or goes is told of at the next look, once, and a look is due every second', async () => {
  const { world, changes, waits, watch, look } = setUp()
  await look()
  world.known = 'orca'
  await look()
  await look()
  world.known = null
  await look()
  expect(changes).toEqual([
    ['orca', null],
    [null, 'orca'],
  ])
  expect(watch.now).toBeNull()
  // Two looks and what they take lie within two seconds.
  expect(Math.max(...waits)).toBeLessThanOrEqual(1000)
})

test('one reader in place of another is one change', async () => {
  const { world, changes, look } = setUp()
  world.known = 'nvda'
  await look()
  world.known = 'jaws'
  await look()
  expect(changes.at(-1)).toEqual(['jaws', 'nvda'])
})

test('a desktop that says a reader runs, and none of ours does, has one that is not known; but not at once', async () => {
  const { world, changes, look } = setUp()
  world.any = true
  for (let i = 0; i < 4; i++) await look()
  expect(changes).toEqual([])
  await look()
  expect(changes).toEqual([['unknown', null]])
  world.known = 'orca'
  await look()
  world.known = null
  world.any = false
  await look()
  expect(changes.slice(1)).toEqual([
    ['orca', 'unknown'],
    [null, 'orca'],
  ])
})

test('a look that fails is followed by the next one', async () => {
  const { world, changes, look } = setUp()
  world.broken = true
  await look()
  world.broken = false
  world.known = 'orca'
  await look()
  expect(changes).toEqual([['orca', null]])
})

test('after its end it looks no more', async () => {
  const { world, changes, watch, look } = setUp()
  watch.stop()
  world.known = 'orca'
  await look()
  expect(changes).toEqual([])
})
