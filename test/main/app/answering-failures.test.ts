import { describe, expect, test } from 'vitest'
import { failureSentence, type Answering } from '../../../src/main/app/answering'
import type { Spoken } from '../../../src/main/speak/route'
import { FAILURE_CODES, failure } from '../../../src/shared/codes'
import { createMessages } from '../../../src/shared/messages'
import { anAnswering, asks, own } from '../../support/app/an-answering'
import { taken } from '../../support/app/frame'
import { newestJob, turn } from '../../support/app/scripted-narrator'

const messages = createMessages('en')

test('every cancel makes it somebody else\'s turn to speak', () => {
  const { answering } = anAnswering()
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

describe('a failure', () => {
  test('of the picture is said once, as a failure, and recorded as failed', async () => {
    const { answering, heard, log, answers, open, working } = anAnswering()
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
    const { answering, jobs, heard, answers } = anAnswering()
    const ran = answering.run(asks(taken({ opening: [own('In front: Mail.')] })))
    ;(await newestJob(jobs)).fail('engine-crashed')
    expect(await ran).toEqual(failure('engine-crashed'))
    const text = failureSentence(failure('engine-crashed'), messages).text
    expect(heard).toEqual(['In front: Mail.', text])
    expect(answers.current()).toMatchObject({ failed: true, complete: true, sentences: [{}, { text }] })
  })

  test('that is cancelled while it is said stays a failure', async () => {
    const { promise: speaking } = Promise.withResolvers<Spoken>()
    const { answering, answers } = anAnswering({ speaking })
    const ran = answering.run(asks(failure('screen-lost')))
    await turn()
    await answering.stop()
    expect(await ran).toEqual(failure('screen-lost'))
    expect(answers.current()).toMatchObject({ failed: true, complete: true })
  })

  test('of the engine that is cancelled while it is said stays one, too', async () => {
    const { promise: speaking } = Promise.withResolvers<Spoken>()
    const { answering, jobs, answers } = anAnswering({ speaking })
    const ran = answering.run(asks())
    ;(await newestJob(jobs)).fail('engine-hung')
    await turn()
    void answering.run(asks())
    expect(await ran).toEqual(failure('engine-hung'))
    expect(answers.go(-1)).toMatchObject({ failed: true, complete: true })
  })

  test('after a newer request is not said', async () => {
    const { answering, jobs, heard } = anAnswering()
    void answering.run(asks())
    const first = await newestJob(jobs)
    void answering.run(asks())
    first.fail('engine-crashed')
    await turn()
    expect(heard).toEqual([])
  })

  test('that is a bug is not silent, does not tick on, and is told on', async () => {
    const { answering, log, open, answers, working } = anAnswering()
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
    const { answering, heard, log, working, open } = anAnswering()
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
    const { answering, heard } = anAnswering()
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
    const { answering, heard, log, open } = anAnswering({ speaking })
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
    const { answering, jobs, heard } = anAnswering()
    const controller = new AbortController()
    void answering.tell('more', () => new Promise(() => undefined), controller.signal)
    void answering.run(asks())
    controller.abort()
    ;(await newestJob(jobs)).say('New.')
    await turn()
    expect(heard).toEqual(['New.'])
  })

  test('that failed is said as a failure, once', async () => {
    const { answering, heard, log, open } = anAnswering()
    expect(await answering.tell('more', async () => failure('nothing-more'))).toEqual(failure('nothing-more'))
    await turn()
    expect(heard).toEqual([failureSentence(failure('nothing-more'), messages).text])
    expect(log.slice(1)).toEqual(['begin answer', 'begin failure'])
    expect([open(), answering.busy]).toEqual([0, false])
  })
})
