import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { EXACT_LEVERS, NO_LEVERS, type Levers } from '../../src/main/engine/runtime/levers'
import { openGraph, type Graph } from '../../src/main/engine/runtime/session'
import { answer, openForTest, seeRecipe, TURN } from './engine'
import { copyFolder, FP32, type FolderCopy } from './folder-copy'
import { pairs, readRecord, ROOT } from './record'

const MODELS = 'test/fixtures/tiny-models'
const BUILT = join(ROOT, MODELS, 'tiny-smolvlm-built/onnx/decoder_model_merged.onnx')
const MULTIHEAD = join(ROOT, MODELS, 'tiny-idefics3-built-multihead/onnx/decoder_model_merged.onnx')
/** The builder's other form, GroupQueryAttention with its own rotary positions. */
const GROUPED = join(ROOT, MODELS, 'tiny-idefics3-built/onnx/decoder_model_merged.onnx')

/** Dimensions of this model that ours have in their own sizes. */
const SMOLVLM_256M = { side: 512, hidden: 576, heads: 3, size: 64, layers: 30, vocabulary: 49_280 }

/**
 * Inputs and outputs of HuggingFaceTB/SmolVLM-256M-Instruct's graphs, as far as they could be read: a null is a
 * free dimension. Sources: github.com/mshr-h/onnx2fx, tests/test_smolvlm_models.py ("from ONNX model
 * inspection", and what its tests feed); jeffasante.github.io/cellm/vlm-smolvlm-onnx.md and that project's
 * tools/vlm-onnx-infer; for SmolVLM2-500M, whose graphs have the same inputs, BaseweightSnap's migration notes.
 * The files themselves could not be read: not seen are names of free dimensions, the declared shape of
 * image_features (64 rows a tile came out) and other precisions than fp32, fp16 and q4.
 */
const { side, hidden, heads, size, layers, vocabulary } = SMOLVLM_256M
const cache = (name: string) =>
  Array.from({ length: layers }, (_, layer) =>
    ['key', 'value'].map((part) => [name.replace('N', `${layer}.${part}`), 'float32', [null, heads, null, size]] as const),
  ).flat()

type Value = readonly [name: string, type: string, shape: readonly (number | null)[]]
const PUBLISHED: Readonly<Record<string, { readonly inputs: readonly Value[]; readonly outputs: readonly Value[] }>> = {
  vision_encoder: {
    inputs: [
      ['pixel_values', 'float32', [null, null, 3, side, side]],
      ['pixel_attention_mask', 'bool', [null, null, side, side]],
    ],
    outputs: [['image_features', 'float32', [null, 64, hidden]]],
  },
  embed_tokens: {
    inputs: [['input_ids', 'int64', [null, null]]],
    outputs: [['inputs_embeds', 'float32', [null, null, hidden]]],
  },
  decoder_model_merged: {
    inputs: [
      ['inputs_embeds', 'float32', [null, null, hidden]],
      ['attention_mask', 'int64', [null, null]],
      ['position_ids', 'int64', [null, null]],
      ...cache('past_key_values.N'),
    ],
    outputs: [['logits', 'float32', [null, null, vocabulary]], ...cache('present.N')],
  },
}

/** The tiny models' sizes of what is fixed in the published ones. */
const OURS = [
  { folder: `${MODELS}/tiny-smolvlm`, layers: 3, fixed: { [side]: 64, [hidden]: 64, 64: 4, [vocabulary]: 459 }, heads: 2, size: 8 },
  { folder: `${MODELS}/tiny-idefics3`, layers: 2, fixed: { [side]: 56, [hidden]: 64, 64: 16, [vocabulary]: 458 }, heads: 2, size: 16 },
  { folder: `${MODELS}/tiny-smolvlm2`, layers: 2, fixed: { [side]: 48, [hidden]: 48, 64: 9, [vocabulary]: 459 }, heads: 1, size: 16 },
] as const

async function open(file: string): Promise<Graph> {
  const opened = await openGraph(file, { threads: 1 })
  if (!opened.ok) throw new Error(opened.detail)
  return opened.graph
}

describe.each(OURS)("$folder beside SmolVLM-256M-Instruct's graphs", ({ folder, layers: depth, fixed, heads: count, size: width }) => {
  test.each(Object.keys(PUBLISHED))('%s has the same inputs and outputs, in its own sizes', async (name) => {
    const graph = await open(join(ROOT, folder, 'onnx', `${name}.onnx`))
    const sizes: Readonly<Record<number, number>> = fixed
    for (const [values, found] of [
      [PUBLISHED[name]?.inputs ?? [], graph.inputs],
      [PUBLISHED[name]?.outputs ?? [], graph.outputs],
    ] as const) {
      const expected = values.filter(([value]) => Number(/\.(\d+)\./.exec(value)?.[1] ?? 0) < depth)
      // The tiny SmolVLM declares one input more, which other published families have.
      expect([...found.keys()].filter((value) => value !== 'num_logits_to_keep').sort()).toEqual(expected.map(([value]) => value).sort())
      for (const [value, type, shape] of expected) {
        const mine = found.get(value)
        expect(mine?.type, value).toBe(type)
        const isCache = /^(past_key_values|present)/.test(value)
        const ours = isCache ? [null, count, null, width] : shape.map((dim) => (dim === null ? null : (sizes[dim] ?? dim)))
        expect(mine?.shape.map((dim) => (typeof dim === 'number' ? dim : null)), value).toEqual(ours)
      }
    }
  })
})

test("the published decoders' builder writes the inputs and outputs of the table", async () => {
  const graph = await open(BUILT)
  const names = PUBLISHED['decoder_model_merged']?.inputs.map(([name]) => name).filter((name) => !/\.([3-9]|\d\d)\./.test(name))
  expect([...graph.inputs.keys()]).toEqual(names)
})

describe.each([
  ['published ones are built', 'tiny-smolvlm', BUILT],
  ['published ones are built, with heads that can be fused', 'tiny-idefics3', MULTIHEAD],
  ['builder writes it for a processor', 'tiny-idefics3', GROUPED],
])('a language model as the %s', (_, name, built) => {
  const record = readRecord(name)
  let folder: FolderCopy
  beforeAll(() => {
    folder = copyFolder(record.folder, FP32)
    copyFileSync(built, join(folder.path, 'onnx/decoder_model_merged.onnx'))
  })
  afterAll(() => folder.remove())

  const LEVERS: readonly (readonly [string, Levers])[] = [
    ['no lever', NO_LEVERS],
    ['new rows only', { ...NO_LEVERS, newRows: true, lastRows: true }],
    ['fused operators', { ...NO_LEVERS, fused: true }],
    ['all exact levers', EXACT_LEVERS],
  ]

  test.each(LEVERS)('gives the ids of transformers.js with %s', async (_name, levers) => {
    const model = await openForTest(folder.path, levers)
    for (const { asked, answered } of pairs(record, 'fp32')) {
      const { ids } = await answer(model, await seeRecipe(model, asked), asked)
      expect(ids, asked.name).toEqual(answered.ids)
    }
    await model.close()
  })

  test('holds a conversation whose follow-up feeds less than all of it', async () => {
    const model = await openForTest(folder.path)
    const [first] = pairs(record, 'fp32')
    if (!first) throw new Error('no case')
    const seen = model.see(await seeRecipe(model, first.asked))
    const { question } = first.asked
    const { text } = await seen.ask(question, TURN, () => undefined)
    const run = vi.spyOn(model.parts.decoder, 'run')
    const history = [{ question, reply: text }]
    const { ids } = await seen.ask('What changed?', TURN, () => undefined, { history })
    const fed = run.mock.calls[0]?.[0].length ?? Infinity
    const whole = model.promptIds('What changed?', [{ grid: { rows: 0, cols: 0 } }], history)
    expect(fed / model.parts.decoder.hidden).toBeLessThan(whole.length)
    const fresh = model.see(await seeRecipe(model, first.asked))
    expect((await fresh.ask('What changed?', TURN, () => undefined, { history })).ids).toEqual(ids)
    await model.close()
  })
})
