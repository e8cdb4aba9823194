import { readFile } from 'node:fs/promises'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { expect, test } from 'vitest'
import { changeGraph } from '../../../../src/main/engine/runtime/onnx-graph'
import { keepLastRows, LAST_ROWS } from '../../../../src/main/engine/runtime/patches/last-rows'

const DECODER = 'resources/models/descry-nano/onnx/decoder_model_merged_quantized.onnx'

/** Logits of five positions of a fixed, made-up embedding. */
async function logits(model: Uint8Array, rows?: number): Promise<Tensor> {
  const session = await InferenceSession.create(model)
  const hidden = 384
  const length = 5
  const values = Float32Array.from({ length: length * hidden }, (_, i) => Math.sin(i * 0.37) * 0.5)
  const feeds: Record<string, Tensor> = {
    inputs_embeds: new Tensor('float32', values, [1, length, hidden]),
    attention_mask: new Tensor('int64', new BigInt64Array(length).fill(1n), [1, length]),
    position_ids: new Tensor('int64', BigInt64Array.from({ length }, (_, i) => BigInt(i)), [1, length]),
  }
  if (rows !== undefined) feeds[LAST_ROWS] = new Tensor('int64', BigInt64Array.of(BigInt(-rows)), [1])
  for (const name of session.inputNames) {
    if (name.startsWith('past')) feeds[name] = new Tensor('float32', new Float32Array(0), [1, 2, 0, 64])
  }
  const { logits: out } = await session.run(feeds)
  if (!out) throw new Error('no logits')
  return out
}

test.each([1, 3])('the changed graph gives the last %i rows of the whole one, to the bit, and no other', async (rows) => {
  const model = await readFile(DECODER)
  const changed = changeGraph(model, keepLastRows)
  expect(changed).not.toBeNull()
  const whole = await logits(model)
  const last = await logits(changed ?? model, rows)
  expect(whole.dims).toEqual([1, 5, 4096])
  expect(last.dims).toEqual([1, rows, 4096])
  expect(last.data).toEqual(whole.data.slice((5 - rows) * 4096))
})

test('a graph without logits is left alone', async () => {
  const encoder = await readFile('resources/models/descry-nano/onnx/embed_tokens.onnx')
  expect(changeGraph(encoder, keepLastRows)).toBeNull()
})
