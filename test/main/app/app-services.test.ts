import { describe, expect, test } from 'vitest'
import { appServices } from '../../../src/main/app/app-services'
import { runCommand } from '../../../src/cli/run-command'
import { EXIT } from '../../../src/cli/exit-codes'
import { failureSentence } from '../../../src/main/app/answering'
import type { Spoken } from '../../../src/main/speak/route'
import { failure } from '../../../src/shared/codes'
import { createMessages } from '../../../src/shared/messages'
import { ANSWER, fakeWorld } from '../../cli/support/fake-io'
import { anApp } from '../../support/app/an-app'
import { turn } from '../../support/app/scripted-narrator'
import { anEntry, boxEntry, installed } from '../../support/app/scripted-store'
import { someModels } from '../../support/app/some-models'
import { aHistory } from '../../support/history/a-cli-history'

/** Command lines that the app carries out, as the socket hands them over. */
async function setUp(parts: Parameters<typeof anApp>[0] = {}, some = someModels(), isOn = false) {
  const app = anApp(parts)
  const { store, models, inUse } = some
  const { voice, narrator, answering, answers, subjects, descry, pictures } = app
  const narrated: string[] = []
  const sentence = { text: 'Narration on.', lang: 'en', source: 'app' } as const
  const narrating = { switch: async (source: string) => (narrated.push(`switch ${source}`), { ok: true as const, sentences: [sentence] }), stop: () => void narrated.push('stop'), isOn, source: isOn ? ('camera' as const) : null }
  const changes = { ask: async () => ({ ok: true as const, sentences: [{ text: 'Nothing has changed.', lang: 'en', source: 'app' as const }] }) }
  const listening = { ask: async () => ({ ok: true as const, understood: 'What is this?', answer: { ...ANSWER, sentences: [{ text: 'A dog.', lang: 'en', source: 'model' as const }] } }) }
  const services = appServices({ narrating, narrator, voice, answering, answers, subjects, descry, pictures, store, models, inUse, history: aHistory(), changes, listening, doubt: () => app.settings.current.doubt, openHome: () => descry.openHome() })
  const world = await fakeWorld()
  const run = (...argv: string[]) => runCommand(argv, { ...world.io, services })
  return { ...app, services, world, run, narrated }
}

test('a question that was handed over to be spoken is listened to by the app', async () => {
  const { run, world } = await setUp()
  expect(await run('ask', '--listen')).toBe(EXIT.ok)
  expect(world.stdout()).toBe('Understood: “What is this?”\nA dog.\n')
})

describe('a description that was handed over', () => {
  test("is made by the app's engine, spoken by the app's voice, and printed", async () => {
    const { run, job: jobOf, heard, world, log, isClosed } = await setUp()
    const ran = run('describe', '--screen')
    const job = await jobOf(1)
    job.say('A dog.')
    job.finish()
    expect(await ran).toBe(EXIT.ok)
    expect(heard).toEqual(['A dog.'])
    expect(world.stdout()).toBe('A dog.\n')
    expect([log.includes('close'), isClosed()]).toEqual([false, false])
  })

  test('is remembered once by the app, with its picture and what it is about', async () => {
    const { run, job: jobOf, answers } = await setUp()
    const ran = run('read', '--window')
    const job = await jobOf(1)
    job.say('Beware')
    job.finish(['Beware', 'of the dog'])
    await ran
    expect(answers.place().count).toBe(1)
    expect(answers.current()).toMatchObject({ command: 'read-text', about: 'The window', picture: true, complete: true, lines: ['Beware', 'of the dog'] })
    expect(answers.told()).toMatchObject({ verb: 'read', picture: job.picture })
  })

  const DOUBTS = [['asked', [], 'asked'], ['asked', ['--sure'], 'always'], ['always', [], 'always']] as const
  test.each(DOUBTS)('with doubt %s and flags %j reads the picture as often as %s says', async (doubt, flags, expected) => {
    const { run, job: jobOf } = await setUp({ change: { doubt } })
    const ran = run('describe', '--screen', ...flags)
    const job = await jobOf(1)
    expect(job.options.doubt).toBe(expected)
    job.finish()
    await ran
  })

  test('that fails leaves nothing behind', async () => {
    const { run, job: jobOf, answers, world } = await setUp()
    const ran = run('describe', '--camera')
    ;(await jobOf(1)).fail('engine-crashed')
    expect(await ran).toBe(EXIT.engine)
    expect(world.stderr()).toContain(failureSentence(failure('engine-crashed'), createMessages('en')).text)
    expect(answers.place().count).toBe(0)
  })

  test('cancels what the app was saying', async () => {
    const { run, job: jobOf, heard, descry } = await setUp()
    descry.run('describe-screen')
    const older = await jobOf(1)
    const ran = run('describe', '--screen')
    const newer = await jobOf(2)
    expect(newer).not.toBe(older)
    expect(older.options.signal.aborted).toBe(true)
    newer.say('New.')
    newer.finish()
    await ran
    expect(heard).toEqual(['New.'])
  })

  test('without speech leaves the app speaking', async () => {
    const { run, job: jobOf, heard, descry } = await setUp()
    descry.run('describe-screen')
    const spoken = await jobOf(1)
    const ran = run('describe', '--screen', '--quiet')
    const printed = await jobOf(2)
    printed.finish()
    await ran
    expect(spoken.options.signal.aborted).toBe(false)
    spoken.say('Still here.')
    await turn()
    expect(heard).toEqual(['Still here.'])
  })

  test('and cancelled after a newer request came does not silence that one', async () => {
    const { run, job: jobOf, heard, descry, world, open } = await setUp()
    const ran = run('describe', '--screen')
    await jobOf(1)
    descry.run('camera-look')
    const newer = await jobOf(2)
    // It hears of the newer request a moment later, over a socket.
    world.interrupt()
    expect(await ran).toBe(EXIT.cancelled)
    expect(open()).toBe(1)
    newer.say('New.')
    newer.finish()
    await turn()
    expect(heard).toEqual(['New.'])
  })

  test('and superseded does not speak its next picture beside the newer request', async () => {
    const { services, world, descry, heard, voice } = await setUp()
    const handed = await services.voice({ env: world.io.env, sounds: false })
    descry.run('status')
    const utterance = handed.beginAnswer('answer')
    utterance.say({ text: 'Old.', lang: 'en' })
    expect(await utterance.end()).toEqual({ ok: true, end: 'silenced' })
    await turn()
    expect(heard).toEqual(['All is well.'])
    expect(handed.earcon).toBe(voice.earcon)
  })

  test('that is silenced by a newer request is not remembered a second time, over the newer one', async () => {
    const { promise: speaking } = Promise.withResolvers<Spoken>()
    const { run, job: jobOf, answers, descry } = await setUp({ speaking })
    const ran = run('describe', '--screen')
    const older = await jobOf(1)
    older.say('Old.')
    older.finish()
    await turn()
    descry.run('camera-look')
    const newer = await jobOf(2)
    await ran
    newer.say('New.')
    await turn()
    expect(answers.place()).toEqual({ count: 2, position: 2 })
    expect(answers.current()?.sentences).toMatchObject([{ text: 'New.' }])
  })

  test('that is forgotten while it is spoken stays forgotten', async () => {
    const speaking = Promise.withResolvers<Spoken>()
    const { run, job: jobOf, answers } = await setUp({ speaking: speaking.promise })
    const ran = run('describe', '--screen')
    const job = await jobOf(1)
    job.say('A password.')
    job.finish()
    await turn()
    await turn()
    expect(answers.forgetLast()).toBe(true)
    speaking.resolve({ ok: true, end: 'handed-over' })
    expect(await ran).toBe(EXIT.ok)
    expect(answers.place().count).toBe(0)
  })

  test("Ctrl+C in its terminal ends the narrator's job and silences it", async () => {
    const { run, job: jobOf, world, log } = await setUp()
    const ran = run('describe', '--screen')
    const job = await jobOf(1)
    world.interrupt()
    expect(await ran).toBe(EXIT.cancelled)
    expect(job.options.signal.aborted).toBe(true)
    expect(log.at(-1)).toBe('silence')
  })
})

describe('again, handed over', () => {
  test('says the answer that the app shows', async () => {
    const { run, job: jobOf, descry, world } = await setUp()
    descry.run('describe-screen')
    const job = await jobOf(1)
    job.say('A dog.')
    job.finish()
    await turn()
    expect(await run('again')).toBe(EXIT.ok)
    expect(world.stdout()).toBe('A dog.\n')
  })

  test('with nothing remembered says so', async () => {
    const { run, world } = await setUp()
    expect(await run('again')).toBe(EXIT.failed)
    expect(world.stderr()).toContain(failureSentence(failure('no-last-answer'), createMessages('en')).text)
  })

  test('does not make a second one of an answer that is not the newest', async () => {
    const { run, job: jobOf, descry, answers } = await setUp()
    for (const [i, text] of ['First.', 'Second.'].entries()) {
      descry.run('describe-screen')
      const job = await jobOf(i + 1)
      job.say(text)
      job.finish()
      await turn()
    }
    descry.run('previous-answer')
    await run('again')
    expect(answers.place()).toEqual({ count: 2, position: 1 })
  })

  test('forgets the last one', async () => {
    const { run, answers } = await setUp()
    answers.keep(ANSWER, 'picture', 'a', null)
    expect(await run('again', '--forget')).toBe(EXIT.ok)
    expect(answers.place().count).toBe(0)
  })
})

describe('more, open and stop, handed over', () => {
  test('more is spoken by the app and printed', async () => {
    const { run, job: jobOf, answers, world, heard } = await setUp()
    answers.keep({ ...ANSWER, lines: [] }, 'picture', 'a', null)
    expect(await run('more')).toBe(EXIT.failed)
    expect(world.stderr()).toContain(failureSentence(failure('nothing-more'), createMessages('en')).text)
    const ran = run('describe', '--screen')
    const job = await jobOf(1)
    job.say('A sign.')
    job.finish(['Beware'])
    await ran
    heard.length = 0
    expect(await run('more')).toBe(EXIT.ok)
    expect(heard).toEqual(['Beware.'])
    expect(world.stdout()).toBe('A sign.\nBeware.\n')
  })

  test('Ctrl+C ends the search for more', async () => {
    const { run, job: jobOf, world, heard } = await setUp()
    const described = run('describe', '--screen')
    const job = await jobOf(1)
    job.say('A dog.')
    job.finish()
    await described
    const ran = run('more')
    const search = await jobOf(2)
    world.interrupt()
    expect(await ran).toBe(EXIT.cancelled)
    expect(search.options.signal.aborted).toBe(true)
    expect(heard).toEqual(['A dog.'])
  })

  test('open shows the window', async () => {
    const { run, did } = await setUp()
    expect(await run('open')).toBe(EXIT.ok)
    expect(did).toEqual(['home home heading'])
  })

  test('stop ends what the app works on, and says whether there was anything', async () => {
    const { run, job: jobOf, descry, world, heard } = await setUp()
    expect(await run('stop')).toBe(EXIT.failed)
    descry.run('describe-screen')
    const job = await jobOf(1)
    expect(await run('stop')).toBe(EXIT.ok)
    expect(job.options.signal.aborted).toBe(true)
    expect(heard).toEqual([])
    expect(world.stdout()).not.toBe('')
  })
})

test('a picture that cannot be had is told to the command line, not only to the voice', async () => {
  const { run, state, world } = await setUp()
  state.took = failure('camera-none')
  expect(await run('describe', '--camera')).toBe(EXIT.picture)
  expect(world.stderr()).toContain(failureSentence(failure('camera-none'), createMessages('en')).text)
})

describe('models, handed over', () => {
  test('are those of the app, with the one in use', async () => {
    const { run, world } = await setUp({}, someModels([boxEntry(), anEntry()]))
    expect(await run('models')).toBe(EXIT.ok)
    const [first, second] = world.stdout().trim().split('\n')
    expect(first).toMatch(/^descry-nano: descry-nano, came with Descry\. It is in use\./)
    expect(second).toMatch(/^smol: SmolVLM 256M, can be downloaded\./)
  })

  test('are fetched in the app, so that window and voice tell of it, and the terminal does, too', async () => {
    const some = someModels()
    const { run, world } = await setUp({}, some)
    const ran = run('models', 'get', 'smol')
    await turn()
    await turn()
    some.jobs[0]?.progress(0)
    some.jobs[0]?.progress(60_000_000)
    some.jobs[0]?.finish()
    expect(await ran).toBe(EXIT.ok)
    expect(some.said).toContain('SmolVLM 256M: 25 percent.')
    expect(world.stderr()).toBe('Downloading SmolVLM 256M, 200 megabytes.\nSmolVLM 256M: 25 percent.\n')
  })

  test('Ctrl+C ends a download that this command began', async () => {
    const some = someModels()
    const { run, world } = await setUp({}, some)
    const ran = run('models', 'get', 'smol')
    await turn()
    await turn()
    world.interrupt()
    expect(await ran).toBe(EXIT.cancelled)
    expect(some.jobs[0]?.options.signal?.aborted).toBe(true)
    expect(world.stderr()).toContain('What has arrived is kept.')
  })

  test('one that is chosen is loaded by the app first', async () => {
    const some = someModels([boxEntry(), installed()])
    const { run, world } = await setUp({}, some)
    const ran = run('models', 'use', 'smol')
    await turn()
    await turn()
    some.uses[0]?.answer({ ok: true })
    expect(await ran).toBe(EXIT.ok)
    expect(some.settings.current().model).toBe('smol')
    expect(world.stdout()).toBe('SmolVLM 256M is now in use.\n')
  })
})

describe('narration by command line', () => {
  test('is switched by "watch", and what the app says of it is printed', async () => {
    const { run, narrated, world } = await setUp()
    expect(await run('watch')).toBe(EXIT.ok)
    expect(narrated).toEqual(['switch camera'])
    expect(world.stdout()).toBe('Narration on.\n')
  })
  test.each(['camera', 'screen', 'window', 'pointer'])('of the %s by its flag', async (source) => {
    const { run, narrated } = await setUp()
    expect(await run('watch', `--${source}`)).toBe(EXIT.ok)
    expect(narrated).toEqual([`switch ${source}`])
  })

  test('is ended by "stop", which then had something to stop', async () => {
    const { run, narrated } = await setUp({}, someModels(), true)
    expect(await run('stop')).toBe(EXIT.ok)
    expect(narrated).toEqual(['stop'])
  })

  test('needs the app', async () => {
    const world = await fakeWorld()
    expect(await runCommand(['watch'], world.io)).toBe(EXIT.failed)
    expect(world.stderr()).toContain('Descry itself is not running')
  })
})

describe('a question that was handed over', () => {
  test("without a picture is about the last answer's, says so, and is remembered with what it asked", async () => {
    const { run, job: jobOf, descry, did, heard, answers, state } = await setUp()
    descry.run('camera-look')
    const described = await jobOf(1)
    described.finish()
    await turn()
    state.now += 40_000
    did.length = 0
    const ran = run('ask', 'Is there a door?')
    const job = await jobOf(2)
    job.say('Probably no.')
    job.finish()
    expect(await ran).toBe(EXIT.ok)
    expect(job).toMatchObject({ verb: 'ask', asked: { text: 'Is there a door?', history: [] }, picture: described.picture })
    expect(did).toEqual([])
    expect(heard).toEqual(['About the camera, from 40 seconds ago.', 'Probably no.'])
    // The answer has the moment of the picture, not that of the question.
    expect(answers.current()).toMatchObject({ command: 'ask', about: '“Is there a door?” – The camera', takenAt: described.options.takenAt })
    const again = run('ask', 'Is there a window?')
    ;(await jobOf(3)).finish()
    await again
    expect(answers.place().count).toBe(3)
  })

  test('without one that is new enough is about the screen', async () => {
    const { run, job: jobOf, did, world } = await setUp()
    const ran = run('ask', 'Is there a door?')
    ;(await jobOf(1)).finish()
    expect(await ran).toBe(EXIT.ok)
    expect(did).toEqual(['take screen'])
    expect(world.stdout()).toBe('About the screen, now.\n')
  })

  test('goes on with the conversation about the same picture, by command and by key', async () => {
    const { run, job: jobOf, descry, asking } = await setUp()
    const first = run('ask', 'Is there a door?')
    const one = await jobOf(1)
    one.say('Probably no.')
    one.finish()
    await first
    descry.run('ask')
    await turn()
    await asking.put('And a window?')
    const two = await jobOf(2)
    expect(two.picture).toBe(one.picture)
    expect(two.asked?.history?.map(({ question }) => question)).toEqual(['Is there a door?'])
  })
})
