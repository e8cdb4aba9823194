import { expect, test } from 'vitest'
import { createDoubting } from '../../../src/main/app/doubting'
import { failureSentence } from '../../../src/main/app/answering'
import { failure } from '../../../src/shared/codes'
import { createMessages } from '../../../src/shared/messages'
import { anApp } from '../../support/app/an-app'
import { taken } from '../../support/app/frame'
import { newestJob, turn } from '../../support/app/scripted-narrator'

function anAppThatDoubts() {
  const app = anApp()
  const { answering, narrator, subjects, messages } = app
  return { ...app, doubting: createDoubting({ answering, narrator, subjects, messages }) }
}

/** As `anAppThatDoubts`, with a picture of the camera described, and what was heard forgotten. */
async function afterADescription() {
  const app = anAppThatDoubts()
  app.descry.run('camera-look')
  const job = await newestJob(app.jobs)
  job.say('A dog.')
  job.finish()
  await turn()
  for (const list of [app.did, app.heard, app.log]) list.length = 0
  return { ...app, described: job.picture }
}

test("the last answer's picture is read several times; first it is said which picture that is", async () => {
  const { doubting, jobs, heard, described, state, answers } = await afterADescription()
  state.now += 12_000
  doubting.read(null)
  const job = await newestJob(jobs)
  expect(job.picture).toBe(described)
  expect(job.options.doubt).toBe('always')
  job.say('All five readings say a dog.')
  job.finish()
  await turn()
  expect(heard).toEqual(['About the camera, from 12 seconds ago.', 'All five readings say a dog.'])
  expect(answers.current()).toMatchObject({ command: 'sure', about: 'How sure is that? The camera', complete: true })
})

test('without an answer that is young enough it is the screen, and from the layer menu the picture that its key took', async () => {
  const { doubting, jobs, did } = anAppThatDoubts()
  doubting.read(null)
  await newestJob(jobs)
  expect(did).toEqual(['take screen'])
  const other = anAppThatDoubts()
  const layer = taken({ about: 'The layer' })
  other.doubting.read(Promise.resolve({ ok: true, taken: layer }))
  expect((await newestJob(other.jobs)).picture).toBe(layer.picture)
})

test('the picture stays the one that is asked about, by its own name, and counts are no conversation', async () => {
  const { doubting, jobs, subjects, described, state } = await afterADescription()
  state.now += 100_000
  doubting.read(null)
  const job = await newestJob(jobs)
  job.say('All five readings say a dog.')
  job.finish()
  await turn()
  state.now += 100_000
  const found = await subjects.find(null, new AbortController().signal)
  expect(found).toMatchObject({ ok: true, subject: { picture: described, about: 'The camera' } })
  expect(subjects.history(described)).toEqual([])
})

test('a stop in the middle ends it without another word', async () => {
  const { doubting, jobs, answering, heard } = await afterADescription()
  doubting.read(null)
  const job = await newestJob(jobs)
  await answering.stop()
  const before = heard.length
  job.say('All five readings say a dog.')
  await turn()
  expect(job.options.signal.aborted).toBe(true)
  expect(heard).toHaveLength(before)
})

test('why there is no picture is said', async () => {
  const { doubting, heard, state } = anAppThatDoubts()
  state.took = failure('screen-denied')
  doubting.read(null)
  await turn()
  await turn()
  expect(heard).toEqual([failureSentence(failure('screen-denied'), createMessages('en')).text])
})

test('what always doubts is told so by every description', async () => {
  const app = anApp({ change: { doubt: 'always' } })
  app.descry.run('describe-screen')
  expect((await newestJob(app.jobs)).options.doubt).toBe('always')
})

test('an answer that is made in another way than by describing reads no picture several times of itself', async () => {
  const { answering, narrator, jobs } = anApp({ change: { doubt: 'always' } })
  void answering.run({
    asked: 'changed',
    verb: 'describe',
    about: '',
    take: async () => ({ ok: true, taken: taken() }),
    answer: (...given) => narrator.describe(...given),
  })
  expect((await newestJob(jobs)).options.doubt).toBe('asked')
})
