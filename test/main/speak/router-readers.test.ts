import { expect, test } from 'vitest'
import type { MessageKind } from '../../../src/main/speak/route'
import { Router, type BrailleSettings } from '../../../src/main/speak/router'
import { fakeRoute, MUTE, TELLS } from '../../support/speech/fake-route'

const words = (text: string, lang = 'en') => ({ text, lang })

/** One reader without separate braille, one with it, and a voice of our own. */
function setUp(braille: BrailleSettings = { only: false, sticky: false }) {
  const mute = fakeRoute('at-spi', MUTE)
  const nvda = fakeRoute('nvda', { ...TELLS, separateBraille: true })
  const own = fakeRoute('own-voice')
  const key = { press: (): void => undefined, watched: 0, ended: 0 }
  const router = new Router({
    routes: [mute, nvda, own],
    lostWords: (from, to) => words(`${from} went away, ${to} goes on.`),
    now: () => 0,
    braille,
    watchSilenceKey: (heard) => {
      key.watched += 1
      key.press = heard
      return () => void (key.ended += 1)
    },
  })
  const say = (texts: readonly string[], kind: MessageKind = 'answer') => {
    const answer = router.begin(kind)
    for (const text of texts) answer.say(words(text))
    return answer.end()
  }
  return { mute, nvda, own, router, key, say }
}

const turns = async (): Promise<void> => {
  for (let i = 0; i < 20; i++) await Promise.resolve()
}

test('after the key that silences readers nothing more of an answer is said, where the reader does not tell', async () => {
  const { mute, router, key, say } = setUp()
  const answer = router.begin('answer')
  answer.say(words('One.'))
  await turns()
  expect(mute.heard).toEqual(['One.'])
  key.press()
  answer.say(words('Two.'))
  expect(await answer.end()).toEqual({ ok: true, end: 'silenced' })
  expect(mute.heard).toEqual(['One.'])
  // The next answer is another matter.
  await say(['Three.'])
  expect(mute.heard).toEqual(['One.', 'Three.'])
})

test('the key concerns what was begun, and not an answer that waits for its first word', async () => {
  const { mute, router, key } = setUp()
  const first = router.begin('answer')
  first.say(words('One.'))
  await turns()
  const second = router.begin('failure')
  key.press()
  second.say(words('It failed.'))
  expect(await second.end()).toMatchObject({ ok: true })
  expect(mute.heard).toEqual(['One.', 'It failed.'])
})

test('the key is watched only while something of ours is with such a reader', async () => {
  const { nvda, mute, key, say } = setUp()
  mute.running = false
  await say(['One.', 'Two.'])
  expect([nvda.heard, key.watched]).toEqual([['One.', 'Two.'], 0])
  mute.running = true
  await say(['Three.', 'Four.'])
  expect([key.watched, key.ended]).toEqual([1, 1])
})

test('a second silence does not forget a first one that is still on its way', async () => {
  const { mute, router, say } = setUp()
  const slow = Promise.withResolvers<undefined>()
  let times = 0
  mute.silence = async () => {
    times += 1
    if (times === 1) await slow.promise
  }
  void router.silence()
  void router.silence()
  const said = say(['One.'])
  await turns()
  expect(mute.heard).toEqual([])
  slow.resolve(undefined)
  await said
  expect(mute.heard).toEqual(['One.'])
})

test('braille gets an answer whole and once, and does not wait for the voice', async () => {
  const { nvda, mute, router } = setUp({ only: false, sticky: true })
  mute.running = false
  nvda.held = true
  const answer = router.begin('answer')
  answer.say(words('Eins.', 'de'))
  answer.say(words('Zwei.', 'de'))
  void answer.end()
  await turns()
  expect(nvda.heard).toEqual(['Eins.'])
  expect(nvda.shown).toEqual([{ text: 'Eins. Zwei.', lang: 'de', persistent: true }])
})

test('a silenced answer does not come to braille afterwards', async () => {
  const { nvda, mute, router } = setUp()
  mute.running = false
  const answer = router.begin('answer')
  answer.say(words('One.'))
  await router.silence()
  await answer.end()
  expect(nvda.shown).toEqual([])
})

test('in braille alone an answer is one message, and no voice has it', async () => {
  const { nvda, mute, own, say } = setUp({ only: true, sticky: false })
  mute.running = false
  expect(await say(['One.', 'Two.'])).toEqual({ ok: true, end: 'handed-over' })
  expect(nvda.shown.map(({ text }) => text)).toEqual(['One. Two.'])
  expect([...nvda.heard, ...own.heard]).toEqual([])
})

test('in braille alone a reader whose braille cannot be had alone gets the whole answer in one message', async () => {
  const { mute, say } = setUp({ only: true, sticky: false })
  await say(['One.', 'Two.', 'Three.'])
  expect(mute.heard).toEqual(['One. Two. Three.'])
})

test('in braille alone no voice of our own ever speaks', async () => {
  const { mute, nvda, own, say } = setUp({ only: true, sticky: false })
  mute.running = false
  nvda.running = false
  expect(await say(['One.'])).toMatchObject({ ok: false })
  expect(own.heard).toEqual([])
})

test('beside a reader that nobody knows our own voices keep silent, and that is the reason given', async () => {
  const { mute, nvda, own, router, say } = setUp()
  mute.running = false
  nvda.running = false
  router.readersOnly = true
  expect(await say(['One.'])).toEqual({ ok: false, code: 'reader-unknown' })
  router.readersOnly = false
  expect(await say(['Two.'])).toMatchObject({ ok: true })
  expect(own.heard).toEqual(['Two.'])
})

test('what has the focus cuts off what had it, and not an answer', async () => {
  const { own, mute, nvda, router, say } = setUp()
  mute.running = false
  nvda.running = false
  own.held = true
  void say(['First button'], 'focus')
  await turns()
  void say(['Second button'], 'focus')
  await turns()
  expect([own.heard, own.log.filter((l) => l === 'silence').length]).toEqual([['First button', 'Second button'], 1])
  const answer = router.begin('answer')
  answer.say(words('A dog.'))
  await turns()
  void say(['Third button'], 'focus')
  void say(['Fourth button'], 'focus')
  await turns()
  expect(own.heard).toEqual(['First button', 'Second button', 'A dog.'])
  own.held = false
  own.release({ ok: true, end: 'spoken' })
  await answer.end()
  await turns()
  expect(own.heard).toEqual(['First button', 'Second button', 'A dog.', 'Fourth button'])
})
