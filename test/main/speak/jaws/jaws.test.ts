import { describe, expect, test } from 'vitest'
import { JawsRoute } from '../../../../src/main/speak/jaws/jaws'
import type { MessageKind } from '../../../../src/main/speak/route'
import { createMessages } from '../../../../src/shared/messages'
import { fakeJaws } from '../../../support/speech/fake-jaws'

const messages = createMessages('en')
const say = (text: string, kind: MessageKind = 'answer') => ({ kind, text, lang: 'en' })

function start(soundingUntil?: number) {
  const jaws = fakeJaws()
  const clock = { now: 1_000_000 }
  const earlier = soundingUntil === undefined ? {} : { soundingUntil }
  const route = new JawsRoute({ api: jaws.api, messages, now: () => clock.now, ...earlier })
  return { jaws, clock, route, flushes: () => jaws.calls.map(({ args }) => args[1]) }
}

test('the first message of an answer cuts what JAWS says, those behind it queue', async () => {
  const { route, clock, flushes } = start()
  await route.speak(say('First.'))
  await route.speak(say('Second.'))
  await route.speak(say('Working.', 'progress'))
  expect(flushes()).toEqual([true, false, false])
  // All of it was spoken long ago.
  clock.now += 60_000
  await route.speak(say('Another answer.'))
  expect(flushes().at(-1)).toBe(true)
})

test('narration and progress never cut what JAWS says; what has the focus always does', async () => {
  const { route, flushes } = start()
  await route.speak(say('A dog.', 'narration'))
  await route.speak(say('Still working.', 'progress'))
  await route.speak(say('Settings, button', 'focus'))
  await route.speak(say('Models, button', 'focus'))
  expect(flushes()).toEqual([false, false, true, true])
})

test('JAWS is stopped while our text probably sounds, and never after', async () => {
  const { route, jaws, clock } = start()
  const stops = () => jaws.calls.filter(({ method }) => method === 'StopSpeech').length
  await route.silence()
  expect(stops()).toBe(0)
  await route.speak(say('A dog on a sofa.'))
  clock.now += 500
  await route.silence()
  expect(stops()).toBe(1)
  await route.speak(say('A dog on a sofa.'))
  clock.now += 60_000
  await route.silence()
  expect(stops()).toBe(1)
})

test('what an earlier process handed over is stopped, too', async () => {
  const { route, jaws } = start(1_005_000)
  await route.silence()
  expect(jaws.calls.map(({ method }) => method)).toEqual(['StopSpeech'])
})

describe('what goes wrong is said', () => {
  test.each([
    [0x8004_01f3, 'voice.jaws.not-registered'],
    [0x8004_0154, 'voice.jaws.not-registered'],
    [0x8004_01f8, 'voice.jaws.not-registered'],
    [0x8007_007e, 'voice.jaws.not-registered'],
    [0x8007_00c1, 'voice.jaws.not-registered'],
    [0x8007_0005, 'voice.jaws.denied'],
    [0x8001_0001, 'voice.jaws.busy'],
    [0x8001_010a, 'voice.jaws.busy'],
    [0x8001_0108, 'voice.jaws.gone'],
    [0x8007_06ba, 'voice.jaws.gone'],
    [0x8004_01fd, 'voice.jaws.gone'],
    [0x8002_0003, 'voice.jaws.strange'],
    [0x8002_0005, 'voice.jaws.strange'],
    [0x8002_0006, 'voice.jaws.strange'],
    [0x8002_000e, 'voice.jaws.strange'],
  ] as const)('HRESULT %i when it is looked for: %s', async (hresult, key) => {
    const { route, jaws } = start()
    jaws.looks({ hresult })
    expect(await route.detect()).toEqual({ available: false, reason: messages.say(key) })
  })

  test('an error that nobody knows is told by its number, in either language', async () => {
    for (const locale of ['en', 'de'] as const) {
      const jaws = fakeJaws()
      jaws.looks({ hresult: 0x8000_ffff })
      const route = new JawsRoute({ api: jaws.api, messages: createMessages(locale), now: Date.now })
      expect(await route.detect()).toEqual({
        available: false,
        reason: expect.stringContaining('8000FFFF') as string,
      })
    }
  })

  test.each([
    ['a call that is rejected', { hresult: 0x8001_0001, taken: false }, 'route-refused'],
    ['a call that JAWS answers with false', { taken: false }, 'route-refused'],
    ['JAWS ended in the call', { hresult: 0x8001_0108, taken: false }, 'route-lost'],
    ['its window is gone', { running: false, taken: false }, 'route-lost'],
    ['the worker could not load the libraries', { failed: 'Error: no such library' }, 'route-lost'],
    ['it hangs', 'hang', 'route-lost'],
  ] as const)('%s', async (_what, answer, code) => {
    const { route, jaws } = start()
    await route.detect()
    jaws.answers(answer)
    expect(await route.speak(say('To nobody.'))).toEqual({
      ok: false,
      code,
      detail: expect.stringMatching(/\.$/) as string,
    })
    jaws.answers(answer)
    expect(await route.braille({ text: 'To nobody.', lang: 'en', persistent: false })).toMatchObject({ code })
  })

  test('a message that JAWS did not take need not be stopped, one that it did not answer to must', async () => {
    const { route, jaws } = start()
    jaws.answers({ taken: false })
    await route.speak(say('Refused.'))
    await route.silence()
    expect(jaws.calls).toEqual([])
    jaws.answers('hang')
    await route.speak(say('Perhaps.'))
    await route.silence()
    expect(jaws.calls.map(({ method }) => method)).toEqual(['StopSpeech'])
  })
})

test('JAWS ended in mid-answer and started again: the rest is refused, the next answer is spoken', async () => {
  const { route, jaws } = start()
  expect(await route.speak(say('First.'))).toMatchObject({ ok: true })
  jaws.end()
  expect(await route.speak(say('The rest.'))).toMatchObject({ ok: false, code: 'route-lost' })
  expect(await route.detect()).toEqual({ available: false, reason: messages.say('voice.jaws.not-running') })
  jaws.start()
  // Without a look in between: the route looks for itself.
  expect(await route.speak(say('Next.'))).toEqual({ ok: true, end: 'handed-over' })
  expect(jaws.calls.map(({ args }) => args[0])).toEqual(['First.', 'Next.'])
})

test('braille has the whole answer, and its speech none of it', async () => {
  const { route, jaws } = start()
  const text = 'A dog on a sofa. It says: Exit.'
  expect(await route.braille({ text, lang: 'en', persistent: true })).toEqual({ ok: true, end: 'handed-over' })
  expect(jaws.calls).toEqual([{ method: 'RunFunction', args: [`BrailleString("${text}")`] }])
})
