import { expect, test } from 'vitest'
import { outcomeOf, type NvdaOutcome } from '../../../../src/main/speak/nvda/outcome'

const CODES: readonly (readonly [number | undefined, NvdaOutcome, string])[] = [
  [0, 'done', 'success'],
  [-1, 'asleep', 'speakText, brailleMessage and cancelSpeech in sleep mode, signed'],
  [0xffff_ffff, 'asleep', 'the same, unsigned'],
  [5, 'asleep', 'speakSsml in sleep mode: access denied'],
  [87, 'refused', 'SSML that cannot be read: invalid parameter'],
  [1223, 'cancelled', 'cancelled'],
  [1717, 'older', 'unknown interface: before NVDA 2024.1'],
  [1723, 'busy', 'server too busy'],
  [1783, 'refused', 'the stub received bad data'],
  [1702, 'gone', 'invalid binding'],
  [1715, 'gone', 'not listening'],
  [1722, 'gone', 'server unavailable'],
  [1726, 'gone', 'call failed'],
  [1727, 'gone', 'call failed and did not execute'],
  [1753, 'gone', 'no more endpoints'],
  [undefined, 'gone', 'no answer in time'],
]

test.each(CODES)('%s means %s: %s', (code, outcome) => {
  expect(outcomeOf(code)).toBe(outcome)
})
