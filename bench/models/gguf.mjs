// The same language models as GGUF, for llama.cpp: arch llama, products in Q4_0, random weights.
// Format: github.com/ggml-org/ggml, docs/gguf.md; blocks: ggml-common.h.
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { madeOnce } from './cache.mjs'
import { SIZES } from './dimensions.mjs'
import { normalBytes, normalFloats, normalNibbles, seedOf } from './seeded.mjs'
import { makeVocabulary, TOKEN_IDS } from './vocabulary.mjs'

const ALIGNMENT = 32
const VALUE = { uint32: 4, float32: 6, bool: 7, string: 8, array: 9, int32: 5 }
const BLOCK = 32
/** Standard deviations of the stored whole numbers; a weight is one of them times its block's scale. */
const SPREAD = { four: 3.47, eight: 44 }

const TYPES = {
  f32: { id: 0, bytes: (count) => count * 4, make: (count, seed) => Buffer.from(normalFloats(count, 1, 0.1, seed).buffer) },
  q4_0: { id: 2, bytes: (count) => (count / BLOCK) * 18, make: q4Blocks },
  q8_0: { id: 8, bytes: (count) => (count / BLOCK) * 34, make: q8Blocks },
}

/** Blocks of a half-precision scale and 16 bytes of two weights each. */
function q4Blocks(count, seed, deviation) {
  return blocks(count / BLOCK, deviation / SPREAD.four, normalNibbles(count / 2, 7.75, SPREAD.four, seed))
}

/** Blocks of a half-precision scale and 32 signed bytes. */
function q8Blocks(count, seed, deviation) {
  const data = normalBytes(count, 128, SPREAD.eight, seed)
  for (let i = 0; i < data.length; i++) data[i] ^= 0x80
  return blocks(count / BLOCK, deviation / SPREAD.eight, data)
}

function blocks(count, scale, data) {
  const size = data.length / count
  const out = Buffer.alloc(count * (size + 2))
  const [half] = new Uint16Array(Float16Array.of(scale).buffer)
  for (let i = 0; i < count; i++) {
    out.writeUInt16LE(half, i * (size + 2))
    out.set(data.subarray(i * size, (i + 1) * size), i * (size + 2) + 2)
  }
  return out
}

/** Names and shapes as llama.cpp has them, the fastest dimension first. */
function tensorsOf({ hidden_size: hidden, intermediate_size: wide, vocab_size: vocabulary, head_dim: size, ...text }) {
  const queries = text.num_attention_heads * size
  const keys = text.num_key_value_heads * size
  const layers = Array.from({ length: text.num_hidden_layers }, (_, i) =>
    [
      ['attn_norm', 'f32', [hidden]],
      ['attn_q', 'q4_0', [hidden, queries]],
      ['attn_k', 'q4_0', [hidden, keys]],
      ['attn_v', 'q4_0', [hidden, keys]],
      ['attn_output', 'q4_0', [queries, hidden]],
      ['ffn_norm', 'f32', [hidden]],
      ['ffn_gate', 'q4_0', [hidden, wide]],
      ['ffn_up', 'q4_0', [hidden, wide]],
      ['ffn_down', 'q4_0', [wide, hidden]],
    ].map(([name, ...rest]) => [`blk.${i}.${name}.weight`, ...rest]),
  )
  return [
    // Eight bits, as embed_tokens_quantized has it: one row of it is read a token.
    ['token_embd.weight', 'q8_0', [hidden, vocabulary]],
    ...layers.flat(),
    ['output_norm.weight', 'f32', [hidden]],
    // A head of its own in four bits, as decoder_model_merged_q4 has it: all of it is read a token.
    ['output.weight', 'q4_0', [hidden, vocabulary]],
  ]
}

/** The spread of the skeletons' weights (test/support/tiny-models/weights.py). */
function deviationOf(label, fanIn) {
  if (label.startsWith('token_embd')) return 1
  return (label.startsWith('output.') ? 100 : /attn_[qk]\./.test(label) ? 2 : 1.5) / Math.sqrt(fanIn)
}

const u32 = (value) => number(4, (out) => out.writeUInt32LE(value))
const u64 = (value) => number(8, (out) => out.writeBigUInt64LE(BigInt(value)))
const f32 = (value) => number(4, (out) => out.writeFloatLE(value))

function number(size, write) {
  const out = Buffer.alloc(size)
  write(out)
  return out
}

function string(text) {
  const bytes = Buffer.from(text)
  return Buffer.concat([u64(bytes.length), bytes])
}

const strings = (list) => Buffer.concat([u32(VALUE.string), u64(list.length), ...list.map(string)])
const int32s = (list) => Buffer.concat([u32(VALUE.int32), u64(list.length), Buffer.from(Int32Array.from(list).buffer)])

function metadata(name, text) {
  const { tokens, merges, isSpecial } = makeVocabulary()
  const NORMAL = 1
  const CONTROL = 3
  return [
    ['general.architecture', VALUE.string, string('llama')],
    ['general.name', VALUE.string, string(`${name} dimensions, random weights`)],
    ['general.alignment', VALUE.uint32, u32(ALIGNMENT)],
    ['general.file_type', VALUE.uint32, u32(2)],
    ['llama.block_count', VALUE.uint32, u32(text.num_hidden_layers)],
    ['llama.context_length', VALUE.uint32, u32(text.max_position_embeddings)],
    ['llama.embedding_length', VALUE.uint32, u32(text.hidden_size)],
    ['llama.feed_forward_length', VALUE.uint32, u32(text.intermediate_size)],
    ['llama.attention.head_count', VALUE.uint32, u32(text.num_attention_heads)],
    ['llama.attention.head_count_kv', VALUE.uint32, u32(text.num_key_value_heads)],
    ['llama.attention.layer_norm_rms_epsilon', VALUE.float32, f32(text.rms_norm_eps)],
    ['llama.rope.dimension_count', VALUE.uint32, u32(text.head_dim)],
    ['llama.rope.freq_base', VALUE.float32, f32(text.rope_theta)],
    ['llama.vocab_size', VALUE.uint32, u32(text.vocab_size)],
    ['tokenizer.ggml.model', VALUE.string, string('gpt2')],
    ['tokenizer.ggml.pre', VALUE.string, string('smollm')],
    ['tokenizer.ggml.tokens', VALUE.array, strings(tokens)],
    ['tokenizer.ggml.token_type', VALUE.array, int32s(tokens.map((_, id) => (isSpecial(id) ? CONTROL : NORMAL)))],
    ['tokenizer.ggml.merges', VALUE.array, strings(merges.map((pair) => pair.join(' ')))],
    ['tokenizer.ggml.bos_token_id', VALUE.uint32, u32(TOKEN_IDS.bos)],
    ['tokenizer.ggml.eos_token_id', VALUE.uint32, u32(TOKEN_IDS.end)],
    ['tokenizer.ggml.add_bos_token', VALUE.bool, Buffer.from([0])],
  ]
}

const padded = (length) => Math.ceil(length / ALIGNMENT) * ALIGNMENT

/** Writes a model of these dimensions. @param text as in dimensions.mjs */
export async function writeGguf(path, name, text) {
  const tensors = tensorsOf(text)
  const pairs = metadata(name, text)
  let offset = 0
  const infos = tensors.map(([label, type, shape]) => {
    const info = [string(label), u32(shape.length), ...shape.map(u64), u32(TYPES[type].id), u64(offset)]
    offset += padded(TYPES[type].bytes(shape.reduce((a, b) => a * b)))
    return Buffer.concat(info)
  })
  const head = Buffer.concat([
    Buffer.from('GGUF'),
    u32(3),
    u64(tensors.length),
    u64(pairs.length),
    ...pairs.flatMap(([key, type, value]) => [string(key), u32(type), value]),
    ...infos,
  ])
  const file = await open(path, 'w')
  const write = async (bytes) => {
    await file.write(bytes)
    await file.write(Buffer.alloc(padded(bytes.length) - bytes.length))
  }
  await write(head)
  for (const [label, type, shape] of tensors) {
    await write(TYPES[type].make(shape.reduce((a, b) => a * b), seedOf(label), deviationOf(label, shape[0])))
  }
  await file.close()
}

/** @param size key of SIZES @returns the GGUF file, made if it is not there */
export async function ggufFile(size) {
  const { name, text } = SIZES[size]
  const folder = await madeOnce(`smollm2-${size}-gguf`, (target) => writeGguf(join(target, 'model.gguf'), name, text))
  return join(folder, 'model.gguf')
}
