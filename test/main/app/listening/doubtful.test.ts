import { expect, test } from 'vitest'
import { isDoubtful } from '../../../../src/main/app/listening/doubtful'

test('what was understood is doubtful where all of it, or one word of it, is improbable', () => {
  // As measured: "What does it say?", "What does the heir message say?", "How do I close this smile on?".
  expect(isDoubtful({ certainty: 0.95, least: 0.75 })).toBe(false)
  expect(isDoubtful({ certainty: 0.87, least: 0.39 })).toBe(true)
  expect(isDoubtful({ certainty: 0.79, least: 0.5 })).toBe(true)
  expect(isDoubtful({ certainty: 0.8, least: 0.4 })).toBe(false)
})
