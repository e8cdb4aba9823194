import { expect, test } from 'vitest'
import { ReaderAtWork } from '../../../src/main/app/reader-at-work'
import { AppStateStore, firstState } from '../../../src/main/app/state'
import type { ScreenReaderName } from '../../../src/main/desktop/desktop'
import type { VoiceChange } from '../../../src/main/speak/voice'
import { createMessages } from '../../../src/shared/messages'
import { DEFAULT_SETTINGS, type Settings } from '../../../src/shared/settings'
import { spyVoice } from '../../support/app/spy-voice'

function setUp(change: Partial<Settings> = {}) {
  const world = { known: null as ScreenReaderName | null, any: false, muted: false, settings: { ...DEFAULT_SETTINGS, ...change } }
  const spy = spyVoice()
  const changes: VoiceChange[] = []
  const told: string[] = []
  const did: string[] = []
  const state = new AppStateStore(firstState(world.settings, 'en'), () => undefined)
  const due: (() => void)[] = []
  const status = async () => ({ ...(await spy.voice.status()), chosen: 'own-voice' as const, routes: [{ id: 'own-voice' as const, availability: { available: true as const, name: 'a voice' } }] })
  const reader = new ReaderAtWork({
    voice: { ...spy.voice, status, change: (to) => void changes.push(to) },
    known: async () => world.known,
    any: async () => world.any,
    state,
    settings: () => world.settings,
    isQuiet: () => world.settings.quiet || world.muted,
    messages: () => createMessages('en'),
    tell: (topic, words) => void told.push(`${topic}: ${words.map(({ text }) => text).join(' ')}`),
    came: (name) => void did.push(`came ${name}`),
    ask: () => void did.push('ask'),
    timers: { setTimeout: (run) => void due.push(run), clearTimeout: () => undefined },
  })
  const turns = async (): Promise<void> => {
    for (let i = 0; i < 20; i++) await Promise.resolve()
  }
  /** Everything that is due by now happens. */
  const look = async (): Promise<void> => {
    for (const run of due.splice(0)) run()
    await turns()
  }
  return { world, reader, state, changes, told, did, look }
}

test('a reader that comes takes over what the windows said for themselves, and its keys are known', async () => {
  const { world, reader, state, did, told, look } = setUp()
  await reader.refresh()
  expect(state.state).toMatchObject({ reader: false, saysFocus: true, caption: true, voice: 'Descry speaks through a voice.' })
  world.known = 'orca'
  await look()
  expect(state.state).toMatchObject({ reader: true, saysFocus: false, caption: false })
  expect([did, told]).toEqual([['came orca'], []])
})

test('what is not spoken because of the program in front is shown, and our windows speak for themselves all the same', async () => {
  const { world, reader, state } = setUp({ caption: { ...DEFAULT_SETTINGS.caption, mode: 'never' } })
  await reader.refresh()
  expect(state.state).toMatchObject({ saysFocus: true, caption: false })
  world.muted = true
  reader.apply()
  expect(state.state).toMatchObject({ saysFocus: true, caption: true })
})

test('a reader that ends is told of, with who speaks now', async () => {
  const { world, told, look } = setUp()
  world.known = 'nvda'
  await look()
  world.known = null
  await look()
  await look()
  expect(told).toEqual(['voices: NVDA has ended. Descry speaks through a voice.'])
})

test('beside a reader that nobody knows Descry keeps silent and asks, until it is told what to do', async () => {
  const { world, reader, state, changes, did, told, look } = setUp()
  world.any = true
  for (let i = 0; i < 6; i++) await look()
  expect([did, told]).toEqual([['ask'], []])
  expect(state.state).toMatchObject({ reader: true, unknownReader: true, saysFocus: false })
  expect(changes.at(-1)).toEqual({ readersOnly: true })
  world.settings = { ...world.settings, voice: { ...world.settings.voice, unknownReader: 'speak' } }
  reader.apply()
  expect(changes.at(-1)).toEqual({ readersOnly: false })
  expect(state.state.unknownReader).toBe(false)
})

test.each(['speak', 'quiet'] as const)('a user who has said %s is not asked again', async (unknownReader) => {
  const { world, changes, did, look } = setUp({ voice: { ...DEFAULT_SETTINGS.voice, unknownReader } })
  world.any = true
  for (let i = 0; i < 6; i++) await look()
  expect(did).toEqual([])
  expect(changes.at(-1)).toEqual({ readersOnly: unknownReader === 'quiet' })
})

test('windows say nothing of themselves where the user wants none of it, or reads braille alone', async () => {
  const quiet = setUp({ voice: { ...DEFAULT_SETTINGS.voice, ownWindows: false } })
  const braille = setUp({ braille: { only: true, sticky: false } })
  for (const { reader, state } of [quiet, braille]) {
    await reader.refresh()
    expect(state.state.saysFocus).toBe(false)
  }
})

test('in quiet mode the caption bar is shown whatever else was wanted, and windows say nothing of themselves', async () => {
  const { world, reader, state } = setUp({ quiet: true, caption: { ...DEFAULT_SETTINGS.caption, mode: 'never' } })
  await reader.refresh()
  expect(state.state).toMatchObject({ caption: true, saysFocus: false })
  world.settings = { ...world.settings, quiet: false }
  reader.apply()
  expect(state.state).toMatchObject({ caption: false, saysFocus: true })
})
