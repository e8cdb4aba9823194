import { expect, test } from 'vitest'
import { watchNamedVoice } from '../../../src/main/app/named-voice-watch'
import { AppStateStore, firstState } from '../../../src/main/app/state'
import type { Spoken } from '../../../src/main/speak/route'
import type { Speaker } from '../../../src/main/speak/router'
import { createMessages } from '../../../src/shared/messages'
import { DEFAULT_SETTINGS } from '../../../src/shared/settings'

function setUp(name: string | null, speaker: Speaker, looked: () => void = () => undefined) {
  const world = { settings: { ...DEFAULT_SETTINGS, voice: { ...DEFAULT_SETTINGS.voice, name } }, end: { ok: true, end: 'spoken' } as Spoken }
  const heard: string[] = []
  const state = new AppStateStore(firstState(world.settings, 'en'), () => undefined)
  watchNamedVoice({
    voice: { speaker: async () => (looked(), speaker), beginAnswer: () => ({ say: ({ text }) => void heard.push(text), end: async () => world.end }) },
    settings: { current: () => world.settings },
    state,
    messages: () => createMessages('en'),
  })
  const change = async (voice: string): Promise<void> => {
    state.change({ voice })
    for (let i = 0; i < 20; i++) await Promise.resolve()
  }
  return { world, heard, change }
}

const driven = (...names: string[]): Speaker => ({ id: 'own-voice', name: 'a voice', driven: { rate: 200, volume: true, voices: names.map((name) => ({ name, lang: 'en' })) } })

test('a voice that is none of who speaks is told of once, and again only where another one speaks', async () => {
  const { heard, change } = setUp('Gone', driven('Slt'))
  await change('Descry speaks through a voice.')
  await change('Descry speaks through a voice.')
  expect(heard).toEqual(['The voice Gone is not there. The one that the system has speaks.'])
  await change('Descry speaks through another voice.')
  expect(heard).toHaveLength(2)
})

test('what was cut off is said when something changes next', async () => {
  const { world, heard, change } = setUp('Gone', driven('Slt'))
  world.end = { ok: true, end: 'silenced' }
  await change('Descry speaks through a voice.')
  world.end = { ok: true, end: 'spoken' }
  await change('Descry speaks through a voice.')
  await change('Descry speaks through a voice.')
  expect(heard).toHaveLength(2)
})

test('nothing is said of a voice that was left while somebody looked who speaks', async () => {
  const { world, heard, change } = setUp('Gone', driven('Slt'), () => {
    world.settings = { ...world.settings, voice: { ...world.settings.voice, name: null } }
  })
  await change('Descry speaks through a voice.')
  expect(heard).toEqual([])
})

test.each([
  ['nobody chose a voice', null, driven('Slt')],
  ['it is there', 'Slt', driven('Slt')],
  ['nobody can tell which voices there are', 'Gone', driven()],
  ['a reader speaks, whose voice is not ours to choose', 'Gone', { id: 'orca', name: 'Orca', driven: null } satisfies Speaker],
] as const)('nothing is said where %s', async (_why, name, speaker) => {
  const { heard, change } = setUp(name, speaker)
  await change('Descry speaks.')
  expect(heard).toEqual([])
})
