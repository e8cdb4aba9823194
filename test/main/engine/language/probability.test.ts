import fc from 'fast-check'
import { expect, test } from 'vitest'
import { probabilityOf } from '../../../../src/main/engine/language/probability'

test('equal scores share the probability', () => {
  expect(probabilityOf(Float32Array.of(3, 3, 3, 3), 2)).toBeCloseTo(0.25)
})

test('a score that leads by the logarithm of three is three times as probable', () => {
  const logits = Float32Array.of(0, Math.log(3))
  expect([probabilityOf(logits, 0), probabilityOf(logits, 1)]).toEqual([expect.closeTo(0.25, 5), expect.closeTo(0.75, 5)])
})

test('of any scores, however large, all probabilities make one', () => {
  const scores = fc.array(fc.float({ min: -1e5, max: 1e5, noNaN: true }), { minLength: 1, maxLength: 50 })
  fc.assert(
    fc.property(scores, (values) => {
      const logits = Float32Array.from(values)
      const sum = values.reduce((all, _, id) => all + probabilityOf(logits, id), 0)
      expect(sum).toBeCloseTo(1, 6)
    }),
  )
})
