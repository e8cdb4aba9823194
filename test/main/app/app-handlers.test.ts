import { expect, test } from 'vitest'
import { handleWindows, type AppActions } from '../../../src/main/app/app-handlers'
import type { Ipc } from '../../../src/main/app/security/ipc'
import { failure, type Failure } from '../../../src/shared/codes'
import type { InvokeName } from '../../../src/shared/ipc-schema'
import { createMessages } from '../../../src/shared/messages'
import { INVOKE_NAMES } from '../../../src/shared/ipc-schema'

type Handler = (request: never, window: 'home') => unknown

/** The channels as they are connected, without the boundary around them. */
function connected(actions: Partial<AppActions>) {
  const handlers = new Map<InvokeName, Handler>()
  const refused: Failure[] = []
  const ipc = { handle: (name: InvokeName, handler: Handler) => handlers.set(name, handler) } as unknown as Ipc
  handleWindows(ipc, actions as AppActions, () => createMessages('en'), (failed) => refused.push(failed))
  const ask = (name: InvokeName, ...request: unknown[]) => handlers.get(name)?.(request as never, 'home')
  return { names: [...handlers.keys()], refused, ask }
}

test('every channel is connected', () => {
  expect(connected({}).names.toSorted()).toEqual(INVOKE_NAMES.toSorted())
})

test('a setting that is refused is told to the window in a sentence, and to whoever says it aloud', async () => {
  const { ask, refused } = connected({ changeKey: async () => failure('key-taken') })
  expect(await ask('keys:change', 'stop', 'Control+Alt+Shift+Q')).toEqual({
    ok: false,
    code: 'key-taken',
    sentence: 'Another program holds that key. Choose another one.',
  })
  expect(refused.map(({ code }) => code)).toEqual(['key-taken'])
})

test('a file dialog that was left is told and not said', async () => {
  const { ask, refused } = connected({ openPicture: async () => failure('cancelled') })
  expect(await ask('picture:open')).toMatchObject({ ok: false, code: 'cancelled' })
  expect(refused).toEqual([])
})

test('an empty picture is refused before anybody looks at it', async () => {
  const given: string[] = []
  const { ask } = connected({ describeGiven: (name) => void given.push(name) })
  expect(await ask('picture:given', { name: 'a.png', bytes: new Uint8Array() })).toMatchObject({ code: 'picture-empty-file' })
  expect(await ask('picture:given', { name: 'a.png', bytes: new Uint8Array(1) })).toEqual({ ok: true })
  expect(given).toEqual(['a.png'])
})
