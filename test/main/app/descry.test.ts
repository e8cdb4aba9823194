import { describe, expect, test } from 'vitest'
import { failureSentence, type TakenPicture } from '../../../src/main/app/answering'
import type { Descry } from '../../../src/main/app/descry'
import type { Spoken } from '../../../src/main/speak/route'
import { failure, type FailureCode, type Result } from '../../../src/shared/codes'
import { ANSWER_COMMANDS } from '../../../src/shared/commands'
import { createMessages } from '../../../src/shared/messages'
import { anApp } from '../../support/app/an-app'
import { taken } from '../../support/app/frame'
import { newestJob, turn } from '../../support/app/scripted-narrator'

const sentenceOf = (code: FailureCode) => failureSentence(failure(code), createMessages('en')).text

/** An app that has answered about the screen with these sentences, and whose voice has been listened to. */
async function answered(...sentences: string[]) {
  const app = anApp()
  app.descry.run('describe-screen')
  const job = await newestJob(app.jobs)
  job.say(...sentences)
  job.finish()
  await turn()
  app.heard.length = 0
  app.log.length = 0
  return app
}

describe('a new answer', () => {
  // What changed is asked of its own part: see changes.test.ts.
  test.each(ANSWER_COMMANDS.filter((id) => id !== 'changed'))('%s takes its own picture and is remembered as what it is', async (id) => {
    const { descry, jobs, did, answers, heard } = anApp()
    descry.run(id)
    const job = await newestJob(jobs)
    job.say('Something.')
    job.finish()
    await turn()
    const source = { 'read-text': 'screen', 'camera-look': 'camera' }[id as string] ?? id.replace('describe-', '')
    expect(did).toEqual([`take ${source}`])
    expect(job.verb).toBe(id === 'read-text' ? 'read' : 'describe')
    expect(answers.current()).toMatchObject({ command: id, about: `The ${source}` })
    expect(heard).toEqual(['Something.'])
  })

  test('whose picture cannot be had is a sentence, and is remembered by the name of its command', async () => {
    const { descry, state, heard, answers } = anApp()
    state.took = failure('camera-in-use')
    descry.run('camera-look')
    await turn()
    expect(heard).toEqual([sentenceOf('camera-in-use')])
    expect(answers.current()).toMatchObject({ failed: true, about: createMessages('en').say('command.camera-look') })
  })

  test('of a picture that was given, opened or built in is about that, and never of a moment of the screen', async () => {
    const { descry, jobs, answers } = anApp()
    descry.given('/home/me/dog.png', new Uint8Array([1, 2, 3]))
    const job = await newestJob(jobs)
    expect(job.picture).toEqual({ kind: 'encoded', bytes: new Uint8Array([1, 2, 3]) })
    expect(answers.current()).toMatchObject({ command: 'picture', about: 'The picture dog.png' })
    descry.describePicture('sample', 'A cat', async () => failure('picture-unreadable'))
    await turn()
    expect(answers.current()).toMatchObject({ command: 'sample', about: 'A cat', failed: true })
  })
})

describe('from the layer menu', () => {
  const layerPicture: Promise<Result<{ taken: TakenPicture }>> = Promise.resolve({ ok: true, taken: taken({ about: 'Layer' }) })

  test('a command about the screen is about the picture that the layer key took', async () => {
    const { descry, jobs, did, answers } = anApp()
    descry.runFromLayer('describe-window', layerPicture)
    await newestJob(jobs)
    expect(did).toEqual(['part window'])
    expect(answers.current()?.about).toBe('Layer, window')
  })

  test('a command about something else takes its own', async () => {
    const { descry, jobs, did } = anApp()
    descry.runFromLayer('camera-look', layerPicture)
    await newestJob(jobs)
    expect(did).toEqual(['take camera'])
  })

  test('a picture that could not be taken is said by the command that wants it', async () => {
    const { descry, heard } = anApp()
    descry.runFromLayer('read-text', Promise.resolve(failure('screen-denied')))
    await turn()
    expect(heard).toEqual([sentenceOf('screen-denied')])
  })

  test('the picture is used once: the key of the same command takes a new one', async () => {
    const { descry, jobs, did } = anApp()
    descry.runFromLayer('describe-screen', layerPicture)
    await newestJob(jobs)
    descry.run('describe-screen')
    await newestJob(jobs)
    descry.runFromLayer('status', layerPicture)
    descry.run('describe-screen')
    await newestJob(jobs)
    expect(did).toEqual(['part screen', 'take screen', 'take screen'])
  })
})

describe('with no answer there', () => {
  test.each<[string, (descry: Descry) => unknown, FailureCode]>([
    ['again', (descry) => descry.run('again'), 'no-last-answer'],
    ['more', (descry) => descry.run('more'), 'no-last-answer'],
    ['copy', (descry) => descry.run('copy'), 'no-last-answer'],
    ['the previous one', (descry) => descry.run('previous-answer'), 'no-last-answer'],
    ['the next one', (descry) => descry.run('next-answer'), 'no-last-answer'],
  ])('%s says so, once, as a failure', async (_name, act, code) => {
    const { descry, heard, log, did, open } = anApp()
    act(descry)
    await turn()
    expect(heard).toEqual([sentenceOf(code)])
    expect(log).toContain('begin failure')
    expect(did).toEqual([])
    expect(open()).toBe(0)
  })
})

describe('the last answer', () => {
  test('is said again, every sentence in its own language, and no picture is taken for it', async () => {
    const { descry, heard, langs, did, jobs } = await answered('A dog.', 'It sleeps.')
    descry.run('again')
    await turn()
    expect(heard).toEqual(['A dog.', 'It sleeps.'])
    expect(langs.slice(-2)).toEqual(['en', 'en'])
    expect(did).toEqual(['take screen'])
    expect(jobs).toHaveLength(1)
  })

  test('is copied as one text, and that is said', async () => {
    const { descry, did, heard } = await answered('A dog.', 'It sleeps.')
    descry.run('copy')
    await turn()
    expect(did.at(-1)).toBe('copy A dog. It sleeps.')
    expect(heard).toEqual(['Copied.'])
  })

  test('is copied with a sound where that is wanted, and what is being said goes on', async () => {
    const { descry, did, heard, log, settings } = await answered('A dog.')
    settings.current = { ...settings.current, verbosity: { ...settings.current.verbosity, confirmations: 'sound' } }
    log.length = 0
    descry.run('copy')
    await turn()
    expect(did.at(-1)).toBe('copy A dog.')
    expect(heard).toEqual([])
    expect(log).toEqual(['earcon done'])
  })

  test('with its key pressed twice is opened as text, its caret at the answer', async () => {
    const { descry, did, heard } = await answered('A dog.')
    descry.run('again', 'twice')
    descry.run('describe-screen', 'twice')
    await turn()
    expect(did.slice(1)).toEqual(['home text answer', 'home text answer'])
    expect(heard).toEqual([])
  })

  test('that failed is said again as well', async () => {
    const { descry, state, heard } = anApp()
    state.took = failure('screen-lost')
    descry.run('describe-screen')
    await turn()
    descry.run('again')
    await turn()
    expect(heard).toEqual([sentenceOf('screen-lost'), sentenceOf('screen-lost')])
  })
})

describe('reading with its key pressed twice', () => {
  test('opens the text when it is read, at the line that is said last, though it is still being spoken', async () => {
    const { promise: speaking } = Promise.withResolvers<Spoken>()
    const { descry, jobs, did } = anApp({ speaking })
    descry.run('read-text')
    const job = await newestJob(jobs)
    descry.run('read-text', 'twice')
    await turn()
    expect(did).toEqual(['take screen'])
    job.say('Beware of the dog.')
    job.finish(['Beware', 'of the dog.', 'Keep out.'])
    await turn()
    expect(did.at(-1)).toMatch(/^home text answer \d$/)
    descry.run('read-text', 'twice')
    await turn()
    expect(did.filter((entry) => entry.startsWith('home'))).toHaveLength(2)
  })

  test.each([
    ['the reading fails', (_descry: Descry, fail: () => void) => fail(), true],
    ['it is stopped', (descry: Descry) => descry.run('stop'), false],
    ['something else is asked', (descry: Descry) => descry.run('camera-look'), false],
  ])('and %s: the text opens or not, at once', async (_name, interrupt, opens) => {
    const { descry, jobs, did } = anApp()
    descry.run('read-text')
    const job = await newestJob(jobs)
    descry.run('read-text', 'twice')
    interrupt(descry, () => job.fail('engine-crashed'))
    await turn()
    expect(did.some((entry) => entry.startsWith('home text'))).toBe(opens)
  })
})

describe('walking the answers', () => {
  test('says which one it is and what it is about, then the answer; at either end that there is none', async () => {
    const app = await answered('First.')
    app.descry.run('camera-look')
    const job = await newestJob(app.jobs)
    job.say('Second.')
    job.finish()
    await turn()
    app.heard.length = 0
    for (const id of ['previous-answer', 'previous-answer', 'next-answer', 'next-answer'] as const) {
      app.descry.run(id)
      await turn()
    }
    expect(app.heard).toEqual([
      'Answer 1 of 2. The screen.',
      'First.',
      sentenceOf('no-such-answer'),
      'Answer 2 of 2. The camera.',
      'Second.',
      sentenceOf('no-such-answer'),
    ])
  })

  test('a walk that ends nowhere ends what is being said', async () => {
    const app = await answered('First.')
    app.descry.run('describe-screen')
    const job = await newestJob(app.jobs)
    app.descry.run('next-answer')
    expect(job.options.signal.aborted).toBe(true)
  })
})

describe('more', () => {
  test('goes on with the shown answer and adds to it, and never says the same twice', async () => {
    const { descry, jobs, heard, answers } = await answered('A dog.')
    descry.run('more')
    const job = await newestJob(jobs)
    expect(job.options.length).toBe('full')
    job.say('A dog.', 'The sofa is red.')
    job.finish()
    await turn()
    expect(heard).toEqual(['The sofa is red.'])
    expect(answers.current()?.sentences.map(({ text }) => text)).toEqual(['A dog.', 'The sofa is red.'])
    descry.run('more')
    const next = await newestJob(jobs)
    next.say('The sofa is red.')
    next.finish()
    await turn()
    expect(heard).toEqual(['The sofa is red.', sentenceOf('nothing-more')])
  })

  test('gives a sign that work began, and none when it is found', async () => {
    const { descry, jobs, log, open } = await answered('A dog.')
    descry.run('more')
    expect(log).toEqual(['silence quietly', 'begin answer'])
    const job = await newestJob(jobs)
    job.say('The sofa is red.')
    job.finish()
    await turn()
    expect(open()).toBe(0)
  })

  test.each([
    ['stop', (descry: Descry) => descry.run('stop')],
    ['a newer request', (descry: Descry) => descry.run('describe-screen')],
    ['again', (descry: Descry) => descry.run('again')],
  ])('is ended by %s, adds nothing and says nothing after it', async (_name, interrupt) => {
    const { descry, jobs, heard, answers } = await answered('A dog.')
    descry.run('more')
    const job = await newestJob(jobs)
    interrupt(descry)
    expect(job.options.signal.aborted).toBe(true)
    job.say('The sofa is red.')
    job.finish()
    await turn()
    expect(heard).not.toContain('The sofa is red.')
    expect(answers.told()?.sentences.map(({ text }) => text)).not.toContain('The sofa is red.')
  })
})

describe('the other commands', () => {
  test('open and the text show the window', async () => {
    const { descry, did } = anApp()
    descry.run('open')
    descry.run('read-text', 'twice')
    await turn()
    expect(did).toEqual(['home home heading', 'home text answer 0'])
  })

  test('status is said', async () => {
    const { descry, heard } = anApp()
    descry.run('status')
    await turn()
    expect(heard).toEqual(['All is well.'])
  })

  test('status that takes its time does not speak after what was asked meanwhile', async () => {
    const { promise, resolve } = Promise.withResolvers<readonly string[]>()
    const { descry, jobs, heard } = anApp({ status: promise })
    descry.run('status')
    descry.run('describe-screen')
    const job = await newestJob(jobs)
    resolve(['All is well.'])
    job.say('A dog.')
    job.finish()
    await turn()
    expect(heard).toEqual(['A dog.'])
  })

  test('learn keys goes on and off', () => {
    const { descry, did } = anApp()
    descry.run('learn-keys')
    descry.run('learn-keys')
    expect(did).toEqual(['learn true', 'learn false'])
  })

  test('stop silences and makes others silent', async () => {
    const { descry, log, others } = anApp()
    descry.run('stop')
    await turn()
    expect(log).toEqual(['silence'])
    expect(others()).toBe(1)
  })

  test('a sentence of its own cancels what is said', async () => {
    const { descry, heard, log } = anApp()
    descry.say('app.first-close', { key: 'Control Alt Shift O' })
    await turn()
    expect(heard[0]).toContain('Control Alt Shift O opens it again')
    expect(log[0]).toBe('silence quietly')
  })
})
