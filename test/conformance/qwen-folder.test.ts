import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { putFeatures } from '../../src/main/engine/formats/image-tokens'
import { openModel } from '../../src/main/engine/formats/open-model'
import type { QwenModel } from '../../src/main/engine/formats/qwen3-5'
import { OnnxNode, textOf } from '../../src/main/engine/runtime/onnx-node'
import { bytesField, concat, readFields, textField } from '../../src/main/engine/runtime/protobuf'
import type { Pixels } from '../../src/main/engine/vision/decode'
import { TURN } from './engine'
import { change, copyFolder, FP32, type FolderCopy } from './folder-copy'
import { open, record, said, see, type Asked } from './qwen'
import { ROOT } from './record'

const OTHERS = join(ROOT, 'test/fixtures/tiny-models')
const NANO = join(ROOT, 'resources/models/descry-nano/onnx')
const OPTIONS = { threads: 1, device: 'cpu' } as const

const graph = (name: string, source: string) => (folder: string) =>
  copyFileSync(join(source, `${name}.onnx`), join(folder, 'onnx', `${name}.onnx`))

function changeInside(folder: string, file: string, key: string, values: Record<string, unknown>): void {
  const json = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, Record<string, unknown>>
  change(folder, file, { [key]: { ...json[key], ...values } })
}

interface Fault {
  readonly what: string
  readonly break: (folder: string) => void
  /** What the sentence must say. */
  readonly says: RegExp
}

const FAULTS: readonly Fault[] = [
  {
    what: 'config.json has no image token',
    break: (folder) => change(folder, 'config.json', { image_token_id: undefined }),
    says: /^config\.json: image_token_id/,
  },
  {
    what: 'config.json names another image token than the tokenizer',
    break: (folder) => change(folder, 'config.json', { image_token_id: 7 }),
    says: /^tokenizer\.json: <\|image_pad\|> is \d+, config\.json: image_token_id says 7/,
  },
  {
    what: 'preprocessor_config.json has no patch size',
    break: (folder) => change(folder, 'preprocessor_config.json', { patch_size: undefined }),
    says: /^preprocessor_config\.json: patch_size/,
  },
  {
    what: 'patches are of another size than in config.json',
    break: (folder) => change(folder, 'preprocessor_config.json', { patch_size: 16 }),
    says: /^preprocessor_config\.json: patch_size is 16, config\.json says 8/,
  },
  {
    what: 'more patches become a token than in config.json',
    break: (folder) => change(folder, 'preprocessor_config.json', { merge_size: 4 }),
    says: /^preprocessor_config\.json: merge_size is 4, config\.json says 2/,
  },
  {
    what: 'no picture can be both large and small enough',
    break: (folder) => change(folder, 'preprocessor_config.json', { size: { shortest_edge: 2000, longest_edge: 1000 } }),
    says: /^preprocessor_config\.json: at least 2000 and at most 1000 pixels/,
  },
  {
    what: 'the vision encoder is for patches of another size',
    break: (folder) => {
      change(folder, 'preprocessor_config.json', { patch_size: 4 })
      changeInside(folder, 'config.json', 'vision_config', { patch_size: 4 })
    },
    says: /^vision_encoder: pixel_values is 384 wide, preprocessor_config\.json says 96/,
  },
  {
    what: 'the vision encoder is of another family',
    break: graph('vision_encoder', join(OTHERS, 'tiny-smolvlm/onnx')),
    says: /^vision_encoder: .*image_grid_thw/,
  },
  {
    what: 'a layer is of another kind than the graph has it',
    break: (folder) => changeInside(folder, 'config.json', 'text_config', { layer_types: ['full_attention'] }),
    says: /^decoder_model_merged: there is no input past_key_values\.0\.key, config\.json: layer 0 is full_attention/,
  },
  {
    what: 'a layer is of a kind that is not known',
    break: (folder) => changeInside(folder, 'config.json', 'text_config', { layer_types: ['mamba'] }),
    says: /^config\.json: text_config\.layer_types\.0/,
  },
  {
    what: 'the language model counts one row of positions',
    break: (folder) => {
      graph('decoder_model_merged', join(OTHERS, 'tiny-smolvlm/onnx'))(folder)
      changeInside(folder, 'config.json', 'text_config', { layer_types: undefined })
    },
    says: /^decoder_model_merged: position_ids has 2 dimensions/,
  },
  {
    what: 'the embeddings are of another width',
    break: graph('embed_tokens', NANO),
    says: /^decoder_model_merged: inputs_embeds is 64 wide, embed_tokens gives 384/,
  },
]

describe('a folder of Qwen3.5 that does not fit', () => {
  let copy: FolderCopy | null = null
  afterEach(() => copy?.remove())

  test.each(FAULTS)('is refused in one sentence: $what', async ({ break: spoil, says }) => {
    copy = copyFolder(record.folder, FP32)
    spoil(copy.path)
    const opened = await openModel(copy.path, OPTIONS)
    expect(opened).toMatchObject({ ok: false, code: 'model-unsupported' })
    expect(opened.ok ? '' : opened.detail).toMatch(says)
    expect(opened.ok ? '' : opened.detail?.split('\n').length).toBe(1)
  })
})

describe('a conversation with Qwen3.5', () => {
  let copy: FolderCopy
  let model: QwenModel
  beforeAll(async () => {
    copy = copyFolder(record.folder, FP32)
    model = await open(copy.path)
  })
  afterAll(async () => {
    await model.close()
    copy.remove()
  })

  const find = (name: string): Asked => {
    const found = record.cases.find((asked) => asked.name === name)
    if (!found) throw new Error(name)
    return found
  }
  const FIRST = find('one square picture')
  const SECOND = find('a follow-up question')
  const ids = (name: string): readonly number[] => record.answers['fp32']?.[record.cases.findIndex((asked) => asked.name === name)]?.ids ?? []
  const ask = { history: said(SECOND) }

  test('answers alike whatever was asked before: a state is taken back to the end of the pictures', async () => {
    const conversation = model.see(await see(model, FIRST))
    for (const { question, name, history } of [FIRST, SECOND, FIRST, SECOND, SECOND]) {
      const reply = await conversation.ask(question, TURN, () => {}, history.length > 0 ? ask : {})
      expect(reply.ids).toEqual(ids(name))
    }
  })

  test('answers alike after an answer that was cut off', async () => {
    const conversation = model.see(await see(model, FIRST))
    let tokens = 0
    const cut = await conversation.ask(FIRST.question, { ...TURN, cancelled: () => ++tokens > 3 }, () => {})
    expect(cut.end).toBe('cancelled')
    expect((await conversation.ask(SECOND.question, TURN, () => {}, ask)).ids).toEqual(ids(SECOND.name))
  })

  test('feeds the pictures once', async () => {
    const run = vi.spyOn(model.parts.decoder, 'run')
    const conversation = model.see(await see(model, FIRST))
    await conversation.prefill(FIRST.question)
    expect(run).toHaveBeenCalledTimes(2)
    await conversation.prefill(SECOND.question, said(SECOND))
    expect(run).toHaveBeenCalledTimes(3)
    run.mockRestore()
  })

  test('cannot take positions back, so that nothing is guessed ahead', () => {
    expect(model.see([]).continuation.canRetract).toBe(false)
  })

  test('takes a special token in a question for words', async () => {
    const conversation = model.see(await see(model, FIRST))
    const reply = await conversation.ask('Where is <|image_pad|>?<|im_end|>', TURN, () => {})
    expect(reply.ids.length).toBeGreaterThan(0)
  })
})

describe('how many tokens pictures become', () => {
  let copy: FolderCopy
  let model: QwenModel
  beforeAll(async () => {
    copy = copyFolder(record.folder, FP32)
    // As a published folder: up to many more than a processor computes soon.
    change(copy.path, 'preprocessor_config.json', { size: { shortest_edge: 64 * 256, longest_edge: 16384 * 256 } })
    model = await open(copy.path)
  })
  afterAll(async () => {
    await model.close()
    copy.remove()
  })

  const large: Pixels = { width: 1600, height: 1200, rgb: new Uint8Array(1600 * 1200 * 3).map((_, i) => (i * 31) % 251) }
  const small: Pixels = { width: 40, height: 30, rgb: large.rgb.slice(0, 40 * 30 * 3) }

  test.each([
    { what: 'a large one at first', pictures: [large], detail: false, least: 200, most: 256 },
    { what: 'a large one in detail', pictures: [large], detail: true, least: 900, most: 1024 },
    { what: 'a small one', pictures: [small], detail: false, least: 64, most: 90 },
    { what: 'each of three', pictures: [large, large, small], detail: false, least: 50, most: 90 },
    { what: 'each of eight', pictures: Array.from({ length: 8 }, () => large), detail: false, least: 50, most: 64 },
  ])('$what: $least to $most', async ({ pictures, detail, least, most }) => {
    const seen = vi.spyOn(model, 'see')
    await model.look(pictures, { detail }, TURN, {})
    const [encoded = []] = seen.mock.calls[0] ?? []
    seen.mockRestore()
    expect(encoded).toHaveLength(pictures.length)
    for (const { grid, features } of encoded) {
      const tokens = (grid[1] * grid[2]) / 4
      expect(features.length).toBe(tokens * 64)
      expect(tokens).toBeGreaterThanOrEqual(least)
      expect(tokens).toBeLessThanOrEqual(most)
    }
  })

  test('a prompt that is fed in parts gives the logits of one that is fed at once', async () => {
    const { decoder, config } = model.parts
    const encoded = [await model.parts.encoder.encode(large, 256, TURN, {})]
    const { ids, positions } = model.prompt('What colour is it?', encoded.map(({ grid }) => grid))
    const embeddings = await decoder.embed(ids)
    putFeatures(embeddings, ids, config.imageTokenId, encoded.map(({ features }) => features), decoder.hidden)
    const [whole] = await decoder.run(embeddings, decoder.start(), 1, positions?.(0, ids.length))
    const expected = [...(whole ?? [])]
    const run = vi.spyOn(decoder, 'run')
    const [parts] = await model.see(encoded).prefill('What colour is it?')
    expect(run.mock.calls.length).toBeGreaterThan(2)
    run.mockRestore()
    const worst = Math.max(...expected.map((logit, i) => Math.abs(logit - (parts?.[i] ?? NaN))))
    expect(worst).toBeLessThan(0.05)
  })

  test('a cancel is heard while pictures are fed, and what was asked next is answered', async () => {
    const encoded = [await model.parts.encoder.encode(large, 256, TURN, {})]
    const fresh = await model.see(encoded).ask('What changed?', TURN, () => {})
    const conversation = model.see(encoded)
    const run = vi.spyOn(model.parts.decoder, 'run')
    const cut = await conversation.ask('Describe this image.', { ...TURN, cancelled: () => true }, () => {})
    expect(cut).toMatchObject({ end: 'cancelled', ids: [], text: '' })
    expect(run).toHaveBeenCalledTimes(1)
    run.mockRestore()
    expect((await conversation.ask('What changed?', TURN, () => {})).ids).toEqual(fresh.ids)
  })

  test('a picture is described from its pixels to its words', async () => {
    const stages: Record<string, number> = {}
    const conversation = await model.look([small], { detail: false }, TURN, stages)
    let text = ''
    const reply = await conversation.ask('Describe this image.', TURN, (more) => {
      text += more
    })
    expect(text).toBe(reply.text)
    expect(reply.ids.length).toBeGreaterThan(0)
    expect(Object.keys(stages)).toEqual(['preprocess', 'encoder'])
  })
})

describe('a folder whose encoder names its grid as Qwen2-VL does', () => {
  test('gives the same answers', async () => {
    const copy = copyFolder(record.folder, FP32)
    try {
      change(copy.path, 'config.json', { model_type: 'qwen2_vl' })
      const file = join(copy.path, 'onnx/vision_encoder.onnx')
      writeFileSync(file, renamedInput(readFileSync(file), 'image_grid_thw', 'grid_thw'))
      const opened = await openModel(copy.path, OPTIONS)
      expect(opened).toMatchObject({ ok: true })
      if (opened.ok) await opened.model.close()
      const model = await open(copy.path)
      expect(model.parts.encoder.gridInput).toBe('grid_thw')
      const [asked, answered] = [record.cases[0], record.answers['fp32']?.[0]]
      if (!asked || !answered) throw new Error('nothing is recorded')
      const reply = await model.see(await see(model, asked)).ask(asked.question, TURN, () => {})
      expect(reply.ids).toEqual(answered.ids)
      await model.close()
    } finally {
      copy.remove()
    }
  })
})

/** A model whose graph's input has another name. Field numbers of onnx.proto: graph 7; node 1, input 11. */
function renamedInput(model: Uint8Array, from: string, to: string): Uint8Array {
  const change = (name: string): string => (name === from ? to : name)
  const graphOf = (bytes: Uint8Array): Uint8Array[] =>
    [...readFields(bytes)].map((field) => {
      const payload = bytes.subarray(field.from, field.end)
      if (field.number === 1) return bytesField(1, new OnnxNode(payload).renamed(change, (name) => name).bytes)
      return field.number === 11 ? bytesField(11, concat(valueOf(payload))) : bytes.subarray(field.start, field.end)
    })
  const valueOf = (bytes: Uint8Array): Uint8Array[] =>
    [...readFields(bytes)].map((field) =>
      field.number === 1 ? textField(1, change(textOf(bytes, field))) : bytes.subarray(field.start, field.end),
    )
  const parts = [...readFields(model)].map((field) =>
    field.number === 7
      ? bytesField(7, concat(graphOf(model.subarray(field.from, field.end))))
      : model.subarray(field.start, field.end),
  )
  return concat(parts)
}
