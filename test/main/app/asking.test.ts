import { describe, expect, test } from 'vitest'
import { failureSentence } from '../../../src/main/app/answering'
import { failure } from '../../../src/shared/codes'
import { createMessages } from '../../../src/shared/messages'
import { anApp } from '../../support/app/an-app'
import { taken } from '../../support/app/frame'
import { newestJob, turn } from '../../support/app/scripted-narrator'

const sentenceOf = (code: Parameters<typeof failure>[0]) => failureSentence(failure(code), createMessages('en')).text

/** An app that has described the camera's picture; what it did until then is forgotten. */
async function anAppThatDescribed() {
  const app = anApp()
  app.descry.run('camera-look')
  const job = await newestJob(app.jobs)
  job.say('A dog.')
  job.finish(['Beware'])
  await turn()
  for (const list of [app.did, app.heard, app.log]) list.length = 0
  return { ...app, described: job.picture }
}

/** Presses the key, types, and waits for the narrator to be asked. */
async function asks(app: ReturnType<typeof anApp>, question: string) {
  app.descry.run('ask')
  await turn()
  expect(await app.asking.put(question)).toEqual({ ok: true })
  return newestJob(app.jobs)
}

describe('the key', () => {
  test('takes the picture of the screen before the field is shown, and says what it is about', async () => {
    const { descry, did } = anApp()
    descry.run('ask')
    await turn()
    expect(did).toEqual([
      'take screen',
      'about About the screen, now.',
      'field',
      'opened About the screen, now. Type your question. Enter asks, Escape goes back.',
    ])
  })

  test("asks about the last answer's picture while that answer is under two minutes old, and says how old the picture is", async () => {
    const { descry, did, state } = await anAppThatDescribed()
    state.now += 40_000
    descry.run('ask')
    await turn()
    expect(did.slice(0, 2)).toEqual(['about About the camera, from 40 seconds ago.', 'field'])
    state.now += 79_999
    descry.run('ask')
    await turn()
    expect(did[3]).toBe('about About the camera, from 2 minutes ago.')
  })

  test('asks about the screen from two minutes on', async () => {
    const { descry, did, state } = await anAppThatDescribed()
    state.now += 120_000
    descry.run('ask')
    await turn()
    expect(did[0]).toBe('take screen')
  })

  test('in the layer menu asks about the picture that the layer key took', async () => {
    const { descry, did, asking, jobs } = anApp()
    const layer = taken({ about: 'The layer' })
    descry.runFromLayer('ask', Promise.resolve({ ok: true, taken: layer }))
    await turn()
    expect(did.slice(0, 2)).toEqual(['about About the layer, now.', 'field'])
    await asking.put('Is there a dog?')
    expect((await newestJob(jobs)).picture).toBe(layer.picture)
  })

  test('pressed again while the field has the keyboard keeps what it is about', async () => {
    const { descry, did, state } = anApp()
    descry.run('ask')
    await turn()
    state.isAsking = true
    did.length = 0
    descry.run('ask')
    await turn()
    expect(did).toEqual(['field'])
  })

  test('ends what is being said, for the field must be heard', async () => {
    const { descry, log } = await anAppThatDescribed()
    descry.run('ask')
    await turn()
    expect(log).toEqual(['silence quietly'])
  })

  test('says why no picture can be had, and opens no field', async () => {
    const { descry, did, heard, state } = anApp()
    state.took = failure('screen-denied')
    descry.run('ask')
    await turn()
    await turn()
    expect([did, heard]).toEqual([['take screen'], [sentenceOf('screen-denied')]])
  })

  test('opens no field once stop was pressed, or something else was asked', async () => {
    const { descry, did, answering } = anApp()
    descry.run('ask')
    void answering.stop()
    await turn()
    expect(did).toEqual(['take screen'])
    descry.run('ask')
    descry.run('describe-screen')
    await turn()
    expect(did.filter((entry) => entry === 'field')).toEqual([])
  })
})

describe('a question', () => {
  test('is put about that picture; the focus goes back, and the answer begins with what it is about', async () => {
    const app = anApp()
    const job = await asks(app, '  Is there a door? ')
    expect(job).toMatchObject({ verb: 'ask', asked: { text: 'Is there a door?', history: [] } })
    expect(app.did.slice(-2)).toEqual(['about nothing', 'back'])
    app.state.now += 20_000
    job.say('Probably no.')
    job.finish()
    await turn()
    expect(app.heard).toEqual(['About the screen, now.', 'Probably no.'])
    expect(app.answers.current()).toMatchObject({ command: 'ask', about: '“Is there a door?” – The screen', complete: true })
  })

  test('tells in its answer how old the picture is by then', async () => {
    const app = anApp()
    app.descry.run('ask')
    await turn()
    app.state.now += 12_000
    await app.asking.put('Is there a door?')
    const job = await newestJob(app.jobs)
    expect(job.options.opening?.map(({ text }) => text)).toEqual(['About the screen, from 12 seconds ago.'])
  })

  test.each(['', '  \n '])('that is empty (%j) is refused, and the field stays as it is', async (empty) => {
    const app = anApp()
    app.descry.run('ask')
    await turn()
    app.did.length = 0
    expect(await app.asking.put(empty)).toEqual(failure('question-empty'))
    expect([app.did, app.jobs]).toEqual([[], []])
    // Nothing is lost: the same picture is asked about then.
    expect(await app.asking.put('Is there a door?')).toEqual({ ok: true })
    expect((await newestJob(app.jobs)).verb).toBe('ask')
    expect(app.did).toEqual(['about nothing', 'back'])
  })

  test('left by Escape asks nothing, and the focus goes back', async () => {
    const app = anApp()
    app.descry.run('ask')
    await turn()
    app.did.length = 0
    void app.asking.close()
    expect([app.did, app.jobs]).toEqual([['about nothing', 'back'], []])
  })

  test('that the model refuses is told by a sentence', async () => {
    const app = anApp()
    const job = await asks(app, 'Is there a door?')
    job.fail('question-unsupported')
    await turn()
    await turn()
    expect(app.heard.at(-1)).toBe(sentenceOf('question-unsupported'))
  })

  test('is cancelled by a newer request, and by stop', async () => {
    const app = anApp()
    const first = await asks(app, 'Is there a door?')
    app.descry.run('describe-screen')
    expect(first.options.signal.aborted).toBe(true)
    const second = await asks(app, 'Is there a door?')
    app.descry.run('stop')
    expect(second.options.signal.aborted).toBe(true)
    second.say('Too late.')
    await turn()
    expect(app.heard).not.toContain('Too late.')
  })

  test('from a window that was loaded anew is about what is there now', async () => {
    const app = anApp()
    expect(await app.asking.put('Is there a door?')).toEqual({ ok: true })
    await newestJob(app.jobs)
    expect(app.did).toEqual(['take screen', 'about nothing', 'back'])
  })
})

test('a question from a window that was loaded anew is not asked once stop was pressed', async () => {
  const app = anApp()
  const put = app.asking.put('Is there a door?')
  void app.answering.stop()
  expect(await put).toEqual(failure('cancelled'))
  expect(app.jobs).toEqual([])
})

describe('a follow-up', () => {
  /** A question that the model answered with these words. */
  async function answered(app: ReturnType<typeof anApp>, question: string) {
    const job = await asks(app, question)
    job.say('Probably no.')
    job.finish()
    await turn()
    return job
  }

  test('is about the same picture, in the words it had before, with what was said', async () => {
    const app = await anAppThatDescribed()
    const first = await answered(app, 'Is there a door?')
    expect(first.picture).toBe(app.described)
    const second = await asks(app, 'And a window?')
    expect(second.picture).toBe(app.described)
    // The scripted model's own words, whatever was said of them.
    expect(second.asked?.history).toEqual([{ question: 'Is there a door?', reply: 'A dog.' }])
    expect(app.answers.current()?.about).toBe('“And a window?” – The camera')
  })

  test('about a screen that is curtained still tells of the curtain', async () => {
    const app = anApp()
    const black = [{ text: 'The screen curtain is on.', lang: 'en', source: 'app' }] as const
    app.state.took = { ok: true, taken: taken({ black }) }
    app.descry.run('describe-screen')
    const described = await newestJob(app.jobs)
    described.finish()
    await turn()
    const asked = await asks(app, 'Is there a door?')
    expect([asked.picture, asked.options.black]).toEqual([described.picture, black])
  })

  test('goes on for two minutes from each answer, and says the age of the picture itself', async () => {
    const app = await anAppThatDescribed()
    app.state.now += 100_000
    await answered(app, 'Is there a door?')
    app.state.now += 100_000
    app.did.length = 0
    app.descry.run('ask')
    await turn()
    expect(app.did[0]).toBe('about About the camera, from 3 minutes ago.')
  })

  test('about a new picture begins a new conversation, and the one before goes on where its answer is walked back to', async () => {
    const app = await anAppThatDescribed()
    await answered(app, 'Is there a door?')
    app.state.took = { ok: true, taken: taken({ picture: { kind: 'encoded', bytes: new Uint8Array([9]) }, about: 'The screen' }) }
    app.descry.run('describe-screen')
    const described = await newestJob(app.jobs)
    described.say('A cat.')
    described.finish()
    await turn()
    const other = await answered(app, 'Is there a window?')
    expect([other.picture, other.asked?.history]).toEqual([described.picture, []])
    expect((await answered(app, 'And a bed?')).asked?.history?.map(({ question }) => question)).toEqual(['Is there a window?'])
    for (let i = 0; i < 3; i++) app.descry.run('previous-answer')
    const before = await asks(app, 'And a key?')
    expect(before.picture).toBe(app.described)
    expect(before.asked?.history?.map(({ question }) => question)).toEqual(['Is there a door?'])
  })

  test('tells the model the newest six exchanges at most', async () => {
    const app = await anAppThatDescribed()
    for (let i = 1; i <= 8; i++) await answered(app, `Question ${i}?`)
    const { asked } = await asks(app, 'And now?')
    expect(asked?.history?.map(({ question }) => question)).toEqual([3, 4, 5, 6, 7, 8].map((i) => `Question ${i}?`))
  })

  test('tells the model nothing that the model did not say', async () => {
    const app = await anAppThatDescribed()
    const job = await asks(app, 'Read the second line')
    job.finish(['One', 'Two'])
    await turn()
    expect((await asks(app, 'Is there a door?')).asked?.history).toEqual([])
  })
})
