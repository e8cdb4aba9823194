import { describe, expect, test } from 'vitest'
import { STOPPED, type TakenPicture } from '../../../src/main/app/answering'
import type { Spoken } from '../../../src/main/speak/route'
import { failure, type Result } from '../../../src/shared/codes'
import { anAnswering, asks, own } from '../../support/app/an-answering'
import { taken } from '../../support/app/frame'
import { newestJob, turn } from '../../support/app/scripted-narrator'

describe('an answer', () => {
  test('is said sentence by sentence as it comes, and kept', async () => {
    const { answering, jobs, heard, answers, open } = anAnswering()
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
    const { answering, log, working } = anAnswering()
    const { promise, resolve } = Promise.withResolvers<Result<{ taken: TakenPicture }>>()
    void answering.run({ ...asks(), take: () => promise })
    expect(log).toEqual(['silence quietly', 'begin answer'])
    expect(working).toEqual([['describe-screen', 'loading']])
    resolve(failure('screen-denied'))
  })

  test('of another is waited for to its end, also where a newer one took its place', async () => {
    const speaking = [Promise.withResolvers<Spoken>(), Promise.withResolvers<Spoken>()] as const
    const { answering } = anAnswering({ speaking: speaking[1].promise })
    const log: string[] = []
    const wait = (): unknown => answering.free.then(() => log.push('free'))
    await wait()
    void answering.quietly('ask', () => speaking[0].promise as Promise<never>)
    wait()
    void answering.say([own('Orca has ended.')])
    await turn()
    expect([answering.busy, log]).toEqual([true, ['free']])
    speaking[0].resolve({ ok: true, end: 'spoken' })
    await turn()
    expect(log).toEqual(['free'])
    speaking[1].resolve({ ok: true, end: 'spoken' })
    await turn()
    expect([answering.busy, log]).toEqual([false, ['free', 'free']])
  })

  test('is free when it is cancelled', async () => {
    const { answering } = anAnswering({ speaking: new Promise<Spoken>(() => undefined) })
    void answering.say([own('Orca has ended.')])
    const free = answering.free
    answering.cancel()
    await free
    expect(answering.busy).toBe(false)
  })

  test('is read and not described where the text was asked for', async () => {
    const { answering, jobs } = anAnswering()
    void answering.run(asks(taken(), 'read'))
    expect((await newestJob(jobs)).verb).toBe('read')
  })

  test('tells what is worked on, and that nothing is when it is there, not only when it is spoken', async () => {
    const { promise: speaking, resolve } = Promise.withResolvers<Spoken>()
    const { answering, jobs, working } = anAnswering({ speaking })
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
    const { answering, jobs, answers } = anAnswering({ speaking: Promise.resolve(failure('no-voice')) })
    const ran = answering.run(asks())
    const job = await newestJob(jobs)
    job.say('A dog.')
    job.finish()
    expect(await ran).toEqual(failure('no-voice'))
    expect(answers.current()).toMatchObject({ complete: true, failed: false })
  })

  test('carries the language of each sentence to the voice', async () => {
    const { answering, jobs, langs, now } = anAnswering({ locale: 'de' })
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
    const { answering, jobs, heard, now, answers } = anAnswering()
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
    const { answering, jobs, heard, now } = anAnswering()
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
    const { answering, jobs, heard, now } = anAnswering()
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
    const { answering, jobs, heard, working, answers } = anAnswering()
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
    const { answering, jobs, answers, heard } = anAnswering()
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
    const { answering, jobs, heard, answers } = anAnswering()
    void answering.run(asks())
    const job = await newestJob(jobs)
    job.say('Old.')
    void answering.run(asks())
    await turn()
    expect(heard).toEqual([])
    expect(answers.go(-1)?.sentences).toEqual([])
  })

  test('makes way for itself in other processes before it says a word', async () => {
    const { answering, jobs, ways } = anAnswering()
    void answering.run(asks())
    ;(await newestJob(jobs)).say('New.')
    await turn()
    expect(ways).toEqual([0])
  })

  test('that is no picture ends the older one, too, and nothing is said to be worked on', async () => {
    const { answering, jobs, heard, working } = anAnswering()
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
    const { answering, jobs, answers } = anAnswering({ speaking })
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
    const { answering, jobs, heard, log, open, working } = anAnswering()
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
    const { answering } = anAnswering()
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
    const { answering, ways } = anAnswering()
    await answering.stopOwn()
    expect(ways).toEqual([])
    await answering.stop()
    expect(ways).toHaveLength(1)
  })

  test('keeps what was said until then, as complete and not as failed', async () => {
    const { answering, jobs, answers } = anAnswering()
    const ran = answering.run(asks())
    ;(await newestJob(jobs)).say('Half.')
    await turn()
    await answering.stop()
    await ran
    expect(answers.current()).toMatchObject({ complete: true, failed: false, sentences: [{ text: 'Half.' }] })
  })
})

describe('work that is waited for in silence', () => {
  test('has no sign of life, ends what is said before it, and is what Descry does meanwhile', async () => {
    const { answering, log, working, open } = anAnswering()
    const { promise, resolve } = Promise.withResolvers<Result<{ done: boolean }>>()
    const worked = answering.quietly('listen', () => promise)
    expect([log, open(), answering.busy, working.at(-1)]).toEqual([['silence quietly'], 0, true, ['listen', null]])
    resolve({ ok: true, done: true })
    expect(await worked).toEqual({ ok: true, done: true })
    expect([answering.busy, working.at(-1)]).toEqual([false, [null, null]])
  })

  test('is cancelled by a newer request and by stop, which is told apart', async () => {
    const { answering } = anAnswering()
    const reasons: unknown[] = []
    const work = (signal: AbortSignal): Promise<Result<object>> =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          reasons.push(signal.reason === STOPPED)
          resolve({ ok: true })
        })
      })
    const first = answering.quietly('listen', work)
    const second = answering.quietly('listen', work)
    expect(await first).toEqual(failure('cancelled'))
    await answering.stop()
    expect([await second, reasons]).toEqual([failure('cancelled'), [false, true]])
  })
})
