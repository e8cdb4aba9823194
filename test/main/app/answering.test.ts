import { describe, expect, test } from 'vitest'
import { Answering, failureSentence, type AnswerRequest, type TakenPicture } from '../../../src/main/app/answering'
import { Answers } from '../../../src/main/app/answers'
import { createAnswerHistory } from '../../../src/main/history/answer-history'
import type { Stage } from '../../../src/main/narrate/narrator'
import type { Spoken } from '../../../src/main/speak/route'
import { FAILURE_CODES, failure, type Result } from '../../../src/shared/codes'
import { createMessages } from '../../../src/shared/messages'
import { taken } from '../../support/app/frame'
import { newestJob, scriptedNarrator, turn } from '../../support/app/scripted-narrator'
import { spyVoice } from '../../support/app/spy-voice'

const messages = createMessages('en')

function setUp({ speaking, locale = 'en' as const }: { speaking?: Promise<Spoken>; locale?: 'en' | 'de' } = {}) {
  const spy = spyVoice(speaking)
  const { narrator, jobs } = scriptedNarrator()
  const answers = new Answers(createAnswerHistory(), () => undefined)
  const working: [string | null, Stage | null][] = []
  const now = { front: 7 as number | null, time: 1000 }
  const ways: number[] = []
  const answering = new Answering({
    narrator,
    voice: spy.voice,
    records: answers,
    working: (asked, stage) => void working.push([asked, stage]),
    messages: () => createMessages(locale),
    style: () => ({ length: 'normal', hedge: 'words' }),
    front: async () => now.front,
    askForWay: () => void ways.push(spy.heard.length),
    now: () => now.time,
  })
  return { ...spy, answering, jobs, answers, working, now, ways }
}

const asks = (took: Result<{ taken: TakenPicture }> | TakenPicture = taken(), verb: 'describe' | 'read' = 'describe'): AnswerRequest => ({
  asked: verb === 'read' ? 'read-text' : 'describe-screen',
  verb,
  about: 'The screen',
  take: async () => ('picture' in took ? { ok: true, taken: took } : took),
})

const own = (text: string) => ({ text, lang: 'en', source: 'app' as const })

describe('an answer', () => {
  test('is said sentence by sentence as it comes, and kept', async () => {
    const { answering, jobs, heard, answers, open } = setUp()
    const ran = answering.run(asks())
    const job = await newestJob(jobs)
    job.say('A dog, probably.')
    await turn()
    expect(heard).toEqual(['A dog, probably.'])
    expect(answers.current()).toMatchObject({ complete: false, picture: true, about: 'The screen' })
    job.say('It sleeps.')
    job.finish(['Beware'])
    expect(await ran).toEqual({ ok: true })
    expect(heard).toEqual(['A dog, probably.', 'It sleeps.'])
    expect(answers.current()).toMatchObject({ complete: true, failed: false, lines: ['Beware'] })
    expect(answers.current()?.sentences.map(({ text }) => text)).toEqual(heard)
    expect(open()).toBe(0)
    expect(answering.busy).toBe(false)
  })

  test('begins with a sign of life, before the picture is there', async () => {
    const { answering, log, working } = setUp()
    const { promise, resolve } = Promise.withResolvers<Result<{ taken: TakenPicture }>>()
    void answering.run({ ...asks(), take: () => promise })
    expect(log).toEqual(['silence quietly', 'begin answer'])
    expect(working).toEqual([['describe-screen', 'loading']])
    resolve(failure('screen-denied'))
  })

  test('is read and not described where the text was asked for', async () => {
    const { answering, jobs } = setUp()
    void answering.run(asks(taken(), 'read'))
    expect((await newestJob(jobs)).verb).toBe('read')
  })

  test('tells what is worked on, and that nothing is when it is there, not only when it is spoken', async () => {
    const { promise: speaking, resolve } = Promise.withResolvers<Spoken>()
    const { answering, jobs, working } = setUp({ speaking })
    const ran = answering.run(asks())
    const job = await newestJob(jobs)
    job.stage('looking')
    job.stage('writing')
    job.finish()
    await turn()
    expect(working.slice(1)).toEqual([
      ['describe-screen', 'looking'],
      ['describe-screen', 'writing'],
      [null, null],
    ])
    expect(answering.busy).toBe(true)
    resolve({ ok: true, end: 'spoken' })
    await ran
    expect(answering.busy).toBe(false)
  })

  test('that nobody could speak is one all the same, and says so to who asked', async () => {
    const { answering, jobs, answers } = setUp({ speaking: Promise.resolve(failure('no-voice')) })
    const ran = answering.run(asks())
    const job = await newestJob(jobs)
    job.say('A dog.')
    job.finish()
    expect(await ran).toEqual(failure('no-voice'))
    expect(answers.current()).toMatchObject({ complete: true, failed: false })
  })

  test('carries the language of each sentence to the voice', async () => {
    const { answering, jobs, langs, now } = setUp({ locale: 'de' })
    const opening = [{ text: 'Vorn: Mail.', lang: 'de', source: 'app' as const }]
    void answering.run(asks(taken({ opening })))
    const job = await newestJob(jobs)
    now.front = 8
    now.time = 5000
    job.say('A letter.')
    await turn()
    expect(langs).toEqual(['de', 'de', 'en'])
  })
})

describe('where another window came to the front', () => {
  const opening = [own('Display 1 of 2.'), own('In front: Mail.')]

  test('the age is said once, behind the opening and before the first sentence about the picture', async () => {
    const { answering, jobs, heard, now, answers } = setUp()
    void answering.run(asks(taken({ opening })))
    const job = await newestJob(jobs)
    now.front = 8
    now.time = 5100
    job.say('A letter.', 'It is long.')
    await turn()
    expect(heard).toEqual([...opening.map(({ text }) => text), 'Screen from 4 seconds ago:', 'A letter.', 'It is long.'])
    expect(answers.current()?.sentences.map(({ text }) => text)).toEqual(heard)
  })

  test('a window that comes to the front after the first sentence makes nothing old', async () => {
    const { answering, jobs, heard, now } = setUp()
    void answering.run(asks())
    const job = await newestJob(jobs)
    now.time = 4000
    job.say('A letter.')
    await turn()
    now.front = 8
    job.say('It is long.')
    await turn()
    expect(heard).toEqual(['A letter.', 'It is long.'])
  })

  test.each([
    ['the same window', 7, taken(), 9000],
    ['a desktop that does not tell', null, taken(), 9000],
    ['a moment ago', 8, taken(), 1400],
    ['a picture that does not grow old, of the camera or the clipboard', 8, taken({ front: null }), 9000],
  ])('%s is not worth a word', async (_name, front, picture, time) => {
    const { answering, jobs, heard, now } = setUp()
    void answering.run(asks(picture))
    const job = await newestJob(jobs)
    Object.assign(now, { front, time })
    job.say('A letter.')
    await turn()
    expect(heard).toEqual(['A letter.'])
  })
})

describe('a newer request', () => {
  test('cancels the older one, which says nothing more and shows nothing more', async () => {
    const { answering, jobs, heard, working, answers } = setUp()
    const older = answering.run(asks())
    const first = await newestJob(jobs)
    first.say('Old.')
    await turn()
    const newer = answering.run(asks(taken({ about: 'The camera' }), 'read'))
    const second = await newestJob(jobs)
    expect(first.options.signal.aborted).toBe(true)
    first.say('Old and late.')
    first.stage('writing')
    second.say('New.')
    second.finish()
    expect(await older).toEqual(failure('cancelled'))
    expect(await newer).toEqual({ ok: true })
    expect(heard).toEqual(['Old.', 'New.'])
    expect(working.slice(1)).toEqual([['read-text', 'loading'], [null, null], [null, null]])
    expect(answers.go(-1)).toMatchObject({ complete: true, failed: false, sentences: [{ text: 'Old.' }] })
  })

  test('while the picture is being taken leaves no trace of the older one', async () => {
    const { answering, jobs, answers, heard } = setUp()
    const { promise, resolve } = Promise.withResolvers<Result<{ taken: TakenPicture }>>()
    let signal: AbortSignal | undefined
    const older = answering.run({ ...asks(), take: (given) => ((signal = given), promise) })
    void answering.run(asks())
    expect(signal?.aborted).toBe(true)
    resolve({ ok: true, taken: taken() })
    expect(await older).toEqual(failure('cancelled'))
    await turn()
    expect(jobs).toHaveLength(1)
    expect(answers.place().count).toBe(1)
    expect(heard).toEqual([])
  })

  test('while a sentence waits for the question of its age keeps it unsaid', async () => {
    const { answering, jobs, heard } = setUp()
    void answering.run(asks())
    const job = await newestJob(jobs)
    job.say('Old.')
    void answering.run(asks())
    await turn()
    expect(heard).toEqual([])
  })

  test('makes way for itself in other processes before it says a word', async () => {
    const { answering, jobs, ways } = setUp()
    void answering.run(asks())
    ;(await newestJob(jobs)).say('New.')
    await turn()
    expect(ways).toEqual([0])
  })

  test('that is no picture ends the older one, too, and nothing is said to be worked on', async () => {
    const { answering, jobs, heard, working } = setUp()
    const older = answering.run(asks())
    const job = await newestJob(jobs)
    await answering.say([own('The last answer.')])
    job.say('Late.')
    expect(await older).toEqual(failure('cancelled'))
    expect(heard).toEqual(['The last answer.'])
    expect(working.at(-1)).toEqual([null, null])
    expect(answering.busy).toBe(false)
  })

  test('does not spoil the record of an answer that was only still being spoken', async () => {
    const { promise: speaking } = Promise.withResolvers<Spoken>()
    const { answering, jobs, answers } = setUp({ speaking })
    void answering.run(asks())
    const job = await newestJob(jobs)
    job.say('A sign.')
    job.finish(['Beware', 'of the dog'])
    await turn()
    void answering.say([own('Something else.')])
    await turn()
    expect(answers.current()).toMatchObject({ complete: true, lines: ['Beware', 'of the dog'] })
    expect(answers.told()?.lines).toHaveLength(2)
  })
})

describe('stop', () => {
  test("silences, ends the narrator's job, and lets nothing be said afterwards", async () => {
    const { answering, jobs, heard, log, open, working } = setUp()
    const ran = answering.run(asks())
    const job = await newestJob(jobs)
    job.say('A long')
    await turn()
    await answering.stop()
    expect(job.options.signal.aborted).toBe(true)
    job.say('story.')
    job.finish()
    expect(await ran).toEqual(failure('cancelled'))
    await turn()
    expect(heard).toEqual(['A long'])
    expect(log.at(-1)).toBe('silence')
    expect(open()).toBe(0)
    expect(working.at(-1)).toEqual([null, null])
    expect(answering.busy).toBe(false)
  })

  test('releases the camera: the taking is told', async () => {
    const { answering } = setUp()
    let released = false
    void answering.run({
      ...asks(),
      take: (signal) =>
        new Promise((resolve) =>
          signal.addEventListener('abort', () => {
            released = true
            resolve(failure('cancelled'))
          }),
        ),
    })
    await answering.stop()
    expect(released).toBe(true)
  })

  test('ends what speaks in other processes, but not where the asker does that', async () => {
    const { answering, ways } = setUp()
    await answering.stopOwn()
    expect(ways).toEqual([])
    await answering.stop()
    expect(ways).toHaveLength(1)
  })

  test('keeps what was said until then, as complete and not as failed', async () => {
    const { answering, jobs, answers } = setUp()
    const ran = answering.run(asks())
    ;(await newestJob(jobs)).say('Half.')
    await turn()
    await answering.stop()
    await ran
    expect(answers.current()).toMatchObject({ complete: true, failed: false, sentences: [{ text: 'Half.' }] })
  })
})

describe('a failure', () => {
  test('of the picture is said once, as a failure, and recorded as failed', async () => {
    const { answering, heard, log, answers, open, working } = setUp()
    const ran = await answering.run(asks(failure('camera-none')))
    expect(ran).toEqual(failure('camera-none'))
    const text = failureSentence(failure('camera-none'), messages).text
    expect(heard).toEqual([text])
    expect(log.slice(1)).toEqual(['begin answer', 'begin failure'])
    expect(answers.current()).toMatchObject({ complete: true, failed: true, picture: false, sentences: [{ text }] })
    expect(open()).toBe(0)
    expect(working.at(-1)).toEqual([null, null])
  })

  test('of the engine comes behind what was said, and is recorded with it', async () => {
    const { answering, jobs, heard, answers } = setUp()
    const ran = answering.run(asks(taken({ opening: [own('In front: Mail.')] })))
    ;(await newestJob(jobs)).fail('engine-crashed')
    expect(await ran).toEqual(failure('engine-crashed'))
    const text = failureSentence(failure('engine-crashed'), messages).text
    expect(heard).toEqual(['In front: Mail.', text])
    expect(answers.current()).toMatchObject({ failed: true, complete: true, sentences: [{}, { text }] })
  })

  test('that is cancelled while it is said stays a failure', async () => {
    const { promise: speaking } = Promise.withResolvers<Spoken>()
    const { answering, answers } = setUp({ speaking })
    const ran = answering.run(asks(failure('screen-lost')))
    await turn()
    await answering.stop()
    expect(await ran).toEqual(failure('screen-lost'))
    expect(answers.current()).toMatchObject({ failed: true, complete: true })
  })

  test('after a newer request is not said', async () => {
    const { answering, jobs, heard } = setUp()
    void answering.run(asks())
    const first = await newestJob(jobs)
    void answering.run(asks())
    first.fail('engine-crashed')
    await turn()
    expect(heard).toEqual([])
  })

  test('that is a bug is not silent, does not tick on, and is told on', async () => {
    const { answering, log, open, answers, working } = setUp()
    const bug = new Error('a bug')
    await expect(answering.run({ ...asks(), take: () => Promise.reject(bug) })).rejects.toBe(bug)
    await turn()
    expect(log.at(-1)).toBe('earcon failure')
    expect(open()).toBe(0)
    expect(answers.place().count).toBe(0)
    expect(working.at(-1)).toEqual([null, null])
    expect(answering.busy).toBe(false)
  })

  test.each(FAILURE_CODES)('%s is a sentence in both languages', (code) => {
    for (const locale of ['en', 'de'] as const) {
      const sentence = failureSentence(failure(code), createMessages(locale))
      expect(sentence).toMatchObject({ lang: locale, source: 'app' })
      expect(sentence.text).toMatch(/^\S.*[.!?]$/)
    }
  })
})

describe('what comes of some work', () => {
  const found = { ok: true as const, sentences: [own('More of it.')] }

  test('is said and given back', async () => {
    const { answering, heard, log, working, open } = setUp()
    expect(await answering.tell('more', async () => found)).toEqual(found)
    await turn()
    expect(heard).toEqual(['More of it.'])
    expect(log).toEqual(['silence quietly', 'begin answer'])
    expect(working).toEqual([['more', null], [null, null]])
    expect([open(), answering.busy]).toEqual([0, false])
  })

  test.each([
    ['a newer request', (answering: Answering) => void answering.run(asks())],
    ['stop', (answering: Answering) => void answering.stop()],
    ['a failure that is said', (answering: Answering) => answering.cancel()],
  ])('is not said after %s, and its work is told', async (_name, interrupt) => {
    const { answering, heard } = setUp()
    const { promise, resolve } = Promise.withResolvers<typeof found>()
    let signal: AbortSignal | undefined
    const telling = answering.tell('more', (given) => ((signal = given), promise))
    interrupt(answering)
    expect(signal?.aborted).toBe(true)
    resolve(found)
    expect(await telling).toEqual(failure('cancelled'))
    await turn()
    expect(heard).toEqual([])
  })

  test('is given up by who asked for it, but only while it is worked on', async () => {
    const { promise: speaking } = Promise.withResolvers<Spoken>()
    const { answering, heard, log, open } = setUp({ speaking })
    const controller = new AbortController()
    await answering.tell('more', async () => found, controller.signal)
    controller.abort()
    expect(open()).toBe(1)
    const later = new AbortController()
    const telling = answering.tell('more', () => turn().then(() => found), later.signal)
    later.abort()
    expect(await telling).toEqual(failure('cancelled'))
    expect(open()).toBe(0)
    expect(heard).toEqual(['More of it.'])
    expect(log.at(-1)).toBe('silence quietly')
  })

  test('of a newer request is not given up by who asked for the older', async () => {
    const { answering, jobs, heard } = setUp()
    const controller = new AbortController()
    void answering.tell('more', () => new Promise(() => undefined), controller.signal)
    void answering.run(asks())
    controller.abort()
    ;(await newestJob(jobs)).say('New.')
    await turn()
    expect(heard).toEqual(['New.'])
  })

  test('that failed is said as a failure, once', async () => {
    const { answering, heard, log, open } = setUp()
    expect(await answering.tell('more', async () => failure('nothing-more'))).toEqual(failure('nothing-more'))
    await turn()
    expect(heard).toEqual([failureSentence(failure('nothing-more'), messages).text])
    expect(log.slice(1)).toEqual(['begin answer', 'begin failure'])
    expect([open(), answering.busy]).toEqual([0, false])
  })
})

test('every cancel makes it somebody else\'s turn to speak', () => {
  const { answering } = setUp()
  const turns = [answering.turn]
  void answering.run(asks())
  turns.push(answering.turn)
  answering.cancel()
  turns.push(answering.turn)
  void answering.stop()
  turns.push(answering.turn)
  void answering.say([])
  turns.push(answering.turn)
  expect(new Set(turns).size).toBe(turns.length)
})
