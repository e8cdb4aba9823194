import { expect, test } from 'vitest'
import { inTurns, untilDone } from '../../../src/main/history/in-turns'

test('others have their turn when a part has taken eight milliseconds, and not before', async () => {
  let now = 0
  const seen: (number | string)[] = []
  const other = (): void => {
    seen.push('other')
    if (seen.length < 20) setImmediate(other)
  }
  setImmediate(other)
  for await (const item of inTurns([1, 2, 3, 4, 5], () => now)) {
    seen.push(item)
    now += item === 2 ? 8 : 3
  }
  expect(seen.slice(0, 6).join(' ')).toBe('1 2 other 3 4 5')
})

test('work in parts goes on until the last, and others have their turn in between', async () => {
  const seen: string[] = []
  setImmediate(() => seen.push('other'))
  let left = 3
  await untilDone(() => {
    seen.push(`part ${left}`)
    left -= 1
    return left > 0
  })
  expect(seen).toEqual(['part 3', 'other', 'part 2', 'part 1'])
})
