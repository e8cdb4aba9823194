import { expect, test } from 'vitest'
import { film, framesText } from '../../../../src/main/engine/formats/smolvlm-frames'

test.each([
  // str(timedelta(seconds=…)) and the minutes of processing_smolvlm.py, in Python.
  [[0], 'one', '0:00:00', ['00:00']],
  [[0, 0.99, 59.99], 'three', '0:00:59', ['00:00', '00:00', '00:59']],
  [[59, 60], 'two', '0:01:00', ['00:59', '01:00']],
  [[3599.5, 3600, 5025.5], 'three', '1:23:45', ['59:59', '60:00', '83:45']],
  [[86_399], 'one', '23:59:59', ['1439:59']],
  [[86_400], 'one', '1 day, 0:00:00', ['1440:00']],
  [[180_061], 'one', '2 days, 2:01:01', ['3001:01']],
] as const)('frames at %j seconds stand as transformers writes them', (seconds, count, length, times) => {
  expect(framesText(seconds)).toBe(
    `You are provided the following series of ${count} frames from a ${length} [H:MM:SS] video.\n` +
      times.map((time) => `\nFrame from ${time}:<image>`).join('') +
      '\n\n',
  )
})

test('frames stand ahead of the first question only, as text', () => {
  const said = { role: 'assistant', content: [{ type: 'text', text: 'A dog.' }] } as const
  const asked = (text: string) => ({ role: 'user', content: [{ type: 'text', text }] }) as const
  expect(film([asked('One?'), said, asked('Two?')], [1])).toEqual([
    { role: 'user', content: [{ type: 'text', text: framesText([1]) }, { type: 'text', text: 'One?' }] },
    said,
    asked('Two?'),
  ])
})
