import type { InferenceSession } from 'onnxruntime-node'
import { describe, expect, test } from 'vitest'
import { misfitOf } from '../../../../src/main/engine/language/graph-fit'
import { seq2seqLayout } from '../../../../src/main/engine/language/seq2seq-layout'
import type { Graph, TensorSpec } from '../../../../src/main/engine/runtime/session'

type Shapes = Readonly<Record<string, TensorSpec['shape']>>

/** A graph of which only the metadata is looked at. */
function graph(inputs: Shapes, outputs: Shapes, type = 'float32'): Graph {
  const specs = (shapes: Shapes) => new Map(Object.entries(shapes).map(([name, shape]) => [name, { name, type, shape }]))
  return { session: {} as InferenceSession, device: 'cpu', inputs: specs(inputs), outputs: specs(outputs) }
}

const CACHE = ['batch', 3, 'past', 16]
const INPUTS: Shapes = {
  inputs_embeds: ['batch', 'length', 48],
  encoder_hidden_states: ['batch', 'positions', 48],
  encoder_attention_mask: ['batch', 'positions'],
  use_cache_branch: [1],
  'past_key_values.0.decoder.key': CACHE,
  'past_key_values.0.encoder.key': CACHE,
}
const OUTPUTS: Shapes = {
  logits: ['batch', 'length', 99],
  'present.0.decoder.key': CACHE,
  'present.0.encoder.key': CACHE,
}

const without = (shapes: Shapes, ...names: string[]): Shapes =>
  Object.fromEntries(Object.entries(shapes).filter(([name]) => !names.includes(name)))

describe('the caches of a decoder with cross-attention', () => {
  test('are told apart by their names, and each has its output', () => {
    const layout = seq2seqLayout(graph(INPUTS, OUTPUTS), 'decoder')
    expect(layout.ok && layout.slots.map(({ of, input, output }) => [of, input.name, output])).toEqual([
      ['decoder', 'past_key_values.0.decoder.key', 'present.0.decoder.key'],
      ['encoder', 'past_key_values.0.encoder.key', 'present.0.encoder.key'],
    ])
  })

  test.each<[string, Shapes, Shapes, RegExp]>([
    ['a name is not known', { ...INPUTS, 'past_key_values.0.key': CACHE }, OUTPUTS, /input past_key_values\.0\.key is not known/],
    ['another input is there', { ...INPUTS, position_ids: ['batch', 'length'] }, OUTPUTS, /input position_ids is not known/],
    ['an output is missing', INPUTS, without(OUTPUTS, 'present.0.encoder.key'), /past_key_values\.0\.encoder\.key has no output/],
    ['the logits are missing', INPUTS, without(OUTPUTS, 'logits'), /no output logits/],
    ['there is no branch to choose', without(INPUTS, 'use_cache_branch'), OUTPUTS, /no input use_cache_branch/],
    ['the encoder has no caches', without(INPUTS, 'past_key_values.0.encoder.key'), OUTPUTS, /no key and value cache of the encoder/],
    ['the decoder has no caches', without(INPUTS, 'past_key_values.0.decoder.key'), OUTPUTS, /no key and value cache of the decoder/],
    ['a cache has no fixed heads', { ...INPUTS, 'past_key_values.0.decoder.key': ['b', 'h', 'p', 16] }, OUTPUTS, /decoder\.key is not \[batch, heads, past, size\]/],
  ])('are refused by name where %s', (_, inputs, outputs, sentence) => {
    const layout = seq2seqLayout(graph(inputs, outputs), 'decoder')
    expect(layout).toMatchObject({ ok: false, code: 'model-unsupported', detail: expect.stringMatching(sentence) as string })
    expect(!layout.ok && layout.detail).toMatch(/^decoder: /)
  })
})

describe('what one graph gives another', () => {
  const given = { graph: 'vision_encoder', spec: { name: 'image_features', type: 'float32', shape: ['b', 'n', 48] } }

  test('fits where width and number format are the same', () => {
    expect(misfitOf(given, 'encoder_model', graph(INPUTS, {}), 'inputs_embeds')).toBeNull()
  })

  test.each<[string, Graph, RegExp]>([
    ['of another width', graph({ inputs_embeds: ['b', 'n', 64] }, {}), /inputs_embeds is float32 of width 64, vision_encoder gives float32 of width 48/],
    ['in another format', graph({ inputs_embeds: ['b', 'n', 48] }, {}, 'float16'), /inputs_embeds is float16 of width 48/],
    ['not there', graph({}, {}), /no input inputs_embeds/],
  ])('is refused where the input is %s', (_, to, sentence) => {
    expect(misfitOf(given, 'encoder_model', to, 'inputs_embeds')).toMatch(sentence)
  })
})
