import { expect, test } from 'vitest'
import { seededRandom, xoshiro128 } from '../../../../src/main/engine/language/sampling-random'

test.each([
  // rand_xoshiro's test of xoshiro128starstar.c.
  { state: [1, 2, 3, 4], numbers: [11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849] },
  // edorfaus/xoshiro-6502, test-rom/testdata.asm: what the C program gives.
  {
    state: [0x964d4a0c, 0xd40ab895, 0xad7fdecb, 0x3006f0f0],
    numbers: [0xf1391922, 0x6fe53806, 0xa5be2840, 0xf510ee70],
  },
] as const)('gives the numbers of the published program from state $state', ({ state, numbers }) => {
  const next = xoshiro128(state)
  expect(numbers.map(() => next())).toEqual(numbers)
})

test('the same seed gives the same numbers, another seed others', () => {
  const numbers = (seed: number): number[] => {
    const random = seededRandom(seed)
    return Array.from({ length: 20 }, () => random())
  }
  expect(numbers(7)).toEqual(numbers(7))
  for (const other of [0, 6, 8, 0xffff_ffff]) expect(numbers(other)).not.toEqual(numbers(7))
})

test('the numbers of a seed are known: they are the same on every machine', () => {
  const random = seededRandom(0)
  expect([random(), random(), random()]).toEqual([0.8868539502021594,0.012474988946590604,0.032522145755498943])
})

test.each([0, 1, 2, 12345, 0xffff_ffff])('numbers of seed %i lie in [0, 1) and fill it evenly', (seed) => {
  const random = seededRandom(seed)
  const bins = new Array<number>(16).fill(0)
  for (let i = 0; i < 16_000; i++) {
    const value = random()
    expect(value >= 0 && value < 1).toBe(true)
    const bin = Math.floor(value * 16)
    bins[bin] = (bins[bin] ?? 0) + 1
  }
  const chiSquare = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
  // 15 degrees of freedom: above 50 in one of 100,000.
  expect(chiSquare).toBeLessThan(50)
})
