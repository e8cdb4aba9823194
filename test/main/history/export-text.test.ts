import { expect, test } from 'vitest'
import { exportedJson, exportedText } from '../../../src/main/history/export-text'
import { createMessages } from '../../../src/shared/messages'
import { aRecord } from '../../support/history/a-record'

const answers = [
  { ...aRecord('A dog.', 'Beware', 'of the dog').answer, takenAt: new Date(2026, 4, 4, 14, 3).getTime() },
  { ...aRecord('A cat.').answer, about: 'The camera', takenAt: new Date(2026, 4, 5, 9, 0).getTime() },
]

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items
}
async function whole(parts: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const part of parts) text += part
  return text
}

test('as text each answer has when and about what, what was said, and what was read', async () => {
  expect((await whole(exportedText(each(answers), createMessages('en')))).replaceAll('\u202f', ' ')).toBe(
    ['The screen, May 4, 2026 at 2:03:00 PM', 'A dog.', 'Text in the picture:', 'Beware', 'of the dog', '', 'The camera, May 5, 2026 at 9:00:00 AM', 'A cat.', ''].join('\n'),
  )
  expect(await whole(exportedText(each(answers), createMessages('de')))).toContain('Text im Bild:')
})

test('as JSON they have a version, and times that everybody reads', async () => {
  expect(JSON.parse(await whole(exportedJson(each(answers))))).toMatchObject({
    schema: 1,
    answers: [{ about: 'The screen', takenAt: new Date(2026, 4, 4, 14, 3).toISOString(), lines: ['Beware', 'of the dog'] }, { about: 'The camera' }],
  })
})
