import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { failureSentence } from '../../../src/main/app/answering'
import { failure } from '../../../src/shared/codes'
import { createMessages } from '../../../src/shared/messages'
import { DEFAULT_SETTINGS } from '../../../src/shared/settings'
import { aListening } from '../../support/app/a-listening'
import { settle } from '../../support/app/a-microphone'
import { taken } from '../../support/app/frame'

const sentenceOf = (code: Parameters<typeof failure>[0]): string => failureSentence(failure(code), createMessages('en')).text
const PAUSE = DEFAULT_SETTINGS.listening.pause

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => vi.useRealTimers())

describe('a spoken question', () => {
  test('ends by a pause, is understood, and answered as a typed one: about the picture that was taken first', async () => {
    const it = aListening()
    await it.begin()
    await it.speak(900)
    await it.pause(PAUSE)
    expect(it.isOpen()).toBe(false)
    const job = it.jobs[0]
    expect(job).toMatchObject({ verb: 'ask', asked: { text: 'What is this?', history: [] } })
    job?.say('A dog.')
    job?.finish()
    await settle()
    expect(it.heard).toEqual(['About the screen, now.', 'A dog.'])
    expect(it.earcons()).toEqual(['earcon listening', 'earcon heard'])
    expect(it.answers.current()).toMatchObject({ command: 'ask', about: '“What is this?” – The screen', complete: true })
    expect(it.steps).toEqual(['opening', 'listening', 'listening somebody', 'listening', 'understanding', 'nobody'])
    expect(it.store.state.understood).toEqual({ text: 'What is this?', lang: 'en' })
    expect(it.did[0]).toBe('take screen')
  })

  test('ends by the same key, with what was said until then', async () => {
    const it = aListening()
    await it.begin()
    await it.speak(700)
    it.listening.toggle(null)
    await it.speak(100)
    expect(it.transcribed).toEqual([0.8])
    expect(it.jobs).toHaveLength(1)
  })

  test('goes on over a pause that is shorter than the one that was set', async () => {
    const it = aListening({ change: { listening: { pause: 2000 } } })
    await it.begin()
    await it.speak(500)
    await it.pause(1900)
    expect(it.isOpen()).toBe(true)
    await it.speak(300)
    await it.pause(2000)
    expect(it.transcribed).toEqual([4.7])
  })

  test('is cut at thirty seconds', async () => {
    const it = aListening()
    await it.begin()
    await it.speak(31_000)
    expect(it.isOpen()).toBe(false)
    expect(it.transcribed).toEqual([30])
  })

  test('that nobody speaks within eight seconds is a sentence, and asks nothing', async () => {
    const it = aListening()
    await it.begin()
    await it.pause(7900)
    expect(it.isOpen()).toBe(true)
    await it.pause(100)
    await settle()
    expect([it.isOpen(), it.heard, it.transcribed, it.jobs]).toEqual([false, [sentenceOf('nothing-heard')], [], []])
    expect(it.earcons()).toEqual(['earcon listening'])
  })

  test('of a click alone is none', async () => {
    const it = aListening()
    await it.begin()
    await it.speak(100)
    await it.pause(8000)
    await settle()
    expect(it.heard).toEqual([sentenceOf('nothing-heard')])
  })

  test('in which no words are is a sentence, and asks nothing', async () => {
    const it = aListening()
    it.script.transcript = { ok: true, transcript: { text: ' ', certainty: 0, least: 0, timings: {} } }
    await it.begin()
    await it.speak(500)
    await it.pause(PAUSE)
    await settle()
    expect([it.heard, it.jobs]).toEqual([[sentenceOf('nothing-understood')], []])
    expect(it.answers.current()).toBeNull()
  })

  test('that was hardly understood is said before the answer; one that was well understood is not', async () => {
    const it = aListening()
    it.script.transcript = { ok: true, transcript: { text: 'What is this?', certainty: 0.6, least: 0.1, timings: {} } }
    await it.begin()
    await it.speak(500)
    await it.pause(PAUSE)
    expect(it.heard).toEqual(['Understood:', '“What is this?”', 'About the screen, now.'])
  })

  test('about the same picture as the one before goes on with what was asked', async () => {
    const it = aListening()
    for (const round of [0, 1]) {
      await it.begin()
      await it.speak(500)
      await it.pause(PAUSE)
      it.jobs[round]?.say('A dog.')
      it.jobs[round]?.finish()
      await settle()
    }
    expect(it.jobs[1]?.picture).toBe(it.jobs[0]?.picture)
    expect(it.did.filter((one) => one === 'take screen')).toHaveLength(1)
  })

  test("from the layer menu is about the layer key's picture", async () => {
    const it = aListening()
    const layer = taken({ about: 'The layer' })
    it.listening.toggle(Promise.resolve({ ok: true, taken: layer }))
    await settle()
    await it.pause(300)
    await it.speak(500)
    await it.pause(PAUSE)
    expect(it.jobs[0]?.picture).toBe(layer.picture)
    expect(it.did).toEqual([])
  })
})

describe('a press while the last question is being understood', () => {
  /** A question that was spoken, and is not understood before `understand`. */
  async function understanding() {
    const it = aListening()
    const { promise, resolve } = Promise.withResolvers<undefined>()
    it.script.transcribing = promise
    await it.begin()
    await it.speak(500)
    await it.pause(PAUSE)
    expect(it.store.state.listening?.step).toBe('understanding')
    const understand = async (): Promise<void> => {
      resolve(undefined)
      await settle()
    }
    return { it, understand }
  }

  test('of the key begins a new question in its place; the last one is not put', async () => {
    const { it, understand } = await understanding()
    await it.begin()
    expect([it.isOpen(), it.store.state.listening?.step, it.earcons()]).toEqual([true, 'listening', ['earcon listening', 'earcon heard', 'earcon listening']])
    await understand()
    expect([it.isOpen(), it.jobs]).toEqual([true, []])
    await it.speak(500)
    await it.pause(PAUSE)
    expect([it.jobs.length, it.listening.isOn]).toEqual([1, false])
  })

  test('of the button does so, too; the first press is cancelled, the second one put', async () => {
    const it = aListening()
    const { promise, resolve } = Promise.withResolvers<undefined>()
    it.script.transcribing = promise
    const press = async () => {
      const put = it.listening.hold(true)
      await settle()
      await it.pause(300)
      await it.speak(500)
      it.state.now += 3000
      await it.listening.hold(false)
      await it.pause(100)
      return put
    }
    const first = press()
    await vi.waitFor(() => expect(it.transcribed).toHaveLength(1))
    const second = press()
    await vi.waitFor(() => expect(it.transcribed).toHaveLength(2))
    resolve(undefined)
    expect([await first, await second]).toEqual([failure('cancelled'), { ok: true }])
    expect(it.jobs).toHaveLength(1)
  })
})

test('the key again while the picture is taken opens no microphone, and sounds nothing', async () => {
  const it = aListening()
  it.listening.toggle(null)
  it.listening.toggle(null)
  await settle()
  expect([it.microphone.log, it.earcons(), it.heard]).toEqual([[], [], [sentenceOf('nothing-heard')]])
})

test('a newer question has its microphone for itself, however late the older one gives up', async () => {
  const it = aListening()
  const { promise, resolve } = Promise.withResolvers<undefined>()
  it.script.opening = promise
  it.listening.toggle(null)
  await settle()
  it.script.opening = Promise.resolve()
  const asked = it.listening.ask(new AbortController().signal)
  await settle()
  resolve(undefined)
  await settle()
  expect(it.isOpen()).toBe(true)
  await it.pause(300)
  await it.speak(500)
  await it.pause(PAUSE)
  it.jobs[0]?.finish()
  expect(await asked).toMatchObject({ ok: true, understood: 'What is this?' })
})

describe('stop', () => {
  test('lets the microphone go at once, asks nothing, and sounds', async () => {
    const it = aListening()
    await it.begin()
    await it.speak(500)
    await it.answering.stop()
    await settle()
    expect([it.isOpen(), it.wanted.microphone(), it.jobs, it.heard]).toEqual([false, false, [], []])
    expect(it.earcons()).toEqual(['earcon listening', 'earcon off'])
    expect([it.listening.isOn, it.store.state.listening]).toEqual([false, null])
  })

  test('in the moment in which it opens lets it go, too', async () => {
    const it = aListening()
    const { promise, resolve } = Promise.withResolvers<undefined>()
    it.script.opening = promise
    it.listening.toggle(null)
    await settle()
    await it.answering.stop()
    expect(it.isOpen()).toBe(false)
    resolve(undefined)
    await settle()
    expect([it.isOpen(), it.heard, it.listening.isOn]).toEqual([false, [], false])
  })

  test('while it is understood asks nothing', async () => {
    const it = aListening()
    const { promise, resolve } = Promise.withResolvers<undefined>()
    it.script.transcribing = promise
    await it.begin()
    await it.speak(500)
    await it.pause(PAUSE)
    await it.answering.stop()
    resolve(undefined)
    await settle()
    expect([it.jobs, it.heard, it.store.state.understood]).toEqual([[], [], null])
  })

  test('of the window is without a sound; another command ends it, too', async () => {
    const it = aListening()
    await it.begin()
    it.listening.stop()
    await settle()
    expect([it.isOpen(), it.earcons()]).toEqual([false, ['earcon listening']])
    await it.begin()
    it.descry.run('describe-screen')
    await settle()
    expect([it.isOpen(), it.jobs.map(({ verb }) => verb)]).toEqual([false, ['describe']])
  })
})

describe('holding', () => {
  test('hears until it is let go, whatever the pause', async () => {
    const it = aListening()
    const held = it.listening.hold(true)
    await settle()
    await it.pause(300)
    await it.speak(500)
    await it.pause(PAUSE * 8)
    expect(it.isOpen()).toBe(true)
    it.state.now += 3000
    expect(await it.listening.hold(false)).toEqual({ ok: true })
    await it.pause(100)
    expect(await held).toEqual({ ok: true })
    expect(it.jobs).toHaveLength(1)
  })

  test('for a moment is a press: the pause ends it, or the next press', async () => {
    const it = aListening()
    void it.listening.hold(true)
    await it.listening.hold(false)
    await settle()
    await it.pause(300)
    await it.speak(500)
    await it.pause(PAUSE)
    expect(it.jobs).toHaveLength(1)
    const other = aListening()
    void other.listening.hold(true)
    await other.listening.hold(false)
    await settle()
    await other.pause(300)
    await other.speak(500)
    await other.listening.hold(true)
    await other.listening.hold(false)
    await other.pause(100)
    expect(other.jobs).toHaveLength(1)
  })

  test('gives a failure to the window, which shows it, and does not say it twice', async () => {
    const it = aListening()
    it.script.held = failure('microphone-none')
    expect(await it.listening.hold(true)).toMatchObject({ code: 'microphone-none' })
    expect(it.heard).toEqual([])
  })

  test('in the field for a question is about its picture, and the field closes as for a typed question', async () => {
    const it = aListening()
    it.descry.run('ask')
    await settle()
    it.state.isAsking = true
    it.did.length = 0
    const { promise, resolve } = Promise.withResolvers<undefined>()
    it.state.returning = promise
    void it.listening.hold(true)
    await settle()
    await it.pause(300)
    await it.speak(500)
    it.state.now += 3000
    await it.listening.hold(false)
    await it.pause(100)
    expect([it.jobs.length, it.did]).toEqual([1, ['about nothing']])
    // The page leaves the field at what was understood: before the focus is back, what lies under it would be said.
    expect(it.store.state.understood).toBeNull()
    resolve(undefined)
    await settle()
    expect(it.did).toEqual(['about nothing', 'back'])
    expect(it.store.state.understood).not.toBeNull()
  })
})

describe('for a command line', () => {
  test('gives what was understood, and the answer', async () => {
    const it = aListening()
    const asked = it.listening.ask(new AbortController().signal)
    await settle()
    await it.pause(300)
    await it.speak(500)
    await it.pause(PAUSE)
    it.jobs[0]?.say('A dog.')
    it.jobs[0]?.finish()
    expect(await asked).toMatchObject({ ok: true, understood: 'What is this?', answer: { sentences: [{ text: 'About the screen, now.' }, { text: 'A dog.' }] } })
  })

  test('is given up by it while it listens and while it answers, and nothing newer is', async () => {
    const it = aListening()
    const first = new AbortController()
    const asked = it.listening.ask(first.signal)
    await settle()
    first.abort()
    expect([await asked, it.isOpen()]).toEqual([failure('cancelled'), false])
    const second = new AbortController()
    const again = it.listening.ask(second.signal)
    await settle()
    await it.pause(300)
    await it.speak(500)
    await it.pause(PAUSE)
    expect(it.answering.busy).toBe(true)
    second.abort()
    expect([await again, it.answering.busy]).toEqual([failure('cancelled'), false])
    const third = new AbortController()
    const late = it.listening.ask(third.signal)
    await settle()
    it.descry.run('describe-screen')
    third.abort()
    expect(await late).toEqual(failure('cancelled'))
    expect(it.answering.busy).toBe(true)
  })
})

test('where the system will ask the user, that is explained first', async () => {
  const it = aListening({ explains: true })
  it.listening.toggle(null)
  await settle()
  expect(it.heard[0]).toMatch(/^The system will ask whether Descry may use the microphone\./)
  expect(it.microphone.log).toEqual(['microphone-hold'])
})

test('understanding that takes long has the signs of life of every work', async () => {
  const it = aListening()
  const { promise, resolve } = Promise.withResolvers<undefined>()
  it.script.transcribing = promise
  await it.begin()
  await it.speak(500)
  await it.pause(PAUSE)
  expect(it.open()).toBe(0)
  vi.advanceTimersByTime(2000)
  expect(it.open()).toBe(1)
  resolve(undefined)
  await settle()
  // The answer's own.
  expect(it.open()).toBe(1)
})
