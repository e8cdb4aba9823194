import { copyFileSync, rmSync, truncateSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { openModel } from '../../src/main/engine/formats/open-model'
import type { FailureCode } from '../../src/shared/codes'
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
