import { readFile } from 'node:fs/promises'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { expect, test } from 'vitest'
import { changeGraph } from '../../../../src/main/engine/runtime/onnx-graph'
import { keepNewRows, NEW_ROWS } from '../../../../src/main/engine/runtime/patches/new-rows'

const FIXTURES = 'test/fixtures/tiny-models'
const FOLDERS = ['tiny-smolvlm', 'tiny-idefics3', 'tiny-smolvlm2'] as const

/** Runs a decoder on made-up numbers behind a made-up past. */
async function run(model: Uint8Array, past: number, count: number): Promise<Record<string, Tensor>> {
  const session = await InferenceSession.create(model)
  let wave = 0
  const numbers = (length: number): Float32Array => Float32Array.from({ length }, () => Math.sin(wave++ * 0.37) * 0.5)
  const feeds: Record<string, Tensor> = {}
  for (const { name, ...value } of session.inputMetadata) {
    if (!value.isTensor) throw new TypeError(name)
    const dims = value.shape.map((dim, at) => (typeof dim === 'number' ? dim : at === 0 ? 1 : at === 1 ? count : past))
    const size = dims.reduce((product, dim) => product * dim, 1)
    if (name === 'inputs_embeds' || name.startsWith('past')) feeds[name] = new Tensor('float32', numbers(size), dims)
  }
  const ids = (length: number, from: number): BigInt64Array => BigInt64Array.from({ length }, (_, i) => BigInt(from + i))
  feeds['attention_mask'] = new Tensor('int64', new BigInt64Array(past + count).fill(1n), [1, past + count])
  feeds['position_ids'] = new Tensor('int64', ids(count, past), [1, count])
  if (session.inputNames.includes('num_logits_to_keep')) feeds['num_logits_to_keep'] = new Tensor('int64', BigInt64Array.of(0n), [])
  return session.run(feeds)
}

/** The last rows of keys or values, [1, heads, positions, size]. */
function lastRows({ data, dims }: Tensor, count: number): number[] {
  const [, heads = 0, positions = 0, size = 0] = dims
  const all = data as Float32Array
  return Array.from({ length: heads }, (_, head) => {
    const end = (head + 1) * positions * size
    return [...all.subarray(end - count * size, end)]
  }).flat()
}

test.each(FOLDERS.flatMap((folder) => [1, 3].map((count) => ({ folder, count }))))(
  "$folder's changed decoder gives $count new rows, to the bit, and the same logits",
  async ({ folder, count }) => {
    const model = await readFile(`${FIXTURES}/${folder}/onnx/decoder_model_merged.onnx`)
    const changed = changeGraph(model, keepNewRows)
    expect(changed).not.toBeNull()
    const whole = await run(model, 5, count)
    const rows = await run(changed ?? model, 5, count)
    expect(Object.keys(rows)).toEqual(Object.keys(whole))
    expect(rows['logits']?.data).toEqual(whole['logits']?.data)
    const presents = Object.keys(whole).filter((name) => name.startsWith('present'))
    expect(presents.length).toBeGreaterThan(0)
    for (const name of presents) {
      const [old, made] = [whole[name], rows[name]]
      if (!old || !made) throw new Error(name)
      expect(made.dims, name).toEqual([old.dims[0], old.dims[1], count, old.dims[3]])
      expect([...(made.data as Float32Array)], name).toEqual(lastRows(old, count))
    }
  },
)

test('the changed graph says of itself that its caches hold new rows only', async () => {
  const model = await readFile(`${FIXTURES}/tiny-smolvlm/onnx/decoder_model_merged.onnx`)
  const session = await InferenceSession.create(changeGraph(model, keepNewRows) ?? model)
  const shapes = session.outputMetadata.flatMap((value) => (value.isTensor && value.name !== 'logits' ? [value.shape[2]] : []))
  expect(shapes).toEqual(Array.from({ length: 6 }, () => NEW_ROWS))
})

test.each([
  ['embeddings', 'tiny-smolvlm/onnx/embed_tokens.onnx'],
  ['a vision encoder', 'tiny-smolvlm/onnx/vision_encoder.onnx'],
  ['a decoder that counts positions itself', 'tiny-florence2/onnx/decoder_model_merged.onnx'],
])('%s is left alone', async (_, file) => {
  expect(changeGraph(await readFile(`${FIXTURES}/${file}`), keepNewRows)).toBeNull()
})

test('a decoder that was changed once is left alone', async () => {
  const model = await readFile(`${FIXTURES}/tiny-smolvlm/onnx/decoder_model_merged.onnx`)
  const changed = changeGraph(model, keepNewRows)
  if (!changed) throw new Error('not changed')
  expect(changeGraph(changed, keepNewRows)).toBeNull()
})
