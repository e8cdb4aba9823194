import { copyFileSync, readFileSync, rmSync, truncateSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { openModel } from '../../src/main/engine/formats/open-model'
import { changeGraph, type OnnxGraph } from '../../src/main/engine/runtime/onnx-graph'
import type { FailureCode } from '../../src/shared/codes'
import { externalEmbeddings } from '../support/tiny-models/external-graph'
import { change, copyFolder, FP32, type FolderCopy } from './folder-copy'
import { ROOT } from './record'

const SOURCE = 'test/fixtures/tiny-models/tiny-smolvlm'
const OTHER = join(ROOT, 'test/fixtures/tiny-models/tiny-idefics3/onnx')
const NANO = join(ROOT, 'resources/models/descry-nano/onnx')

const remove = (file: string) => (folder: string) => rmSync(join(folder, file))
const write = (file: string, text: string) => (folder: string) => writeFileSync(join(folder, file), text)
const graph = (name: string, source: string) => (folder: string) =>
  copyFileSync(source, join(folder, 'onnx', `${name}.onnx`))
const cut = (file: string, share: number) => (folder: string) =>
  truncateSync(join(folder, file), Math.floor(statSync(join(folder, file)).size * share))

interface Token {
  readonly id: number
  readonly content: string
}
interface Tokenizer {
  readonly model: { readonly vocab: Readonly<Record<string, number>> }
  readonly added_tokens: readonly Token[]
}

/** A JSON file put through a change. */
const alter = (file: string, how: (json: Tokenizer) => object) => (folder: string) => {
  const path = join(folder, file)
  writeFileSync(path, JSON.stringify(how(JSON.parse(readFileSync(path, 'utf8')) as Tokenizer)))
}
/** An input of the language model that is declared anew. */
const declare = (name: string, type: 'float32' | 'float16' | 'int64', dims: readonly (number | string)[]) => (folder: string) => {
  const path = join(folder, 'onnx/decoder_model_merged.onnx')
  const again = (made: OnnxGraph): true => {
    made.addInput(name, type, dims)
    return true
  }
  writeFileSync(path, changeGraph(new Uint8Array(readFileSync(path)), again) ?? new Uint8Array(0))
}
const template = (chat_template: string) => (folder: string) => change(folder, 'tokenizer_config.json', { chat_template })

const withoutToken = (content: string) =>
  alter('tokenizer.json', (json) => {
    const vocab = { ...json.model.vocab, [content]: undefined }
    return { ...json, model: { ...json.model, vocab }, added_tokens: json.added_tokens.filter((token) => token.content !== content) }
  })

interface Fault {
  readonly what: string
  readonly break: (folder: string) => void
  readonly code: FailureCode
  /** What the detail must name. */
  readonly names: RegExp
}

const GRAPHS = ['vision_encoder', 'embed_tokens', 'decoder_model_merged']

const FAULTS: readonly Fault[] = [
  ...['config.json', 'preprocessor_config.json', 'tokenizer.json', 'tokenizer_config.json'].map((file) => ({
    what: `${file} is missing`,
    break: remove(file),
    code: 'model-file-missing' as const,
    names: new RegExp(`^${file}`),
  })),
  ...GRAPHS.map((name) => ({
    what: `${name} is missing`,
    break: remove(`onnx/${name}.onnx`),
    code: 'model-file-missing' as const,
    names: new RegExp(name),
  })),
  ...GRAPHS.flatMap((name) =>
    [0, 0.3, 0.9].map((share) => ({
      what: `${name} is cut off at ${share * 100} %`,
      break: cut(`onnx/${name}.onnx`, share),
      code: 'model-damaged' as const,
      names: new RegExp(name),
    })),
  ),
  ...['config.json', 'tokenizer.json', 'tokenizer_config.json', 'processor_config.json'].map((file) => ({
    what: `${file} is cut off`,
    break: cut(file, 0.6),
    code: 'model-damaged' as const,
    names: new RegExp(`^${file}`),
  })),
  {
    what: 'tokenizer.json has no model',
    break: (folder) => change(folder, 'tokenizer.json', { model: undefined }),
    code: 'model-damaged',
    names: /^tokenizer\.json/,
  },
  {
    what: 'the chat template has an open block',
    break: (folder) => change(folder, 'tokenizer_config.json', { chat_template: '{% for m in messages %}' }),
    code: 'model-damaged',
    names: /chat_template/,
  },
  {
    what: 'there is no chat template',
    break: (folder) => change(folder, 'tokenizer_config.json', { chat_template: undefined }),
    code: 'model-unsupported',
    names: /tokenizer_config\.json.*chat_template/,
  },
  {
    what: 'config.json names another family',
    break: (folder) => change(folder, 'config.json', { model_type: 'llava' }),
    code: 'model-unsupported',
    names: /config\.json.*llava/,
  },
  {
    what: 'config.json has no image token',
    break: (folder) => change(folder, 'config.json', { image_token_id: undefined }),
    code: 'model-unsupported',
    names: /config\.json.*image_token_id/,
  },
  {
    what: 'processor_config.json has no image_seq_len',
    break: write('processor_config.json', '{}'),
    code: 'model-unsupported',
    names: /processor_config\.json.*image_seq_len/,
  },
  {
    what: 'processor_config.json says another number of image tokens than the encoder has features',
    break: (folder) => change(folder, 'processor_config.json', { image_seq_len: 5 }),
    code: 'model-unsupported',
    names: /image_features.*4.*image_seq_len.*5/,
  },
  {
    what: 'another graph stands in for the vision encoder',
    break: graph('vision_encoder', join(OTHER, 'embed_tokens.onnx')),
    code: 'model-unsupported',
    names: /vision_encoder.*pixel_values/,
  },
  {
    what: 'another graph stands in for the language model',
    break: graph('decoder_model_merged', join(OTHER, 'vision_encoder.onnx')),
    code: 'model-unsupported',
    names: /decoder_model_merged.*inputs_embeds/,
  },
  {
    what: 'another graph stands in for the embeddings',
    break: graph('embed_tokens', join(OTHER, 'vision_encoder.onnx')),
    code: 'model-unsupported',
    names: /embed_tokens.*input_ids/,
  },
  {
    what: 'the vision encoder is for tiles of another size',
    break: graph('vision_encoder', join(OTHER, 'vision_encoder.onnx')),
    code: 'model-unsupported',
    names: /vision_encoder.*56.*64/,
  },
  {
    what: 'the embeddings are of another width',
    break: graph('embed_tokens', join(NANO, 'embed_tokens.onnx')),
    code: 'model-unsupported',
    names: /decoder_model_merged.*64.*384/,
  },
  ...['<image>', '<fake_token_around_image>', '<global-img>'].map((token) => ({
    what: `the tokenizer has no ${token}`,
    break: withoutToken(token),
    code: 'model-unsupported' as const,
    names: new RegExp(`^tokenizer\\.json: ${token}`),
  })),
  {
    what: 'the image token is a word to the tokenizer',
    break: alter('tokenizer.json', (json) => ({
      ...json,
      added_tokens: json.added_tokens.filter(({ content }) => content !== '<image>'),
    })),
    code: 'model-unsupported',
    names: /^tokenizer\.json: <image> is not read as one token/,
  },
  {
    what: 'config.json says another image token than the tokenizer',
    break: (folder) => change(folder, 'config.json', { image_token_id: 7 }),
    code: 'model-unsupported',
    names: /tokenizer\.json: <image> is 3, config\.json: image_token_id says 7/,
  },
  {
    what: 'the image token is not in the vocabulary',
    break: (folder) => change(folder, 'config.json', { image_token_id: 100_000 }),
    code: 'model-unsupported',
    names: /image_token_id says 100000/,
  },
  {
    what: 'the tokenizer has more tokens than the language model',
    break: alter('tokenizer.json', (json) => ({
      ...json,
      added_tokens: [...json.added_tokens, { id: 5000, content: '<more>', special: true }],
    })),
    code: 'model-unsupported',
    names: /tokenizer\.json: token 5000.*459.*decoder_model_merged/,
  },
  {
    what: 'nothing says where an answer ends',
    break: (folder) => {
      change(folder, 'generation_config.json', { eos_token_id: undefined })
      alter('config.json', (json) => ({ ...json, eos_token_id: null, text_config: {} }))(folder)
    },
    code: 'model-unsupported',
    names: /generation_config\.json.*eos_token_id/,
  },
  {
    what: 'the chat template calls what is not there',
    break: template('{{ no_such_function() }}'),
    code: 'model-unsupported',
    names: /tokenizer_config\.json: chat_template fails/,
  },
  {
    what: 'the chat template refuses a second turn',
    break: template(
      "{% if messages|length > 1 %}{{ raise_exception('one turn only') }}{% endif %}" +
        "{% for p in messages[0]['content'] %}{% if p['type'] == 'image' %}<image>{% else %}{{ p['text'] }}{% endif %}{% endfor %}",
    ),
    code: 'model-unsupported',
    names: /chat_template fails: .*one turn only/,
  },
  {
    what: 'the chat template leaves out pictures',
    break: template("{% for m in messages %}{% for p in m['content'] %}{{ p['text'] }}{% endfor %}{% endfor %}"),
    code: 'model-unsupported',
    names: /chat_template does not write <image> once a picture/,
  },
  {
    what: 'the chat template leaves out the question',
    break: template('{% for m in messages %}<image>{% endfor %}'),
    code: 'model-unsupported',
    names: /chat_template leaves out the question/,
  },
  {
    what: 'config.json says another number of layers',
    break: alter('config.json', (json) => ({ ...json, text_config: { num_hidden_layers: 30 } })),
    code: 'model-unsupported',
    names: /decoder_model_merged: 6 key and value caches, config\.json: num_hidden_layers says 30/,
  },
  {
    what: 'config.json says another number of key and value heads',
    break: alter('config.json', (json) => ({ ...json, text_config: { num_key_value_heads: 5 } })),
    code: 'model-unsupported',
    names: /past_key_values\.0\.key has 2 heads, config\.json: num_key_value_heads says 5/,
  },
  {
    what: 'config.json says another width of a head',
    break: alter('config.json', (json) => ({ ...json, text_config: { head_dim: 64 } })),
    code: 'model-unsupported',
    names: /past_key_values\.0\.key is 8 wide, config\.json: head_dim says 64/,
  },
  {
    what: 'one layer of the language model remembers other heads than the rest',
    break: (folder) => {
      alter('config.json', (json) => ({ ...json, text_config: {} }))(folder)
      declare('past_key_values.2.value', 'float32', ['batch_size', 3, 'past', 8])(folder)
    },
    code: 'model-damaged',
    names: /decoder_model_merged/,
  },
  {
    what: 'a cache of the language model has no key and value form',
    break: declare('past_key_values.1.key', 'float32', ['batch_size', 'heads', 'past', 8]),
    code: 'model-unsupported',
    names: /decoder_model_merged: past_key_values\.1\.key/,
  },
  {
    what: 'the language model wants something that nobody feeds',
    break: declare('encoder_hidden_states', 'float32', ['batch', 'sequence', 8]),
    code: 'model-unsupported',
    names: /decoder_model_merged: input encoder_hidden_states is not known/,
  },
  {
    what: 'the attention mask is of another type',
    break: declare('attention_mask', 'float32', ['batch_size', 'total_sequence_length']),
    code: 'model-damaged',
    names: /decoder_model_merged/,
  },
  {
    what: 'the weights beside the embeddings are missing',
    break: (folder) => writeFileSync(join(folder, 'onnx/embed_tokens.onnx'), externalEmbeddings('embed_tokens.onnx_data', 459, 64)),
    code: 'model-file-missing',
    names: /^embed_tokens\.onnx_data is missing: embed_tokens\.onnx/,
  },
  {
    what: 'the weights beside the embeddings are cut off',
    break: (folder) => {
      writeFileSync(join(folder, 'onnx/embed_tokens.onnx'), externalEmbeddings('embed_tokens.onnx_data', 459, 64))
      writeFileSync(join(folder, 'onnx/embed_tokens.onnx_data'), new Uint8Array(100))
    },
    code: 'model-damaged',
    names: /embed_tokens\.onnx/,
  },
  ...[
    { key: 'size', value: { longest_edge: 8000 }, names: /preprocessor_config\.json: size\.longest_edge is 8000.*16.*64/ },
    { key: 'image_std', value: [0.5, 0, 0.5], names: /preprocessor_config\.json: image_std\.1/ },
    { key: 'image_mean', value: [0.5], names: /preprocessor_config\.json: image_mean/ },
    { key: 'rescale_factor', value: 0, names: /preprocessor_config\.json: rescale_factor/ },
    { key: 'max_image_size', value: { longest_edge: 0 }, names: /preprocessor_config\.json: max_image_size\.longest_edge/ },
  ].map(({ key, value, names }) => ({
    what: `preprocessor_config.json: ${key} is ${JSON.stringify(value)}`,
    break: (folder: string) => change(folder, 'preprocessor_config.json', { [key]: value }),
    code: 'model-unsupported' as const,
    names,
  })),
]

const OPTIONS = { threads: 1, device: 'cpu' } as const

describe('a model folder that does not fit', () => {
  let copy: FolderCopy | null = null
  afterEach(() => copy?.remove())

  test('is opened when nothing is wrong with it, so that each refusal below has its one cause', async () => {
    copy = copyFolder(SOURCE, FP32)
    const opened = await openModel(copy.path, OPTIONS)
    expect(opened).toMatchObject({ ok: true })
    if (opened.ok) await opened.model.close()
  })

  test.each(FAULTS)('is refused by name: $what', async ({ break: spoil, code, names }) => {
    copy = copyFolder(SOURCE, FP32)
    spoil(copy.path)
    const opened = await openModel(copy.path, OPTIONS)
    expect(opened).toMatchObject({ ok: false, code })
    expect(opened.ok ? '' : opened.detail).toMatch(names)
    // One sentence, not a page of the runtime's own words.
    expect(opened.ok ? '' : opened.detail?.split('\n').length).toBe(1)
  })

  test('is not found where there is none', async () => {
    expect(await openModel(join(ROOT, 'test/fixtures/tiny-models/none'), OPTIONS)).toMatchObject({
      ok: false,
      code: 'model-not-found',
    })
  })
})
