import { describe, expect, test } from 'vitest'
import { failure } from '../../../src/shared/codes'
import { anAnswering, asks, own } from '../../support/app/an-answering'
import { anApp } from '../../support/app/an-app'
import { newestJob, turn } from '../../support/app/scripted-narrator'

describe('an answer that is read instead of heard', () => {
  test('opens as text at its start when it is finished, not before, and nothing is spoken', async () => {
    const { answering, jobs, answers, text, heard, log, open } = anAnswering()
    text.isWanted = true
    const ran = answering.run(asks())
    const job = await newestJob(jobs)
    job.say('A dog.')
    await turn()
    expect(text.opened).toEqual([])
    job.say('On a sofa.')
    job.finish()
    expect(await ran).toEqual({ ok: true })
    expect(text.opened).toEqual([0])
    expect(heard).toEqual([])
    expect(answers.current()).toMatchObject({ complete: true, sentences: [{ text: 'A dog.' }, { text: 'On a sofa.' }] })
    // The sound that work began is the voice's affair, and it began and ended as ever.
    expect(log.filter((entry) => entry.startsWith('begin'))).toEqual(['begin answer'])
    expect(open()).toBe(0)
  })

  test('is not opened where answers are spoken', async () => {
    const { answering, jobs, text, heard } = anAnswering()
    const ran = answering.run(asks())
    const job = await newestJob(jobs)
    job.say('A dog.')
    job.finish()
    await ran
    await answering.run(asks(failure('camera-none')))
    await answering.tell('more', async () => ({ ok: true, sentences: [own('It sleeps.')] }), undefined, 1)
    await turn()
    expect(heard).toHaveLength(3)
    expect(text.opened).toEqual([])
  })

  test('that fails opens with its failure', async () => {
    const { answering, answers, text, heard, open } = anAnswering()
    text.isWanted = true
    await answering.run(asks(failure('camera-none')))
    expect(text.opened).toEqual([0])
    expect(heard).toEqual([])
    expect(answers.current()).toMatchObject({ failed: true })
    expect(open()).toBe(0)
  })

  test('that is stopped opens nothing', async () => {
    const { answering, jobs, text } = anAnswering()
    text.isWanted = true
    const ran = answering.run(asks())
    ;(await newestJob(jobs)).say('Half.')
    await answering.stop()
    await ran
    expect(text.opened).toEqual([])
  })

  test('leaves what is no answer to the voice', async () => {
    const { answering, heard, text } = anAnswering()
    text.isWanted = true
    await answering.say([own('Copied.')])
    await answering.tell('status', async () => ({ ok: true, sentences: [own('All is well.')] }))
    await answering.tell('more', async () => failure('nothing-more'), undefined, 2)
    await turn()
    expect(heard).toHaveLength(3)
    expect(text.opened).toEqual([])
  })
})

describe('again, more and the answers before', () => {
  const aRead = async () => {
    const app = anApp({ change: { answersIn: 'window' } })
    app.descry.run('describe-screen')
    const job = await newestJob(app.jobs)
    job.say('A dog.')
    job.finish()
    await turn()
    app.did.length = 0
    return app
  }

  test('open the answer as text at its start', async () => {
    const { descry, did, heard } = await aRead()
    descry.again()
    descry.run('describe-screen')
    expect(did.slice(0, 1)).toEqual(['home text answer 0'])
    expect(heard).toEqual([])
  })

  test('open the answer before that is gone to', async () => {
    const app = await aRead()
    app.descry.run('describe-window')
    const job = await newestJob(app.jobs)
    job.say('A mail.')
    job.finish()
    await turn()
    app.did.length = 0
    app.descry.go(-1)
    expect(app.did).toEqual(['home text answer 0'])
    expect(app.answers.current()?.sentences[0]?.text).toBe('A dog.')
    expect(app.heard).toEqual([])
  })

  test('open at what was added, when more is asked for', async () => {
    const app = await aRead()
    const more = app.descry.sayMore()
    const job = await newestJob(app.jobs)
    job.say('It sleeps.')
    job.finish()
    expect(await more).toMatchObject({ ok: true })
    await turn()
    expect(app.did).toEqual(['text 1'])
    expect(app.heard).toEqual([])
  })
})
