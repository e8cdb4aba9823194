import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { JawsRoute } from '../../../../src/main/speak/jaws/jaws'
import { createJawsApi } from '../../../../src/main/speak/jaws/jaws-api'
import { createMessages } from '../../../../src/shared/messages'
import { bstrText, loadFakeJaws, nativeLibrary, noCompiler } from '../../../support/speech/fake-jaws-library'
import { until } from '../../../support/speech/orca-session'
import { PATIENT } from '../../../support/speech/patient'

/** The layout is that of 64-bit Windows, which is also that of this C compiler. */
describe.skipIf(noCompiler)(`IDispatch by koffi, against a COM object compiled here ${noCompiler ?? ''}`, () => {
  const native = nativeLibrary('fake-jaws')
  let jaws: ReturnType<typeof loadFakeJaws>
  beforeAll(() => {
    jaws = loadFakeJaws(native.path)
  })
  afterAll(() => native.remove())
  beforeEach(() => jaws.reset())

  function start(deadlines = { look: PATIENT, call: PATIENT }) {
    const { path } = native
    const libraries = { ole32: path, oleaut32: path, user32: path }
    const ends: number[] = []
    const api = createJawsApi(libraries, deadlines, async () => (code) => void ends.push(code))
    onTestFinished(async () => {
      jaws.hang(0)
      await api.close()
    })
    return { api, ends }
  }

  test('VARIANT and DISPPARAMS are as long as the header says', () => {
    expect(jaws.sizes()).toEqual({ variant: 24, params: 24, value: 8 })
  })

  test('a text is a BSTR: its length in bytes before it, UTF-16, a null unit behind it', async () => {
    const { api } = start()
    expect(await api.call('SayString', ['Aß €💩', false])).toEqual({ running: true, hresult: 0, taken: true })
    expect(jaws.calls()).toEqual([
      {
        method: 'SayString',
        flags: 1,
        named: 0,
        taken: true,
        args: [
          { vt: 11, boolean: 0 },
          { vt: 8, bytes: 12, end: 0, hex: '4100df002000ac203dd8a9dc' },
        ],
      },
    ])
  })

  test('true is VARIANT_TRUE, and a method without arguments has none', async () => {
    const { api } = start()
    await api.call('SayString', ['x', true])
    expect(await api.call('StopSpeech', [])).toEqual({ running: true, hresult: 0, taken: true })
    expect(jaws.calls().map(({ args }) => args[0])).toEqual([{ vt: 11, boolean: -1 }, undefined])
  })

  test('every text is given back, and one object serves', async () => {
    const { api } = start()
    for (let i = 0; i < 50; i++) await api.call('SayString', [`Number ${i}`, false])
    expect([jaws.liveStrings(), jaws.liveObjects()]).toEqual([0, 1])
  })

  test('looking makes the object and calls nothing', async () => {
    const { api } = start()
    expect(await api.look()).toEqual({ running: true, hresult: 0, taken: false })
    expect(jaws.calls()).toEqual([])
  })

  test('without its window JAWS is not called, whatever is registered', async () => {
    const { api } = start()
    jaws.set({ running: false })
    expect(await api.call('SayString', ['x', false])).toEqual({ running: false, hresult: 0, taken: false })
    expect([jaws.calls(), jaws.liveObjects()]).toEqual([[], 0])
  })

  test('an object that cannot be made, a call that fails and an unknown name are HRESULTs', async () => {
    const { api } = start()
    jaws.set({ create: 0x8004_0154 })
    expect(await api.look()).toMatchObject({ hresult: 0x8004_0154 })
    jaws.set({ invoke: 0x8001_0001 })
    expect(await api.call('SayString', ['x', false])).toMatchObject({ hresult: 0x8001_0001, taken: false })
    jaws.set({})
    expect(await api.call('Explode' as 'SayString', [])).toMatchObject({ hresult: 0x8002_0006, taken: false })
  })

  test('JAWS started again: a call that it did not take is made once more, with a new object', async () => {
    const { api } = start()
    await api.call('SayString', ['before', false])
    jaws.restart()
    expect(await api.call('SayString', ['after', false])).toMatchObject({ hresult: 0, taken: true })
    const spoken = jaws.calls().filter(({ taken }) => taken)
    expect(spoken.map(({ args }) => bstrText(args[1]))).toEqual(['before', 'after'])
    expect(jaws.liveObjects()).toBe(1)
  })

  test('a message that a sound JAWS refuses is asked for twice and no more', async () => {
    const { api } = start()
    await api.look()
    jaws.set({ taken: false })
    expect(await api.call('SayString', ['x', false])).toMatchObject({ hresult: 0, taken: false })
    expect(jaws.calls()).toHaveLength(2)
  })

  test('a JAWS that hangs is given up, what it says after all is stopped, and it serves again', async () => {
    const { api, ends } = start({ look: PATIENT, call: 300 })
    const route = new JawsRoute({ api, messages: createMessages('en'), now: Date.now })
    expect(await route.detect()).toMatchObject({ available: true })
    jaws.hang(1)
    const message = { kind: 'answer', text: 'Too late.', lang: 'en' } as const
    expect(await route.speak(message)).toMatchObject({ ok: false, code: 'route-lost' })
    await until(() => jaws.held())
    expect(await route.detect()).toEqual({
      available: false,
      reason: createMessages('en').say('voice.jaws.silent'),
    })
    jaws.hang(0)
    await until(() => jaws.calls().length === 2)
    expect(jaws.calls().map(({ method }) => method)).toEqual(['SayString', 'StopSpeech'])
    await expect.poll(async () => (await route.detect()).available, { timeout: PATIENT }).toBe(true)
    expect(ends).toEqual([])
  })

  test('a library that is not there is said, and holds up nothing', async () => {
    const api = createJawsApi({ ole32: '/nowhere.so', oleaut32: '/nowhere.so', user32: '/nowhere.so' }, { look: PATIENT, call: PATIENT })
    onTestFinished(() => api.close())
    expect(await api.look()).toEqual({ failed: expect.stringContaining('shared library') as string })
  })
})
