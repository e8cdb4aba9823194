import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { changeGraph, OnnxGraph } from '../../../../src/main/engine/runtime/onnx-graph'
import { computeInEightBits } from '../../../../src/main/engine/runtime/patches/accuracy-level'

const FIXTURES = 'test/fixtures/tiny-models'
const NANO = 'resources/models/descry-nano/onnx/decoder_model_merged_quantized.onnx'

/** The accuracy levels of all four- and eight-bit products, those in branches too. */
function levels(model: Uint8Array): (number | undefined)[] {
  const found: (number | undefined)[] = []
  const look = (graph: OnnxGraph): false => {
    for (const node of graph.nodes) {
      if (node.opType === 'MatMulNBits') found.push(node.int('accuracy_level'))
      node.withGraphs((bytes) => {
        look(new OnnxGraph(bytes))
        return bytes
      })
    }
    return false
  }
  changeGraph(model, look)
  return found
}

test.each([
  ['a language model in four bits', 'tiny-smolvlm/onnx/decoder_model_merged_q4.onnx', 22],
  ['one with the rest in halves', 'tiny-smolvlm/onnx/decoder_model_merged_q4f16.onnx', 22],
  ['one whose products are in the branches of an If', 'tiny-florence2/onnx/decoder_model_merged_q4.onnx', 56],
])('%s: every product computes with activations in eight bits', async (_, file, count) => {
  const model = await readFile(`${FIXTURES}/${file}`)
  expect(new Set(levels(model))).toEqual(new Set([undefined]))
  const changed = changeGraph(model, computeInEightBits)
  if (!changed) throw new Error('not changed')
  expect(levels(changed)).toEqual(Array.from({ length: count }, () => 4))
})

test('a product that names its own accuracy keeps it', async () => {
  const model = await readFile(NANO)
  expect(new Set(levels(model))).toEqual(new Set([4]))
  expect(changeGraph(model, computeInEightBits)).toBeNull()
})

test.each(['decoder_model_merged', 'decoder_model_merged_bnb4', 'decoder_model_merged_quantized', 'vision_encoder'])(
  '%s without such products is left alone',
  async (name) => {
    expect(changeGraph(await readFile(`${FIXTURES}/tiny-smolvlm/onnx/${name}.onnx`), computeInEightBits)).toBeNull()
  },
)
