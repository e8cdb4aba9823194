import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEAD_FOR } from '../../../src/main/speak/choice'
import { Router } from '../../../src/main/speak/router'
import type { RouteId, Spoken } from '../../../src/main/speak/route'
import { failure } from '../../../src/shared/codes'
import { fakeRoute, MUTE, type FakeRoute } from '../../support/speech/fake-route'

function setUp(override?: RouteId) {
  const orca = fakeRoute('orca', MUTE)
  const dispatcher = fakeRoute('speech-dispatcher')
  const own = fakeRoute('own-voice')
  const clock = { now: 0 }
  const router = new Router({
    routes: [orca, dispatcher, own],
    override,
    lostWords: (from, to) => ({ text: `${from} went away, ${to} goes on.`, lang: 'en' }),
    now: () => clock.now,
  })
  const heard = () => ({ orca: orca.heard, dispatcher: dispatcher.heard, own: own.heard })
  return { orca, dispatcher, own, clock, router, heard }
}

function speak(router: Router, ...texts: string[]): Promise<Spoken> {
  const answer = router.begin('answer')
  for (const text of texts) answer.say({ text, lang: 'en' })
  return answer.end()
}

describe('which route', () => {
  test('a running Orca speaks before Speech Dispatcher, and that before the own voice', async () => {
    const { orca, dispatcher, own, router, heard } = setUp()
    expect(await speak(router, 'One.')).toEqual({ ok: true, end: 'handed-over' })
    orca.running = false
    expect(await speak(router, 'Two.')).toEqual({ ok: true, end: 'spoken' })
    dispatcher.running = false
    await speak(router, 'Three.')
    expect(heard()).toEqual({ orca: ['One.'], dispatcher: ['Two.'], own: ['Three.'] })
    own.running = false
    expect(await speak(router, 'Four.')).toEqual(failure('no-voice'))
    expect(router.last).toBe('own-voice')
  })

  test('a reader that starts meanwhile gets the next answer', async () => {
    const { orca, router, heard } = setUp()
    orca.running = false
    await speak(router, 'One.')
    orca.running = true
    await speak(router, 'Two.')
    expect(heard()).toMatchObject({ orca: ['Two.'], dispatcher: ['One.'] })
  })

  test("the user's route is taken where it is there, and the best other where it is not", async () => {
    const { own, router, heard } = setUp('own-voice')
    await speak(router, 'One.')
    own.running = false
    await speak(router, 'Two.')
    expect(heard()).toEqual({ orca: ['Two.'], dispatcher: [], own: ['One.'] })
  })

  test('status tells which would speak, without speaking', async () => {
    const { orca, router, heard } = setUp()
    orca.running = false
    const looked = await router.look()
    expect(looked.chosen).toBe('speech-dispatcher')
    expect(looked.routes.map((r) => r.availability.available)).toEqual([false, true, true])
    expect(heard()).toEqual({ orca: [], dispatcher: [], own: [] })
  })
})

describe('a route that goes away', () => {
  test('in an answer is named once, and the lost sentence is said by the next', async () => {
    const { dispatcher, orca, router, heard } = setUp()
    orca.running = false
    dispatcher.fate.push({ ok: true, end: 'spoken' }, failure('route-lost'))
    expect(await speak(router, 'One.', 'Two.', 'Three.')).toEqual({ ok: true, end: 'spoken' })
    expect(heard()).toMatchObject({
      dispatcher: ['One.'],
      own: ['speech-dispatcher went away, own-voice goes on.', 'Two.', 'Three.'],
    })
  })

  test('is left alone for half a minute, then used again', async () => {
    const { dispatcher, orca, clock, router, heard } = setUp()
    orca.running = false
    dispatcher.fate.push(failure('route-lost'))
    await speak(router, 'One.')
    await speak(router, 'Two.')
    clock.now += DEAD_FOR
    await speak(router, 'Three.')
    expect(heard()).toMatchObject({ dispatcher: ['Three.'], own: ['One.', 'Two.'] })
  })

  test('with no other left ends the answer as lost', async () => {
    const { dispatcher, orca, own, router } = setUp()
    orca.running = false
    own.running = false
    dispatcher.fate.push({ ok: true, end: 'spoken' }, failure('route-lost'))
    expect(await speak(router, 'One.', 'Two.')).toEqual(failure('route-lost'))
  })

  test('is not blamed for one message that it refuses: another says that one', async () => {
    const { orca, router, heard } = setUp()
    orca.fate.push(failure('route-refused'))
    await speak(router, 'One.')
    await speak(router, 'Two.')
    expect(heard()).toMatchObject({ orca: ['Two.'], dispatcher: ['One.'] })
  })
})

describe('silence', () => {
  test('ends what sounds, drops what is queued, and ends every open answer as silenced', async () => {
    const { dispatcher, orca, router, heard } = setUp()
    orca.running = false
    dispatcher.held = true
    const first = speak(router, 'One.', 'Two.')
    const second = speak(router, 'Three.')
    await expect.poll(() => dispatcher.heard).toEqual(['One.'])
    await router.silence()
    expect(await Promise.all([first, second])).toEqual(Array(2).fill({ ok: true, end: 'silenced' }))
    dispatcher.held = false
    await speak(router, 'Four.')
    expect(heard()).toMatchObject({ dispatcher: ['One.', 'Four.'] })
  })

  test('frees the voice for the next answer even when a route never ends its message', async () => {
    const { dispatcher, orca, router, heard } = setUp()
    orca.running = false
    dispatcher.held = true
    dispatcher.silence = async () => undefined
    const stuck = speak(router, 'One.')
    await expect.poll(() => dispatcher.heard).toEqual(['One.'])
    await router.silence()
    expect(await stuck).toEqual({ ok: true, end: 'silenced' })
    dispatcher.held = false
    await speak(router, 'Two.')
    expect(heard()).toMatchObject({ dispatcher: ['One.', 'Two.'] })
  })

  test('while the route is still looked for keeps the answer from being said', async () => {
    const { router, heard } = setUp()
    const answer = speak(router, 'One.')
    await router.silence()
    expect(await answer).toEqual({ ok: true, end: 'silenced' })
    await speak(router, 'Two.')
    expect(heard()).toMatchObject({ orca: ['Two.'] })
  })

  test('reported by the user in mid-answer drops its rest, not the next answer', async () => {
    const { dispatcher, orca, router, heard } = setUp()
    orca.running = false
    dispatcher.fate.push({ ok: true, end: 'silenced' })
    const first = speak(router, 'One.', 'Two.')
    const second = speak(router, 'Three.')
    expect(await first).toEqual({ ok: true, end: 'silenced' })
    expect(await second).toEqual({ ok: true, end: 'spoken' })
    expect(heard()).toMatchObject({ dispatcher: ['One.', 'Three.'] })
  })
})

test('whatever routes refuse and go, a sentence is heard once and in order, or it failed', async () => {
  const fate = fc.constantFrom<Spoken>(
    { ok: true, end: 'spoken' },
    { ok: true, end: 'spoken' },
    failure('route-lost'),
    failure('route-refused'),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(4), { minLength: 1, maxLength: 5 }),
      fc.array(fate, { maxLength: 8 }),
      fc.array(fate, { maxLength: 8 }),
      fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
      async (sizes, ofOrca, ofDispatcher, running) => {
        const { orca, dispatcher, own, router } = setUp()
        orca.fate.push(...ofOrca)
        dispatcher.fate.push(...ofDispatcher)
        for (const [i, route] of [orca, dispatcher, own].entries()) route.running = running[i] ?? false
        const all: string[] = []
        // What was heard, whoever said it, in one list.
        for (const route of [orca, dispatcher, own]) {
          route.heard.push = (text: string) => all.push(...text.split(' ').filter((word) => /^\d/.test(word)))
        }
        for (const [a, size] of sizes.entries()) {
          const texts = Array.from({ length: size }, (_, i) => `${a}.${i}`)
          const before = all.length
          const spoken = await speak(router, ...texts)
          const heard = all.slice(before)
          if (spoken.ok) expect(heard).toEqual(texts)
          else expect(texts.slice(0, heard.length)).toEqual(heard)
        }
      },
    ),
    { numRuns: 300, seed: 11 },
  )
})

describe('while the engine works', () => {
  const looks = (route: FakeRoute): number => route.log.filter((line) => line === 'detect').length

  test('the route is looked for, so that the first sentence finds it there', async () => {
    const { orca, dispatcher, router, heard } = setUp()
    orca.running = false
    const answer = router.begin('answer')
    await expect.poll(() => looks(dispatcher)).toBe(1)
    answer.say({ text: 'One.', lang: 'en' })
    await answer.end()
    expect([looks(orca), looks(dispatcher), heard().dispatcher]).toEqual([1, 1, ['One.']])
  })

  test('where there was none at the beginning, the first sentence looks again', async () => {
    const { orca, dispatcher, own, router, heard } = setUp()
    for (const route of [orca, dispatcher, own]) route.running = false
    const answer = router.begin('answer')
    await expect.poll(() => looks(own)).toBe(1)
    own.running = true
    answer.say({ text: 'One.', lang: 'en' })
    expect(await answer.end()).toEqual({ ok: true, end: 'spoken' })
    expect(heard().own).toEqual(['One.'])
  })

  test("the user's new choice of route is taken for the next message", async () => {
    const { own, router, heard } = setUp()
    const answer = router.begin('answer')
    answer.say({ text: 'One.', lang: 'en' })
    await expect.poll(() => heard().orca).toEqual(['One.'])
    router.prefer('own-voice')
    answer.say({ text: 'Two.', lang: 'en' })
    await answer.end()
    router.prefer(undefined)
    await speak(router, 'Three.')
    expect([own.heard, heard().orca]).toEqual([['Two.'], ['One.', 'Three.']])
  })
})

test('what begins right behind a silence waits until the route is silent, and is spoken whole', async () => {
  const { orca, dispatcher, router } = setUp()
  orca.running = false
  dispatcher.held = true
  const first = speak(router, 'One.')
  await expect.poll(() => dispatcher.heard).toEqual(['One.'])
  const { promise: quiet, resolve: beQuiet } = Promise.withResolvers<undefined>()
  dispatcher.silence = () => quiet
  const silenced = router.silence()
  dispatcher.held = false
  const second = speak(router, 'Two.')
  expect(await first).toEqual({ ok: true, end: 'silenced' })
  // All that could go on without the route has gone on.
  await new Promise((resolve) => setImmediate(resolve))
  expect(dispatcher.heard).toEqual(['One.'])
  beQuiet(undefined)
  await silenced
  expect(await second).toEqual({ ok: true, end: 'spoken' })
  expect(dispatcher.heard).toEqual(['One.', 'Two.'])
})

test('what is silenced while it waits for an earlier silence is not spoken, and what begins then is', async () => {
  const { orca, dispatcher, router } = setUp()
  orca.running = false
  const { promise: quiet, resolve: beQuiet } = Promise.withResolvers<undefined>()
  dispatcher.silence = () => quiet
  const silences = [router.silence()]
  const dropped = speak(router, 'One.')
  silences.push(router.silence())
  const spoken = speak(router, 'Two.')
  beQuiet(undefined)
  await Promise.all(silences)
  expect([await dropped, await spoken]).toEqual([
    { ok: true, end: 'silenced' },
    { ok: true, end: 'spoken' },
  ])
  expect(dispatcher.heard).toEqual(['Two.'])
})

test('a route that refused a message which was dropped then says the next one', async () => {
  const { orca, dispatcher, router, heard } = setUp()
  orca.fate.push(failure('route-refused'))
  const looked = Promise.withResolvers<undefined>()
  const look = dispatcher.detect.bind(dispatcher)
  const begun = Promise.withResolvers<undefined>()
  dispatcher.detect = async () => {
    begun.resolve(undefined)
    await looked.promise
    return look()
  }
  const dropped = speak(router, 'One.')
  await begun.promise
  const silenced = router.silence()
  const next = speak(router, 'Two.')
  looked.resolve(undefined)
  await silenced
  expect(await Promise.all([dropped, next])).toEqual([{ ok: true, end: 'silenced' }, { ok: true, end: 'handed-over' }])
  expect(heard()).toEqual({ orca: ['Two.'], dispatcher: [], own: [] })
})

test('who may not speak any more since it was looked for does not speak', async () => {
  const { orca, dispatcher, own, router, heard } = setUp()
  for (const route of [orca, dispatcher, own]) route.running = false
  const answer = router.begin('answer')
  for (let i = 0; i < 20; i++) await Promise.resolve()
  const looked = Promise.withResolvers<undefined>()
  const begun = Promise.withResolvers<undefined>()
  const look = dispatcher.detect.bind(dispatcher)
  dispatcher.detect = async () => {
    begun.resolve(undefined)
    await looked.promise
    return look()
  }
  own.running = true
  answer.say({ text: 'One.', lang: 'en' })
  await begun.promise
  // A reader was found that none of the routes reaches.
  router.readersOnly = true
  looked.resolve(undefined)
  expect(await answer.end()).toEqual(failure('reader-unknown'))
  expect(heard()).toEqual({ orca: [], dispatcher: [], own: [] })
})

test('an answer that has no words yet is not given up for one that was silenced before anybody was found to speak', async () => {
  const { orca, dispatcher, own, router, heard } = setUp()
  for (const route of [orca, dispatcher, own]) route.running = false
  const { promise: quiet, resolve: beQuiet } = Promise.withResolvers<undefined>()
  own.silence = () => quiet
  const silenced = router.silence()
  void speak(router, 'One.')
  void router.silence()
  const answer = router.begin('answer')
  beQuiet(undefined)
  await silenced
  for (let i = 0; i < 50; i++) await Promise.resolve()
  own.running = true
  answer.say({ text: 'Two.', lang: 'en' })
  expect(await answer.end()).toEqual({ ok: true, end: 'spoken' })
  expect(heard().own).toEqual(['Two.'])
})

test('what was stopped while its route was looked for is not shown in braille, either', async () => {
  const nvda = fakeRoute('nvda', { ...MUTE, separateBraille: true })
  const looked = Promise.withResolvers<undefined>()
  const look = nvda.detect.bind(nvda)
  nvda.detect = async () => {
    await looked.promise
    return look()
  }
  const router = new Router({ routes: [nvda], lostWords: () => ({ text: '', lang: 'en' }), now: () => 0 })
  const answer = speak(router, 'One.')
  await router.silence()
  looked.resolve(undefined)
  expect(await answer).toEqual({ ok: true, end: 'silenced' })
  await speak(router, 'Two.')
  expect(nvda.shown.map(({ text }) => text)).toEqual(['Two.'])
})

describe('what has the focus', () => {
  const focus = (router: Router, text: string, goesOn = false): Promise<Spoken> => {
    const said = router.begin('focus', { goesOn })
    said.say({ text, lang: 'en' })
    return said.end()
  }

  test('is cut off by what has it next, and gone on with by what comes to it', async () => {
    const { orca, dispatcher, router } = setUp()
    orca.running = false
    dispatcher.held = true
    const first = focus(router, 'Home.')
    await expect.poll(() => dispatcher.heard).toEqual(['Home.'])
    const second = focus(router, 'Models.')
    expect(await first).toEqual({ ok: true, end: 'silenced' })
    await expect.poll(() => dispatcher.heard).toEqual(['Home.', 'Models.'])
    const more = focus(router, 'Six models.', true)
    await new Promise((resolve) => setImmediate(resolve))
    dispatcher.held = false
    dispatcher.release({ ok: true, end: 'spoken' })
    expect(await Promise.all([second, more])).toEqual(Array(2).fill({ ok: true, end: 'spoken' }))
    expect(dispatcher.heard).toEqual(['Home.', 'Models.', 'Six models.'])
  })

  test('is said behind an answer with the newest that came to it meanwhile', async () => {
    const { orca, dispatcher, router } = setUp()
    orca.running = false
    dispatcher.held = true
    const answer = speak(router, 'A dog.')
    await expect.poll(() => dispatcher.heard).toEqual(['A dog.'])
    const all = [focus(router, 'Home.'), focus(router, 'Models.'), focus(router, '10 %', true), focus(router, '20 %', true)]
    dispatcher.held = false
    dispatcher.release({ ok: true, end: 'spoken' })
    await Promise.all([answer, ...all])
    expect(dispatcher.heard).toEqual(['A dog.', 'Models.', '20 %'])
  })
})

test('close leaves every route', async () => {
  const { orca, dispatcher, own, router } = setUp()
  await router.close()
  expect([orca, dispatcher, own].map((r) => r.log.at(-1))).toEqual(['close', 'close', 'close'])
})
