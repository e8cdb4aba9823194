import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readQuestionLimits, UNMEASURED } from '../../../src/main/models/question-limits'
import { RESOURCES } from '../../../src/main/resources'

/** The limits of a model whose folder holds this file. */
async function limitsOf(file: string | null) {
  const folder = mkdtempSync(join(tmpdir(), 'descry-limits-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  if (file !== null) writeFileSync(join(folder, 'questions.json'), file)
  return readQuestionLimits(folder)
}

test('the model in the box brings its own limits', async () => {
  expect(await readQuestionLimits(join(RESOURCES, 'models', 'descry-nano'))).toMatchObject({ languages: ['en'], kinds: ['photo'], conversation: false })
})

test.each([
  ['none', null],
  ['no JSON', '{'],
  ['a share above one', '{ "languages": null, "kinds": ["photo"], "conversation": true, "certainty": 2, "yesNo": 0 }'],
  ['a limit that is not known', '{ "languages": null, "kinds": ["photo"], "conversation": true, "certainty": 0, "yesNo": 0, "more": 1 }'],
])('a model with %s has the limits of one that nobody measured', async (_name, file) => {
  expect(await limitsOf(file)).toEqual(UNMEASURED)
})

test('a model’s own limits hold', async () => {
  const limits = { languages: ['en', 'de'], kinds: ['photo', 'screen'], conversation: true, certainty: 0.2, yesNo: 0.8 }
  expect(await limitsOf(JSON.stringify(limits))).toEqual(limits)
})
