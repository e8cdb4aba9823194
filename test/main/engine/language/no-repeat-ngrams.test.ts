import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { noRepeatNgrams } from '../../../../src/main/engine/language/no-repeat-ngrams'

const VOCABULARY = 5
const sizes = fc.integer({ min: 1, max: 4 })
const answers = fc.array(fc.integer({ min: 0, max: VOCABULARY - 1 }), { maxLength: 40 })

/** Tokens that are barred after an answer. */
function barred(size: number, ids: readonly number[]): number[] {
  const logits = new Float32Array(VOCABULARY).fill(1)
  noRepeatNgrams(size)(logits, ids)
  return [...logits.keys()].filter((id) => logits[id] === -Infinity)
}

/** All runs of so many tokens, as text. */
function runs(size: number, ids: readonly number[]): string[] {
  return ids.slice(size - 1).map((_, at) => ids.slice(at, at + size).join())
}

describe('repetitions that are barred', () => {
  test('are the tokens that would say a run a second time, and no others', () => {
    fc.assert(
      fc.property(sizes, answers, (size, ids) => {
        const said = new Set(runs(size, ids))
        const expected = Array.from({ length: VOCABULARY }, (_, id) => id).filter((id) => {
          const run = [...ids, id].slice(-size)
          return run.length === size && said.has(run.join())
        })
        expect(barred(size, ids)).toEqual(expected)
      }),
    )
  })

  test('are barred in half floats too, and nothing else is changed', () => {
    const logits = new Float16Array([0.5, 1.5, -2, 3, 4])
    noRepeatNgrams(3)(logits, [1, 2, 3, 1, 2])
    expect([...logits]).toEqual([0.5, 1.5, -2, -Infinity, 4])
  })

  test('are none before there is anything to repeat', () => {
    expect(barred(3, [])).toEqual([])
    expect(barred(3, [1, 1])).toEqual([])
    expect(barred(3, [1, 1, 1])).toEqual([1])
  })
})
