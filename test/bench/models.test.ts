import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SIZES, weightsOf } from '../../bench/models/dimensions.mjs'
import { fill } from '../../bench/models/fill.mjs'
import { writeGguf } from '../../bench/models/gguf.mjs'
import { makeVocabulary, TOKEN_IDS, tokenizerConfig, tokenizerJson } from '../../bench/models/vocabulary.mjs'
import { bytesPerToken, STORED } from '../../bench/engine/roofline.mjs'
import { openTokenizer } from '../../src/main/engine/language/tokenizer'

const SKELETONS = join(import.meta.dirname, '../../bench/models/skeletons')

async function skeleton(name: string): Promise<Uint8Array> {
  return gunzipSync(await readFile(join(SKELETONS, `${name}.onnx.gz`)))
}

describe('a skeleton that is filled', () => {
  it('is a graph that onnxruntime opens and runs, with rows that differ', async () => {
    const session = await InferenceSession.create(fill(await skeleton('256m.embed_tokens_quantized')))
    const ids = new Tensor('int64', BigInt64Array.of(5n, 49190n), [1, 2])
    const { inputs_embeds } = await session.run({ input_ids: ids })
    await session.release()
    expect(inputs_embeds?.dims).toEqual([1, 2, 576])
    const values = inputs_embeds?.data as Float32Array
    expect(values.subarray(0, 576)).not.toEqual(values.subarray(576))
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const spread = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
    expect(Math.abs(mean)).toBeLessThan(0.2)
    expect(spread).toBeGreaterThan(0.8)
    expect(spread).toBeLessThan(1.2)
  })

  it('is the same every time', async () => {
    const bytes = await skeleton('256m.embed_tokens_quantized')
    expect(Buffer.compare(fill(bytes), fill(bytes))).toBe(0)
  })

  it('has the size that the published graph has, within two per cent, nearly all of it weights', async () => {
    const made = fill(await skeleton('256m.decoder_model_merged_q4')).length
    // onnx/decoder_model_merged_q4.onnx of HuggingFaceTB/SmolVLM-256M-Instruct.
    expect(Math.abs(made / 86_562_901 - 1)).toBeLessThan(0.02)
    const read = bytesPerToken(SIZES['256m'].text, 0, STORED.onnx)
    expect(read).toBeLessThan(made)
    expect(read).toBeGreaterThan(made * 0.97)
  })
})

describe('the vocabulary', () => {
  const vocabulary = makeVocabulary()

  it('has as many tokens as SmolVLM, none twice, the special ones where SmolVLM has them', () => {
    const { tokens } = vocabulary
    expect(tokens).toHaveLength(SIZES['256m'].text.vocab_size)
    expect(new Set(tokens).size).toBe(tokens.length)
    expect(tokens[TOKEN_IDS.image]).toBe('<image>')
    expect(tokens[TOKEN_IDS.end]).toBe('<end_of_utterance>')
    expect(tokens[TOKEN_IDS.bos]).toBe('<|im_start|>')
  })

  it('takes a question apart into words and puts it together again', () => {
    const opened = openTokenizer(tokenizerJson(vocabulary), tokenizerConfig('SmolVLMProcessor'))
    if (!opened.ok) throw new Error(opened.detail)
    const { tokenizer } = opened
    const ids = tokenizer.encode('<|im_start|>User:<image>Describe this image.<end_of_utterance>\nAssistant:')
    expect(ids).toContain(TOKEN_IDS.image)
    expect(ids.length).toBeLessThanOrEqual(12)
    expect(tokenizer.decode(ids)).toBe('User:Describe this image.\nAssistant:')
    expect(tokenizer.decode(tokenizer.encode('Größe 42 €'))).toBe('Größe 42 €')
  })
})

describe('the GGUF file', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'descry-gguf-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('holds what its head says: as many tensors, each where its offset is, the last one to the end', async () => {
    const small = { hidden_size: 64, num_hidden_layers: 1, num_attention_heads: 2, num_key_value_heads: 1 }
    const text = { ...SIZES['256m'].text, ...small, head_dim: 32, intermediate_size: 96 }
    const path = join(folder, 'small.gguf')
    await writeGguf(path, 'small', text)
    const bytes = await readFile(path)
    expect(bytes.subarray(0, 4).toString()).toBe('GGUF')
    const tensors = readTensors(bytes)
    expect(tensors.infos.map((info) => info.name)).toContain('blk.0.ffn_down.weight')
    const last = tensors.infos.at(-1)
    expect(last?.name).toBe('output.weight')
    expect(tensors.data + Number(last?.offset) + ((64 * 49280) / 32) * 18).toBe(bytes.length)
    // The four bits of the first block are neither all the same nor beyond what a scale makes of them.
    const block = bytes.subarray(tensors.data + Number(last?.offset), tensors.data + Number(last?.offset) + 18)
    expect(new Set(block.subarray(2)).size).toBeGreaterThan(8)
  })
})

/** Reads a GGUF's head, skipping its metadata. */
function readTensors(bytes: Buffer): { infos: { name: string; offset: bigint }[]; data: number } {
  let at = 8
  const u32 = (): number => bytes.readUInt32LE((at += 4) - 4)
  const u64 = (): number => Number(bytes.readBigUInt64LE((at += 8) - 8))
  const text = (): string => {
    const length = u64()
    at += length
    return bytes.subarray(at - length, at).toString()
  }
  const skip: Record<number, () => void> = { 4: u32, 5: u32, 6: u32, 7: () => void (at += 1), 8: text }
  const count = u64()
  const pairs = u64()
  for (let i = 0; i < pairs; i++) {
    text()
    const type = u32()
    const element = type === 9 ? u32() : type
    for (let n = type === 9 ? u64() : 1; n > 0; n--) skip[element]?.()
  }
  const infos = Array.from({ length: count }, () => {
    const name = text()
    for (let n = u32(); n > 0; n--) u64()
    u32()
    return { name, offset: BigInt(u64()) }
  })
  return { infos, data: Math.ceil(at / 32) * 32 }
}

describe('the roofline', () => {
  it('counts the weights that SmolLM2-135M has', () => {
    const { layers, head } = weightsOf(SIZES['256m'].text)
    // 134,515,008 parameters by its model card, of them 49,152 embeddings and 61 norms of 576.
    expect(layers).toBe(134_515_008 - (49_152 + 61) * 576)
    expect(head).toBe(49_280 * 576)
  })

  it('adds the keys and values of each position: half of them where they are kept in half precision', () => {
    const { text } = SIZES['256m']
    const more = (stored: typeof STORED.onnx) => bytesPerToken(text, 100, stored) - bytesPerToken(text, 0, stored)
    expect(more(STORED.onnx)).toBe(100 * 30 * 2 * 3 * 64 * 4)
    expect(more(STORED.gguf)).toBe(more(STORED.onnx) / 2)
  })
})
