import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Continuation } from '../../../../src/main/engine/language/continuation'
import { generate, type Guess } from '../../../../src/main/engine/language/generate'
import { commonLength, guessAhead } from '../../../../src/main/engine/language/guess-ahead'

const VOCABULARY = 12
const END = 11

/** A model whose next token is decided by all that it was fed; it counts what it is fed. */
class ScriptedModel implements Continuation {
  readonly canRetract = true
  readonly fed: number[] = []
  rows = 0
  runs = 0

  constructor(readonly next: (fed: readonly number[]) => number) {}

  row(): Float32Array {
    const logits = new Float32Array(VOCABULARY)
    logits[this.next(this.fed)] = 1
    return logits
  }

  feed(ids: readonly number[]): Promise<Float32Array[]> {
    this.runs++
    this.rows += ids.length
    return Promise.resolve(
      ids.map((id) => {
        this.fed.push(id)
        return this.row()
      }),
    )
  }

  retract(count: number): void {
    this.fed.length -= count
  }
}

const quoting = (script: readonly number[]) => (fed: readonly number[]) => script[fed.length] ?? END
/** Decided by the last two tokens: comes back to where it was, as a text does. */
const wandering = (seed: number) => (fed: readonly number[]) => ((fed.at(-1) ?? seed) * 7 + (fed.at(-2) ?? 3) * 5 + seed) % VOCABULARY

async function run(model: ScriptedModel, guess: Guess | undefined, most = 60): ReturnType<typeof generate> {
  const pause = (): Promise<void> => Promise.resolve()
  return generate(model, model.row(), {
    cancelled: () => false,
    pause,
    maxNewTokens: most,
    endIds: new Set([END]),
    onToken: () => undefined,
    guess,
  })
}

const ids = fc.array(fc.integer({ min: 0, max: VOCABULARY - 2 }), { maxLength: 60 })
const texts = fc.array(ids, { maxLength: 4 })
const models = fc.oneof(ids.map(quoting), fc.nat(1000).map(wandering))

describe('with tokens guessed ahead', () => {
  test('the answer, its end and what the model holds of it are the same as without', async () => {
    await fc.assert(
      fc.asyncProperty(models, texts, fc.integer({ min: 1, max: 60 }), async (next, known, most) => {
        const [plain, ahead] = [new ScriptedModel(next), new ScriptedModel(next)]
        const expected = await run(plain, undefined, most)
        const got = await run(ahead, guessAhead(known).guess, most)
        expect(got).toEqual(expected)
        expect(ahead.fed.length).toBeLessThanOrEqual(got.ids.length)
        expect(got.ids.slice(0, ahead.fed.length)).toEqual(ahead.fed)
      }),
    )
  })

  test('no more runs are made, and wrong rows stay within the credit', async () => {
    await fc.assert(
      fc.asyncProperty(models, texts, async (next, known) => {
        const [plain, ahead] = [new ScriptedModel(next), new ScriptedModel(next)]
        await run(plain, undefined)
        const guesses = guessAhead(known)
        const { ids: answer } = await run(ahead, guesses.guess)
        const { guessed, right } = guesses.result(answer)
        expect(ahead.runs).toBeLessThanOrEqual(plain.runs)
        expect(guessed - right).toBeLessThanOrEqual(8 + right + answer.length / 16)
        expect(ahead.rows).toBeLessThanOrEqual(plain.rows + guessed - right + 1)
      }),
    )
  })

  test('a text that is quoted word for word comes in a fraction of the runs, and what was right is counted', async () => {
    const text = Array.from({ length: 50 }, (_, i) => (i * i + 3 * i) % (VOCABULARY - 1))
    const model = new ScriptedModel(quoting(text))
    const guesses = guessAhead([text])
    const { ids: answer } = await run(model, guesses.guess)
    expect(answer).toEqual(text)
    expect(model.runs).toBeLessThan(25)
    const { guessed, right } = guesses.result(answer)
    expect(right).toBeGreaterThanOrEqual(50 - model.runs - 1)
    expect(guessed).toBeGreaterThanOrEqual(right)
  })

  test('a text that misleads costs few rows and is soon left alone', async () => {
    // Behind every token the text goes on otherwise than the answer.
    const answer = Array.from({ length: 60 }, (_, i) => i % 5)
    const misleading = [0, 9, 1, 9, 2, 9, 3, 9, 4, 9]
    const model = new ScriptedModel(quoting(answer))
    const guesses = guessAhead([misleading])
    await run(model, guesses.guess)
    expect(guesses.result(answer)).toEqual({ guessed: expect.any(Number) as number, right: 0 })
    expect(model.rows - model.runs).toBeLessThanOrEqual(8 + 60 / 16)
    expect(model.rows - model.runs).toBeGreaterThan(0)
  })
})

describe('a guess', () => {
  test('goes on where the longest run of the answer stands, the first text first', () => {
    const { guess } = guessAhead([
      [5, 6, 1, 5, 6, 2],
      [4, 5, 6, 3, 9, 9],
    ])
    // Three tokens beat two, though two stand in the first text.
    expect(guess([4, 5, 6])).toEqual([3, 9, 9])
    expect(guessAhead([[5, 6, 1, 2], [5, 6, 3]]).guess([5, 6])).toEqual([1, 2])
  })

  test('is short behind a single token and empty where nothing is known', () => {
    expect(guessAhead([[5, 1, 2, 3, 4]]).guess([5])).toEqual([1, 2])
    expect(guessAhead([[5, 1, 2]]).guess([7])).toEqual([])
    expect(guessAhead([[5]]).guess([5])).toEqual([])
    expect(guessAhead([]).guess([5])).toEqual([])
  })

  test('comes again some time after the credit was used up', () => {
    const { guess } = guessAhead([[1, 2, 3, 4]])
    const answer: number[] = []
    const lengths = Array.from({ length: 80 }, () => {
      answer.push(1)
      return guess(answer).length
    })
    expect(lengths.filter((length) => length > 0).length).toBeGreaterThan(4)
    expect(lengths.slice(8, 14)).toEqual([0, 0, 0, 0, 0, 0])
    expect(Math.max(...lengths.slice(20))).toBe(1)
  })
})

test.each([
  [[], [], 0],
  [[1, 2], [1, 2, 3], 2],
  [[1, 2, 3], [1, 2], 2],
  [[1, 2, 3], [1, 5, 3], 1],
])('%j and %j have %i ids in common', (one, other, length) => {
  expect(commonLength(one, other)).toBe(length)
})
