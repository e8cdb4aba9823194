import { describe, expect, test } from 'vitest'
import { handleWindows, type AppActions } from '../../../src/main/app/app-handlers'
import { failureSentence } from '../../../src/main/app/answering'
import { failure } from '../../../src/shared/codes'
import { INVOKE_NAMES, invokeSpec, type InvokeName } from '../../../src/shared/ipc-schema'
import { createMessages } from '../../../src/shared/messages'
import { anAppState } from '../../support/app/app-state'
import { fakeWorld } from './security/fake-ipc'
import { INVOKE_SAMPLES } from './security/ipc-samples'

const ANSWERS: Partial<AppActions> = {
  state: anAppState,
  openPicture: async () => ({ ok: true }),
  pictureOf: () => null,
  change: async () => ({ ok: true }),
  changeKey: async () => ({ ok: true }),
  models: async () => INVOKE_SAMPLES['models:list'].reply,
  downloadModel: async () => ({ ok: true }),
  cancelModel: () => ({ ok: true }),
  useModel: async () => ({ ok: true }),
  removeModel: async () => ({ ok: true }),
  checkModel: async () => ({ ok: true }),
  repairModel: async () => ({ ok: true }),
  addModel: async () => ({ ok: true }),
  changeDevice: () => ({ ok: true }),
  login: async () => ({ possible: true, on: false }),
  setLogin: async () => ({ ok: true }),
  ask: async () => ({ ok: true }),
  listen: async () => ({ ok: true }),
  history: async () => INVOKE_SAMPLES['history:list'].reply,
  voices: async () => INVOKE_SAMPLES['voice:list'].reply.voices,
  frontProfile: async () => null,
  showAnswer: () => ({ ok: true }),
  forgetAnswer: () => ({ ok: true }),
  clearAnswers: async () => ({ ok: true }),
  exportAnswers: async () => ({ ok: true, sentence: 'Written.' }),
}

/** All channels connected with actions that write down what they are asked. */
function connected(answers: Partial<AppActions> = {}) {
  const log: unknown[][] = []
  const actions = new Proxy({} as AppActions, {
    get: (_target, name: keyof AppActions) => (...args: unknown[]) => {
      log.push([name, ...args])
      return ({ ...ANSWERS, ...answers }[name] as ((...given: unknown[]) => unknown) | undefined)?.(...args)
    },
  })
  const world = fakeWorld()
  const said: string[] = []
  handleWindows(world.ipc, actions, () => createMessages('de'), ({ code }) => said.push(code))
  const ask = (name: InvokeName, args: readonly unknown[] = INVOKE_SAMPLES[name].request) => {
    const window = invokeSpec(name).windows[0]
    if (!window) throw new Error(`no window has ${name}`)
    const { contents } = world.pages[window]
    return world.invoke(name, contents, contents.mainFrame, [...args])
  }
  return { ask, log, world, said }
}

test.each(INVOKE_NAMES)('%s is answered, does one thing, and is given on as it was asked', async (name) => {
  const { ask, log, world } = connected()
  await ask(name)
  expect(world.reports).toEqual([])
  const given = INVOKE_SAMPLES[name].request
  const known: Partial<Record<InvokeName, readonly unknown[]>> = {
    'picture:given': ['a.png', new Uint8Array([1])],
    // With the window that wants it said.
    'window:said': [...given, 'home'],
  }
  const expected = known[name] ?? given
  expect(log).toEqual([[expect.any(String), ...expected]])
})

describe('a failure', () => {
  const refused = failure('settings-unwritable')
  const sentence = failureSentence(refused, createMessages('de')).text

  test.each<[InvokeName, keyof AppActions]>([
    ['settings:change', 'change'],
    ['keys:change', 'changeKey'],
    ['login:set', 'setLogin'],
    ['picture:open', 'openPicture'],
    ['models:download', 'downloadModel'],
    ['models:use', 'useModel'],
    ['models:remove', 'removeModel'],
    ['models:check', 'checkModel'],
    ['models:repair', 'repairModel'],
    ['models:add', 'addModel'],
  ])("of %s is told with a sentence in the window's language, and without its detail", async (name, action) => {
    const { ask, said } = connected({ [action]: async () => failure('settings-unwritable', '/home/me/secret') })
    expect(await ask(name)).toEqual({ ok: false, code: 'settings-unwritable', sentence })
    expect(said).toEqual(['settings-unwritable'])
  })

  test('that is only a change of mind is not said', async () => {
    const { ask, said } = connected({ openPicture: async () => failure('cancelled') })
    expect(await ask('picture:open')).toMatchObject({ ok: false, code: 'cancelled' })
    expect(said).toEqual([])
  })

  test('that a picture has no bytes is told at once, and nothing is described', async () => {
    const { ask, log } = connected()
    expect(await ask('picture:given', [{ name: 'a.png', bytes: new Uint8Array() }])).toMatchObject({
      ok: false,
      code: 'picture-empty-file',
    })
    expect(log).toEqual([])
  })
})

test('an action that breaks is refused without its words', async () => {
  const { ask, world } = connected({
    models: () => Promise.reject(new Error('/home/me/secret')),
  })
  await expect(ask('models:list')).rejects.toThrow(/^Descry could not do this.$/)
  expect(world.reports).toEqual(['models:list failed'])
})
