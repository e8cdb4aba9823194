import { readFile } from 'node:fs/promises'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { expect, test } from 'vitest'
import { changeGraph } from '../../../../src/main/engine/runtime/onnx-graph'
import { maskBehindPast } from '../../../../src/main/engine/runtime/patches/mask-behind-past'

const BUILT = 'test/fixtures/tiny-models/tiny-smolvlm-built/onnx/decoder_model_merged.onnx'
const HIDDEN = 64
const LENGTH = 8
const NUMBERS = Float32Array.from({ length: LENGTH * HIDDEN }, (_, i) => Math.sin(i * 0.37) * 0.5)

type Past = Readonly<Record<string, Tensor>>

/** Feeds the numbers from one position to another behind a past; logits and the next past. */
async function feed(session: InferenceSession, from: number, to: number, past: Past): Promise<{ logits: number[]; past: Past }> {
  const count = to - from
  const feeds: Record<string, Tensor> = {
    inputs_embeds: new Tensor('float32', NUMBERS.slice(from * HIDDEN, to * HIDDEN), [1, count, HIDDEN]),
    attention_mask: new Tensor('int64', new BigInt64Array(to).fill(1n), [1, to]),
    position_ids: new Tensor('int64', BigInt64Array.from({ length: count }, (_, i) => BigInt(from + i)), [1, count]),
  }
  for (const name of session.inputNames) {
    if (name.startsWith('past')) feeds[name] = past[name] ?? new Tensor('float32', new Float32Array(0), [1, 2, 0, 8])
  }
  const outputs = await session.run(feeds)
  const next = Object.entries(outputs).filter(([name]) => name.startsWith('present'))
  return {
    logits: [...(outputs['logits']?.data as Float32Array)],
    past: Object.fromEntries(next.map(([name, value]) => [name.replace('present', 'past_key_values'), value])),
  }
}

async function open(isChanged: boolean): Promise<InferenceSession> {
  const model = new Uint8Array(await readFile(BUILT))
  const changed = isChanged ? changeGraph(model, maskBehindPast) : model
  if (!changed) throw new Error('not changed')
  return InferenceSession.create(changed)
}

function furthest(one: readonly number[], other: readonly number[]): number {
  expect(one.length).toBe(other.length)
  return Math.max(...one.map((value, i) => Math.abs(value - (other[i] ?? NaN))))
}

test('as it is published, several positions behind others cannot be fed', async () => {
  const session = await open(false)
  const { past } = await feed(session, 0, 5, {})
  await expect(feed(session, 5, LENGTH, past)).rejects.toThrow(/Expand/)
})

test.each([1, 3, 5, 7])('changed, what follows %i positions sees them and not what comes after itself', async (cut) => {
  const whole = await feed(await open(false), 0, LENGTH, {})
  const session = await open(true)
  const first = await feed(session, 0, cut, {})
  const second = await feed(session, cut, LENGTH, first.past)
  expect(furthest([...first.logits, ...second.logits], whole.logits)).toBeLessThan(0.005)
})

test.each([
  [0, LENGTH],
  [7, LENGTH],
])('where it ran before, from %i to %i, it gives the same numbers to the bit', async (from, to) => {
  const [plain, changed] = [await open(false), await open(true)]
  const { past } = from === 0 ? { past: {} } : await feed(plain, 0, from, {})
  expect((await feed(changed, from, to, past)).logits).toEqual((await feed(plain, from, to, past)).logits)
})

test.each(['tiny-smolvlm', 'tiny-qwen3_5', 'tiny-florence2'])("%s's decoder, which has no such mask, is left alone", async (name) => {
  const model = await readFile(`test/fixtures/tiny-models/${name}/onnx/decoder_model_merged.onnx`)
  expect(changeGraph(model, maskBehindPast)).toBeNull()
})
