import { expect, test } from 'vitest'
import { createChanges } from '../../../src/main/app/changes'
import { createDoubting } from '../../../src/main/app/doubting'
import { SIGNATURE } from '../../../src/shared/engine-protocol'
import { anApp } from '../../support/app/an-app'
import { frameOf, taken } from '../../support/app/frame'

/** Frames that are alike. */
const STILL = { signature: new Uint8Array(SIGNATURE.columns * SIGNATURE.rows), changes: [], light: 0, contrast: 0, sharpness: 0 }
const bounds = { x: 0, y: 0, width: 8, height: 8 }

/** The bank was in front and was described; now a program is of which everything may be kept. */
async function afterTheBank() {
  const app = anApp()
  app.state.took = { ok: true, taken: taken({ picture: frameOf(bounds), place: { display: 1, area: bounds, windows: null } }) }
  app.state.keeps = false
  await described(app)
  app.state.keeps = true
  return app
}

async function described(app: ReturnType<typeof anApp>, text = 'Balance: 12'): Promise<void> {
  const next = app.job(app.jobs.length + 1)
  app.descry.run('describe-screen')
  const job = await next
  job.say(text)
  job.finish([text])
  await app.answering.worked
}

/** What is remembered after the next answer, the oldest first; that one is "A letter.", of a new picture. */
async function rememberedThen(app: ReturnType<typeof anApp>): Promise<string[]> {
  app.state.took = { ok: true, taken: taken({ picture: frameOf(bounds) }) }
  await described(app, 'A letter.')
  const all: string[] = []
  for (let answer = app.answers.current(); answer; answer = app.answers.go(-1)) all.unshift(answer.sentences.map(({ text }) => text).join(' '))
  return all
}

test('a question about a picture of which nothing is kept is not remembered, whatever is in front when it is asked', async () => {
  const app = await afterTheBank()
  const found = await app.subjects.find(null, new AbortController().signal)
  if (!found.ok) throw new Error(found.code)
  const asked = app.asking.ask(found.subject, 'How much is it?')
  const job = await app.job(2)
  job.say('12.')
  job.finish()
  await asked
  expect(app.answers.current()?.sentences.map(({ text }) => text)).toContain('12.')
  expect(await rememberedThen(app)).toEqual(['A letter.'])
})

/** The picture of the last answer is read several times, by this job. */
async function readAgain(app: ReturnType<typeof anApp>, nth: number): Promise<void> {
  createDoubting(app).read(null)
  const job = await app.job(nth)
  job.say('All five readings say 12.')
  job.finish()
  await app.answering.worked
}

test('nor is how sure its answer was', async () => {
  const app = await afterTheBank()
  await readAgain(app, 2)
  expect(await rememberedThen(app)).toEqual(['A letter.'])
})

test('nor is what a new picture shows that is compared with it, and what is asked about that', async () => {
  const app = await afterTheBank()
  app.state.took = { ok: true, taken: taken({ picture: frameOf(bounds), place: { display: 1, area: bounds, windows: null } }) }
  const changes = createChanges({ ...app, origins: app.pictures, narrator: { ...app.narrator, look: async () => ({ ok: true, look: STILL }) } })
  const asked = changes.ask(new AbortController().signal)
  ;(await app.job(2)).finish(['Dear Ada'])
  ;(await app.job(3)).finish(['Balance: 12'])
  await asked
  expect(app.answers.current()?.command).toBe('changed')
  await readAgain(app, 4)
  expect(await rememberedThen(app)).toEqual(['A letter.'])
})

test('nor is an answer whose program went out of front while its picture was taken', async () => {
  const app = anApp()
  app.state.keeps = false
  const next = app.job(1)
  app.descry.run('describe-screen')
  app.state.keeps = true
  const job = await next
  job.say('Balance: 12')
  job.finish()
  await app.answering.worked
  expect(await rememberedThen(app)).toEqual(['A letter.'])
})

test('what is said of a picture of another program is remembered as ever', async () => {
  const app = await afterTheBank()
  app.state.took = { ok: true, taken: taken({ picture: frameOf(bounds) }) }
  await described(app, 'A newspaper.')
  expect(await rememberedThen(app)).toEqual(['A newspaper.', 'A letter.'])
})
