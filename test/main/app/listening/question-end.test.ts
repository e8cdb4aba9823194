import { describe, expect, test } from 'vitest'
import { questionEnd, type Heard } from '../../../../src/main/app/listening/question-end'

const heard = (change: Partial<Heard['hearing']>, rest: Partial<Omit<Heard, 'hearing'>> = {}): Heard => ({
  hearing: { speaking: false, speech: 0, silence: 0, ...change },
  ...{ length: 3000, held: false, pause: 1200 },
  ...rest,
})

describe('a spoken question', () => {
  test.each([
    ['goes on while somebody speaks', heard({ speaking: true, speech: 900 }), null],
    ['goes on before the pause is over', heard({ speech: 900, silence: 1199 }), null],
    ['ends with the pause', heard({ speech: 900, silence: 1200 }), 'spoken'],
    ['does not end by a pause after a click', heard({ speech: 199, silence: 2000 }), null],
    ['that nobody begins goes on for eight seconds', heard({ silence: 7999 }, { length: 7999 }), null],
    ['that nobody begins is given up then', heard({ silence: 8000 }, { length: 8000 }), 'silent'],
    ['that is begun in the eighth second goes on', heard({ speaking: true, speech: 100 }, { length: 8000 }), null],
    ['ends after thirty seconds, though somebody speaks', heard({ speaking: true, speech: 20_000 }, { length: 30_000 }), 'spoken'],
    ['ends after thirty seconds without speech', heard({}, { length: 30_000, held: true }), 'silent'],
    ['does not end by a pause while it is held', heard({ speech: 900, silence: 9000 }, { length: 12_000, held: true }), null],
    ['is not given up while it is held', heard({ silence: 9000 }, { length: 9000, held: true }), null],
  ] as const)('%s', (_, so, end) => {
    expect(questionEnd(so)).toBe(end)
  })
})
