import { expect, test } from 'vitest'
import { exportedJson, exportedText } from '../../../src/main/history/export-text'
import { createMessages } from '../../../src/shared/messages'
import { aRecord } from '../../support/history/a-record'

const answers = [
  { ...aRecord('A dog.', 'Beware', 'of the dog').answer, takenAt: new Date(2026, 4, 4, 14, 3).getTime() },
  { ...aRecord('A cat.').answer, about: 'The camera', takenAt: new Date(2026, 4, 5, 9, 0).getTime() },
]

test('as text each answer has when and about what, what was said, and what was read', () => {
  expect(exportedText(answers, createMessages('en')).replaceAll('\u202f', ' ')).toBe(
    ['The screen, May 4, 2026 at 2:03:00 PM', 'A dog.', 'Text in the picture:', 'Beware', 'of the dog', '', 'The camera, May 5, 2026 at 9:00:00 AM', 'A cat.', ''].join('\n'),
  )
  expect(exportedText(answers, createMessages('de'))).toContain('Text im Bild:')
})

test('as JSON they have a version, and times that everybody reads', () => {
  expect(JSON.parse(exportedJson(answers))).toMatchObject({
    schema: 1,
    answers: [{ about: 'The screen', takenAt: new Date(2026, 4, 4, 14, 3).toISOString(), lines: ['Beware', 'of the dog'] }, { about: 'The camera' }],
  })
})
