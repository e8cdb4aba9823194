import fc from 'fast-check'
import { expect, test } from 'vitest'
import { argmax } from '../../../../src/main/engine/language/generate'
import { chooserFor, sample } from '../../../../src/main/engine/language/sampling'
import { seededRandom } from '../../../../src/main/engine/language/sampling-random'

const logits = (values: readonly number[]): Float32Array => Float32Array.from(values)
/** In steps of an eighth: what is nearer is equal after the exponential. */
const score = fc.integer({ min: -200, max: 200 }).map((eighths) => eighths / 8)
const scores = fc.array(score, { minLength: 1, maxLength: 60 }).map(logits)
const seeds = fc.integer({ min: 0, max: 0xffff_ffff })

/** How often each token is drawn. */
function draw(values: Float32Array, how: { temperature: number; topP: number }, times: number, seed: number): number[] {
  const random = seededRandom(seed)
  const counts = new Array<number>(values.length).fill(0)
  for (let i = 0; i < times; i++) {
    const id = sample(values, how, random)
    counts[id] = (counts[id] ?? 0) + 1
  }
  return counts
}

/** Probabilities as transformers' warpers have them: temperature, then the likeliest up to `topP`. */
function expected(values: Float32Array, { temperature, topP }: { temperature: number; topP: number }): number[] {
  const weights = [...values].map((value) => Math.exp(value / temperature))
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const order = weights.map((_, id) => id).sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0) || a - b)
  const kept: number[] = []
  let mass = 0
  for (const id of order) {
    if (mass >= topP) break
    kept.push(id)
    mass += (weights[id] ?? 0) / all
  }
  return weights.map((weight, id) => (kept.includes(id) ? weight / all / mass : 0))
}

test('temperature 0 is no chooser: the best token is taken, and tokens can be guessed ahead', () => {
  expect(chooserFor({})).toBeUndefined()
  expect(chooserFor({ sampling: { temperature: 0, topP: 0.9, seed: 1 } })).toBeUndefined()
})

test('tokens that are given take the place of sampling', () => {
  const choose = (): number => 7
  expect(chooserFor({ choose, sampling: { temperature: 1, topP: 1, seed: 1 } })).toBe(choose)
})

test('near temperature 0 the best token comes, whatever the seed', () => {
  fc.assert(
    fc.property(scores, seeds, (values, seed) => {
      const best = argmax(values)
      fc.pre([...values].every((value, id) => id === best || value < (values[best] ?? 0) - 0.5))
      expect(chooserFor({ sampling: { temperature: 0.01, topP: 1, seed } })?.(values, [])).toBe(best)
    }),
  )
})

test('so small a top-p that one token has it gives the best one at any temperature', () => {
  fc.assert(
    fc.property(scores, seeds, fc.double({ min: 0.1, max: 2, noNaN: true }), (values, seed, temperature) => {
      expect(chooserFor({ sampling: { temperature, topP: 1e-9, seed } })?.(values, [])).toBe(argmax(values))
    }),
  )
})

test('the same seed chooses the same tokens in the same order', () => {
  fc.assert(
    fc.property(fc.array(scores, { minLength: 1, maxLength: 8 }), seeds, (rows, seed) => {
      const ids = (): (number | undefined)[] => {
        const choose = chooserFor({ sampling: { temperature: 1.2, topP: 0.9, seed } })
        return rows.map((row) => choose?.(row, []))
      }
      expect(ids()).toEqual(ids())
    }),
  )
})

test('another seed chooses others', () => {
  const flat = new Float32Array(1000)
  const [one, other] = [1, 2].map((seed) => chooserFor({ sampling: { temperature: 1, topP: 1, seed } }))
  const ids = [one, other].map((choose) => Array.from({ length: 8 }, () => choose?.(flat, [])))
  expect(ids[0]).not.toEqual(ids[1])
})

test.each([
  { temperature: 1, topP: 1 },
  { temperature: 0.5, topP: 1 },
  { temperature: 2, topP: 1 },
  { temperature: 1, topP: 0.9 },
  { temperature: 0.7, topP: 0.5 },
  { temperature: 1.5, topP: 0.99 },
])('tokens come as often as they should at $temperature and $topP', (how) => {
  const values = logits([2, 1.5, 1, 0.5, 0, 0, -0.5, -1, -2, -4])
  const times = 20_000
  const counts = draw(values, how, times, 42)
  let chiSquare = 0
  expected(values, how).forEach((probability, id) => {
    const count = counts[id] ?? 0
    if (probability === 0) expect(count, `token ${id}`).toBe(0)
    else chiSquare += (count - times * probability) ** 2 / (times * probability)
  })
  // 9 degrees of freedom at most: above 45 in one of a million.
  expect(chiSquare).toBeLessThan(45)
})

test('no token comes that is not among the likeliest up to top-p', () => {
  const near = fc.double({ min: 0.05, max: 1, noNaN: true })
  fc.assert(
    fc.property(scores, seeds, near, near, (values, seed, topP, temperature) => {
      const allowed = expected(values, { temperature, topP: Math.min(1, topP + 1e-9) })
      const id = sample(values, { temperature, topP }, seededRandom(seed))
      expect(allowed[id]).toBeGreaterThan(0)
    }),
  )
})

test('a token that is barred never comes', () => {
  const barred = logits([-Infinity, 3, -Infinity, 2.9])
  const counts = draw(barred, { temperature: 2, topP: 1 }, 500, 3)
  expect([counts[0], counts[2]]).toEqual([0, 0])
  expect(counts[3]).toBeGreaterThan(0)
})

test('half floats are chosen from as whole ones are', () => {
  const half = Float16Array.of(1, 2, 3, 2.5)
  const how = { temperature: 1, topP: 0.95 }
  for (let seed = 0; seed < 20; seed++) {
    expect(sample(half, how, seededRandom(seed))).toBe(sample(Float32Array.from(half), how, seededRandom(seed)))
  }
})
