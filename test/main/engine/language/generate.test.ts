import { expect, test } from 'vitest'
import type { Continuation } from '../../../../src/main/engine/language/continuation'
import { argmax, generate, type GenerateOptions } from '../../../../src/main/engine/language/generate'
import { isLoop } from '../../../../src/main/engine/language/repetition'

const END = 9
const FIRST = row(0)

function row(best: number): Float32Array {
  return Float32Array.from({ length: 10 }, (_, id) => (id === best ? 1 : 0))
}

/** Says the digits of a script, the first of which is decided before anything is fed. */
function model(script: readonly number[], canRetract = true): Continuation & { fed: number[] } {
  const fed: number[] = []
  return {
    fed,
    canRetract,
    feed: (ids) => Promise.resolve(ids.map((id) => row(script[fed.push(id)] ?? END))),
    retract: (count) => void (fed.length -= count),
  }
}

function options(changes: Partial<GenerateOptions> = {}): GenerateOptions & { heard: number[] } {
  const heard: number[] = []
  return {
    heard,
    maxNewTokens: 50,
    endIds: new Set([END]),
    onToken: (id) => heard.push(id),
    pause: () => Promise.resolve(),
    cancelled: () => false,
    ...changes,
  }
}

test('the end token ends an answer and is no part of it', async () => {
  const how = options()
  expect(await generate(model([0, 1, 2]), FIRST, how)).toEqual({ ids: [0, 1, 2], end: 'finished' })
  expect(how.heard).toEqual([0, 1, 2])
})

test('an answer ends at its greatest length, guessed tokens included', async () => {
  const script = [0, 1, 2, 3, 4, 5, 6, 7]
  const cut = { ids: [0, 1, 2, 3], end: 'too-long' }
  expect(await generate(model(script), FIRST, options({ maxNewTokens: 4 }))).toEqual(cut)
  const guess = (ids: readonly number[]): number[] => script.slice(ids.length)
  expect(await generate(model(script), FIRST, options({ maxNewTokens: 4, guess }))).toEqual(cut)
})

test('an answer that goes round in circles is broken off after the third round', async () => {
  const script = [0, 1, ...Array.from({ length: 40 }, (_, i) => 2 + (i % 5))]
  const made = await generate(model(script), FIRST, options({ isLoop }))
  expect(made).toEqual({ ids: script.slice(0, 2 + 15), end: 'loop' })
  // Without the guard it would have gone on.
  expect((await generate(model(script), FIRST, options())).ids.length).toBe(script.length)
})

test('a loop is broken off in the middle of guessed tokens too, and the model forgets the rest', async () => {
  const script = Array.from({ length: 40 }, (_, i) => i % 4)
  const guess = (ids: readonly number[]): number[] => script.slice(ids.length, ids.length + 6)
  const looping = model(script)
  const made = await generate(looping, FIRST, options({ isLoop, guess }))
  expect(made).toEqual({ ids: script.slice(0, 12), end: 'loop' })
  expect(looping.fed).toEqual(script.slice(0, 11))
})

test('a cancel is heard between runs', async () => {
  let pauses = 0
  const pause = (): Promise<void> => {
    pauses++
    return Promise.resolve()
  }
  const how = options({ pause, cancelled: () => pauses >= 2 })
  expect(await generate(model([0, 1, 2, 3]), FIRST, how)).toEqual({ ids: [0, 1], end: 'cancelled' })
})

test.each([
  { why: 'tokens are chosen by chance', canRetract: true, choose: argmax },
  { why: 'the model cannot take positions back', canRetract: false, choose: undefined },
])('nothing is guessed where $why', async ({ canRetract, choose }) => {
  const guess = (): readonly number[] => {
    throw new Error('asked for a guess')
  }
  const made = await generate(model([0, 1, 2], canRetract), FIRST, options({ guess, choose }))
  expect(made.ids).toEqual([0, 1, 2])
})

test('of equal scores the first is the best', () => {
  expect(argmax(Float32Array.of(1, 3, 3, 2))).toBe(1)
})
