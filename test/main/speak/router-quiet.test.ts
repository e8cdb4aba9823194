import { expect, test } from 'vitest'
import type { MessageKind, RouteId } from '../../../src/main/speak/route'
import { Router } from '../../../src/main/speak/router'
import { ROUTE_IDS } from '../../../src/shared/voice-routes'
import { failure } from '../../../src/shared/codes'
import { fakeRoute, MUTE, TELLS } from '../../support/speech/fake-route'

/** The routes that give braille other words than speech. */
const WITH_BRAILLE: readonly RouteId[] = ['nvda', 'jaws', 'narrator']

function setUp(ids: readonly RouteId[], quiet = true) {
  const braille = { only: false, sticky: false, quiet }
  const routes = ids.map((id) => fakeRoute(id, WITH_BRAILLE.includes(id) ? { ...TELLS, separateBraille: true } : id === 'orca' ? MUTE : TELLS))
  const router = new Router({ routes, lostWords: (from, to) => ({ text: `${from} went away, ${to} goes on.`, lang: 'en' }), now: () => 0, braille })
  const say = (texts: readonly string[], kind: MessageKind = 'answer', aloud = false) => {
    const answer = router.begin(kind, { aloud })
    for (const text of texts) answer.say({ text, lang: 'en' })
    return answer.end()
  }
  const heard = (): string[] => routes.flatMap((route) => route.heard)
  const shown = (): string[] => routes.flatMap((route) => route.shown.map(({ text }) => text))
  return { braille, routes, router, say, heard, shown }
}

test.each(ROUTE_IDS)('by %s nothing is spoken in quiet mode, whatever it is, and braille has it where that can be had apart', async (id) => {
  const { say, heard, shown } = setUp([id])
  for (const kind of ['answer', 'failure', 'progress', 'narration', 'focus'] as const) expect(await say([`A ${kind}.`], kind)).toEqual({ ok: true, end: 'handed-over' })
  expect(heard()).toEqual([])
  expect(shown()).toEqual(WITH_BRAILLE.includes(id) ? ['A answer.', 'A failure.', 'A progress.', 'A narration.', 'A focus.'] : [])
})

test('a reader whose braille comes with its voice is passed over for one whose braille does not', async () => {
  const { say, heard, shown } = setUp(['orca', 'nvda', 'own-voice'])
  await say(['One.', 'Two.'])
  expect([heard(), shown()]).toEqual([[], ['One. Two.']])
})

test('a reader that tells only when it is looked for that it has braille alone is looked for', async () => {
  const { routes, say, heard, shown } = setUp(['orca'])
  const [orca] = routes
  const detect = orca?.detect.bind(orca)
  if (orca && detect) {
    orca.detect = async () => {
      orca.braille = async (message) => {
        orca.shown.push(message)
        return { ok: true, end: 'handed-over' }
      }
      return detect()
    }
  }
  await say(['One.'])
  expect([heard(), shown()]).toEqual([[], ['One.']])
})

test('nobody to show it in braille, or to speak, is no failure: it is shown', async () => {
  const { routes, say, heard } = setUp(['nvda', 'own-voice'])
  for (const route of routes) route.running = false
  expect(await say(['One.'])).toEqual({ ok: true, end: 'handed-over' })
  expect(heard()).toEqual([])
})

test('braille that is lost meanwhile is no reason to speak', async () => {
  const { routes, say, heard } = setUp(['nvda', 'own-voice'])
  const [nvda] = routes
  if (nvda) nvda.braille = async () => failure('route-lost')
  expect(await say(['One.', 'Two.'])).toEqual({ ok: true, end: 'handed-over' })
  expect(heard()).toEqual([])
})

test('what was asked for as speech is spoken all the same, beside what is only shown', async () => {
  const { say, heard } = setUp(['own-voice'])
  const [asked, other] = [say(['Aloud.'], 'answer', true), say(['Shown.'])]
  expect(await asked).toEqual({ ok: true, end: 'spoken' })
  expect(await other).toEqual({ ok: true, end: 'handed-over' })
  expect(heard()).toEqual(['Aloud.'])
})

test('quiet mode that begins within an answer ends its speech, and what comes after it is spoken again once it is over', async () => {
  const { braille, router, say, heard } = setUp(['own-voice'], false)
  const answer = router.begin('answer')
  answer.say({ text: 'One.', lang: 'en' })
  for (let i = 0; i < 20; i++) await Promise.resolve()
  braille.quiet = true
  answer.say({ text: 'Two.', lang: 'en' })
  await answer.end()
  expect(heard()).toEqual(['One.'])
  braille.quiet = false
  await say(['Three.'])
  expect(heard()).toEqual(['One.', 'Three.'])
})

test('an answer beside its speech is still shown whole in braille while quiet mode is off', async () => {
  const { say, heard, shown } = setUp(['nvda'], false)
  await say(['One.', 'Two.'])
  expect([heard(), shown()]).toEqual([['One.', 'Two.'], ['One. Two.']])
})

test('who would speak is told with what can be set of it, and of a reader that nothing can', async () => {
  const { routes, router } = setUp(['orca', 'own-voice'], false)
  const [orca, own] = routes
  if (own) own.driven = async () => ({ rate: 200, volume: true, voices: [] })
  expect(await router.speaker()).toEqual({ id: 'orca', name: 'orca', driven: null })
  if (orca) orca.running = false
  expect(await router.speaker()).toEqual({ id: 'own-voice', name: 'own-voice', driven: { rate: 200, volume: true, voices: [] } })
  if (own) own.running = false
  expect(await router.speaker()).toBeUndefined()
})
