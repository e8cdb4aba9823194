import { describe, expect, it } from 'vitest'
import { inTurn } from '../../bench/engine/in-turn.mjs'

describe('measuring in turn', () => {
  it('lets another one begin every time, and leaves the warm-up out', async () => {
    const order: string[] = []
    const turn = (name: string) => (run: number) => {
      order.push(`${name}${run}`)
      return Promise.resolve(run)
    }
    const { taken } = await inTurn({ a: turn('a'), b: turn('b') }, { runs: 3, warmUps: 1 })
    expect(order).toEqual(['b-1', 'a-1', 'a0', 'b0', 'b1', 'a1', 'a2', 'b2'])
    expect(taken).toEqual({ a: [0, 1, 2], b: [0, 1, 2] })
  })
})
