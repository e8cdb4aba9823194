import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { NarratorRoute } from '../../../../src/main/speak/narrator/narrator'
import { createNarratorApi } from '../../../../src/main/speak/narrator/narrator-api'
import type { MessageKind } from '../../../../src/main/speak/route'
import { createMessages } from '../../../../src/shared/messages'
import { bstrText, nativeLibrary, noCompiler } from '../../../support/speech/fake-jaws-library'
import { fakeNarrator } from '../../../support/speech/fake-narrator'
import { loadFakeNarrator } from '../../../support/speech/fake-narrator-library'
import { PATIENT } from '../../../support/speech/patient'

const messages = createMessages('en')
const say = (text: string, kind: MessageKind = 'answer') => ({ kind, text, lang: 'en' })
const out = (key: Parameters<typeof messages.say>[0]) => ({ available: false, reason: messages.say(key) })

function start() {
  const narrator = fakeNarrator()
  const window: { handle: bigint | number | null; front: boolean } = { handle: 0x5_0432n, front: true }
  const route = new NarratorRoute({
    api: narrator.api,
    messages,
    window: { handle: () => window.handle, isInFront: () => window.front },
  })
  return { narrator, window, route }
}

test('both parts of an answer are said, and neither cuts the other', async () => {
  const { route, narrator } = start()
  await route.speak(say('First.'))
  await route.speak(say('The rest.'))
  const [first, rest] = narrator.raised
  expect([first?.text, rest?.text]).toEqual(['First.', 'The rest.'])
  // ImportantAll: "All of the notifications from this source should be delivered to the user."
  expect([first?.processing, rest?.processing]).toEqual([0, 0])
})

test.each([
  ['failure', 0],
  ['focus', 1],
  ['progress', 2],
  ['narration', 4],
] as const)('%s is a source of its own, processed as %i', async (kind, processing) => {
  const { route, narrator } = start()
  await route.speak(say('Words.', kind))
  expect(narrator.raised).toEqual([{ window: 0x5_0432n, text: 'Words.', activity: `descry.${kind}`, processing }])
})

test('behind another window nothing is promised: the route says so, and refuses that message alone', async () => {
  const { route, narrator, window } = start()
  window.front = false
  expect(await route.detect()).toEqual(out('voice.narrator.behind'))
  expect(await route.speak(say('Unheard.'))).toMatchObject({ ok: false, code: 'route-refused' })
  window.front = true
  expect(await route.speak(say('Heard.'))).toMatchObject({ ok: true })
  expect(narrator.raised.map(({ text }) => text)).toEqual(['Heard.'])
})

test.each([null, 0, 0n])('a window without a handle (%s) is none', async (handle) => {
  const { route, window, narrator } = start()
  window.handle = handle
  expect(await route.detect()).toEqual(out('voice.narrator.behind'))
  expect(await route.speak(say('Unheard.'))).toMatchObject({ ok: false, code: 'route-refused' })
  expect(narrator.raised).toEqual([])
})

test.each([
  ['Narrator does not run', { running: false }, 'voice.narrator.not-running'],
  ['nobody listens', { listening: false }, 'voice.narrator.deaf'],
  ['Windows is too old for notifications', { failed: 'no such function' }, 'voice.narrator.unreachable'],
  ['Windows hangs', 'hang', 'voice.narrator.silent'],
] as const)('%s: the sentence says so', async (_what, answer, key) => {
  const { route, narrator } = start()
  narrator.answers(answer)
  expect(await route.detect()).toEqual(out(key))
  expect(await route.speak(say('To nobody.'))).toEqual({
    ok: false,
    code: 'route-lost',
    detail: messages.say(key),
  })
})

test('an error is told by its number', async () => {
  const { route, narrator } = start()
  narrator.answers({ hresult: 0x8004_0201 })
  const spoken = await route.speak(say('To nobody.'))
  expect(spoken).toMatchObject({ ok: false, detail: expect.stringContaining('80040201') as string })
})

test('Narrator ended in mid-answer and started again: the rest is lost, the next answer is spoken', async () => {
  const { route, narrator } = start()
  expect(await route.speak(say('First.'))).toMatchObject({ ok: true })
  narrator.answers({ running: false })
  expect(await route.speak(say('The rest.'))).toMatchObject({ ok: false, code: 'route-lost' })
  narrator.answers({})
  expect(await route.speak(say('Next.'))).toMatchObject({ ok: true })
  expect(narrator.raised.map(({ text }) => text)).toEqual(['First.', 'Next.'])
})

describe.skipIf(noCompiler)(`by koffi, against UI Automation's functions compiled here ${noCompiler ?? ''}`, () => {
  const native = nativeLibrary('fake-narrator')
  let narrator: ReturnType<typeof loadFakeNarrator>
  beforeAll(() => {
    narrator = loadFakeNarrator(native.path)
  })
  afterAll(() => native.remove())
  beforeEach(() => narrator.reset())

  function api() {
    const { path } = native
    const names = { uiautomationcore: path, ole32: path, oleaut32: path, advapi32: path }
    const made = createNarratorApi(names, { look: PATIENT, notify: PATIENT })
    onTestFinished(() => made.close())
    return made
  }
  const notification = { window: 0x7fff_1234n, text: 'Aß💩', activity: 'descry.answer', processing: 4 }

  test('the window, both values and two BSTRs arrive, and all is given back', async () => {
    expect(await api().notify(notification)).toEqual({ running: true, listening: true, hresult: 0 })
    const [raised, ...more] = narrator.raised()
    expect(more).toEqual([])
    expect(raised).toMatchObject({
      window: 0x7fff_1234,
      kind: 4,
      processing: 4,
      text: { vt: 8, bytes: 8, end: 0, hex: '4100df003dd8a9dc' },
    })
    expect(bstrText(raised?.activity)).toBe('descry.answer')
    expect(narrator.live()).toBe(0)
  })

  test('a window that Windows does not know, and an event that fails, are HRESULTs, and all is given back', async () => {
    const made = api()
    narrator.set({ found: 0x8004_0201 })
    expect(await made.notify(notification)).toMatchObject({ hresult: 0x8004_0201 })
    narrator.set({ raised: 0x8007_0057 })
    expect(await made.notify(notification)).toMatchObject({ hresult: 0x8007_0057 })
    expect([narrator.raised(), narrator.live()]).toEqual([[], 0])
  })

  test('without Narrator, and with nobody who listens, nothing is raised', async () => {
    const made = api()
    narrator.set({ running: false })
    expect(await made.notify(notification)).toMatchObject({ running: false })
    narrator.set({ listening: false })
    expect(await made.notify(notification)).toMatchObject({ listening: false })
    expect(narrator.raised()).toEqual([])
  })
})
