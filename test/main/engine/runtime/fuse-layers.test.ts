import { readFile } from 'node:fs/promises'
import { InferenceSession } from 'onnxruntime-node'
import { expect, test } from 'vitest'
import { changeGraph, type OnnxGraph } from '../../../../src/main/engine/runtime/onnx-graph'
import { fuseLayers } from '../../../../src/main/engine/runtime/patches/fuse-layers'

const MODELS = 'test/fixtures/tiny-models'

async function fuse(file: string): Promise<{ changed: Uint8Array | null; operators: string[] }> {
  let graph: OnnxGraph | undefined
  const changed = changeGraph(await readFile(`${MODELS}/${file}`), (each) => fuseLayers((graph = each)))
  return { changed, operators: graph?.nodes.map((node) => node.opType) ?? [] }
}

test.each([
  { form: 'traced from transformers', file: 'tiny-idefics3/onnx/decoder_model_merged.onnx', nodes: 40 },
  { form: 'traced, four bits', file: 'tiny-idefics3/onnx/decoder_model_merged_q4.onnx', nodes: 40 },
  { form: 'built with MultiHeadAttention', file: 'tiny-idefics3-built-multihead/onnx/decoder_model_merged.onnx', nodes: 40 },
  { form: 'built with GroupQueryAttention', file: 'tiny-idefics3-built/onnx/decoder_model_merged.onnx', nodes: 40 },
])('$form: each of two layers has one attention and caches in one buffer, and few operators are left', async ({ file, nodes }) => {
  const { changed, operators } = await fuse(file)
  expect(operators.filter((type) => type === 'GroupQueryAttention')).toHaveLength(2)
  expect(operators).not.toContain('Softmax')
  expect(operators).not.toContain('MultiHeadAttention')
  expect(operators.length).toBeLessThanOrEqual(nodes)
  const session = await InferenceSession.create(changed ?? new Uint8Array(0))
  const shapes = session.outputMetadata.flatMap((output) => (output.isTensor && output.name.startsWith('present') ? [output.shape[2]] : []))
  expect(new Set(shapes)).toEqual(new Set(['descry_shared_rows']))
  await session.release()
})

test.each([
  { what: 'heads of a width that the operator does not take', file: 'tiny-smolvlm/onnx/decoder_model_merged.onnx' },
  { what: 'half floats', file: 'tiny-idefics3/onnx/decoder_model_merged_fp16.onnx' },
  { what: 'layers of another architecture', file: 'tiny-qwen3_5/onnx/decoder_model_merged.onnx' },
  { what: 'no layers at all', file: 'tiny-idefics3/onnx/embed_tokens.onnx' },
])('left alone: $what', async ({ file }) => {
  expect((await fuse(file)).changed).toBeNull()
})
