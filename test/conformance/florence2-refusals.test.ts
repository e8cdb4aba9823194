import { copyFileSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { openModel } from '../../src/main/engine/formats/open-model'
import type { FailureCode } from '../../src/shared/codes'
import { copyIn, NAME } from './florence2'
import { change, type FolderCopy } from './folder-copy'
import { ROOT } from './record'

const GRAPHS = ['vision_encoder', 'embed_tokens', 'encoder_model', 'decoder_model_merged']
const OTHER = join(ROOT, 'test/fixtures/tiny-models/tiny-smolvlm/onnx')

type Break = (folder: string) => void

const swap = (graph: string, other: string): Break => (folder) =>
  copyFileSync(join(folder, 'onnx', `${other}.onnx`), join(folder, 'onnx', `${graph}.onnx`))
const foreign = (graph: string): Break => (folder) => copyFileSync(join(OTHER, `${graph}.onnx`), join(folder, 'onnx', `${graph}.onnx`))
/** Changes a name in a graph to another of the same length; the file stays a valid one. */
const rename = (graph: string, from: string, to: string): Break => (folder) => {
  const path = join(folder, 'onnx', `${graph}.onnx`)
  writeFileSync(path, readFileSync(path, 'latin1').replaceAll(from, to), 'latin1')
}
const set = (file: string, values: Record<string, unknown>): Break => (folder) => change(folder, file, values)
/** Both files hold the keys of generation. */
const withoutKey = (key: string): Break => (folder) => {
  change(folder, 'generation_config.json', { [key]: undefined })
  const { text_config } = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')) as { text_config: object }
  change(folder, 'config.json', { text_config: { ...text_config, [key]: undefined } })
}

const FAULTS: readonly [string, Break, FailureCode, RegExp][] = [
  ...GRAPHS.map((graph): [string, Break, FailureCode, RegExp] => [
    `${graph} is missing`,
    (folder) => rmSync(join(folder, 'onnx', `${graph}.onnx`)),
    'model-file-missing',
    new RegExp(graph),
  ]),
  ...GRAPHS.map((graph): [string, Break, FailureCode, RegExp] => [
    `${graph} is cut off in the middle`,
    (folder) => truncateSync(join(folder, 'onnx', `${graph}.onnx`), statSync(join(folder, 'onnx', `${graph}.onnx`)).size >> 1),
    'model-damaged',
    new RegExp(graph),
  ]),
  ['config.json has no text_config', set('config.json', { text_config: undefined }), 'model-unsupported', /config\.json: text_config/],
  ['no token begins an answer', withoutKey('decoder_start_token_id'), 'model-unsupported', /decoder_start_token_id/],
  ['no token ends an answer', withoutKey('eos_token_id'), 'model-unsupported', /eos_token_id/],
  ['pictures are not square', set('preprocessor_config.json', { size: { height: 96, width: 64 } }), 'model-unsupported', /preprocessor_config\.json: size is 64 × 96/],
  ['pictures are resized by one edge', set('preprocessor_config.json', { size: { shortest_edge: 96 } }), 'model-unsupported', /preprocessor_config\.json: size\.height/],
  ['pictures are cropped', set('preprocessor_config.json', { do_center_crop: true }), 'model-unsupported', /preprocessor_config\.json: do_center_crop/],
  ['there is no mean', set('preprocessor_config.json', { image_mean: undefined }), 'model-unsupported', /preprocessor_config\.json: image_mean/],
  ['another model has the tokenizer', (folder) => copyFileSync(join(OTHER, '../tokenizer.json'), join(folder, 'tokenizer.json')), 'model-unsupported', /tokenizer\.json: there is no <loc_0>/],
  ['another graph stands in for the vision encoder', swap('vision_encoder', 'embed_tokens'), 'model-unsupported', /vision_encoder: pixel_values/],
  ['the vision encoder is for tiles', foreign('vision_encoder'), 'model-unsupported', /vision_encoder: pixel_values \[batch, 3/],
  ['another graph stands in for the embeddings', swap('embed_tokens', 'encoder_model'), 'model-unsupported', /embed_tokens: input_ids/],
  ['the embeddings are of another width', foreign('embed_tokens'), 'model-unsupported', /encoder_model: inputs_embeds is float32 of width 48, embed_tokens gives float32 of width 64/],
  ['another graph stands in for the encoder', swap('encoder_model', 'embed_tokens'), 'model-unsupported', /encoder_model: attention_mask/],
  ['another graph stands in for the decoder', swap('decoder_model_merged', 'encoder_model'), 'model-unsupported', /decoder_model_merged: there is no input encoder_hidden_states/],
  ['the decoder has no encoder to look back at', foreign('decoder_model_merged'), 'model-unsupported', /decoder_model_merged: there is no input encoder_hidden_states/],
  ['a cache has another name', rename('decoder_model_merged', 'past_key_values.1.decoder.key', 'past_key_values.1.decoder.kez'), 'model-unsupported', /decoder_model_merged: input past_key_values\.1\.decoder\.kez is not known/],
  ['a cache is given by another name', rename('decoder_model_merged', 'present.2.encoder.value', 'present.2.encoder.valuf'), 'model-unsupported', /past_key_values\.2\.encoder\.value has no output present\.2\.encoder\.value/],
  ['there is no branch to choose', rename('decoder_model_merged', 'use_cache_branch', 'use_cache_branck'), 'model-unsupported', /no input use_cache_branch/],
]

describe(`a folder like ${NAME} that does not fit`, () => {
  let copy: FolderCopy | null = null
  afterEach(() => copy?.remove())

  test('is opened when nothing is wrong with it, so that each refusal below has its one cause', async () => {
    copy = copyIn('', '')
    const opened = await openModel(copy.path, { threads: 1, device: 'cpu' })
    expect(opened).toMatchObject({ ok: true, model: { precision: 'fp32', mostPictures: 1 } })
    if (opened.ok) await opened.model.close()
  })

  test.each(FAULTS)('is refused by name: %s', async (_, spoil, code, sentence) => {
    copy = copyIn('', '')
    spoil(copy.path)
    const opened = await openModel(copy.path, { threads: 1, device: 'cpu' })
    expect(opened).toMatchObject({ ok: false, code, detail: expect.stringMatching(sentence) as string })
    expect(!opened.ok && opened.detail?.split('\n').length).toBe(1)
  })

  test('is read without its own tasks: the published ones are known', async () => {
    copy = copyIn('', '')
    change(copy.path, 'preprocessor_config.json', { task_prompts_without_inputs: undefined, task_prompts_with_input: undefined })
    const opened = await openModel(copy.path, { threads: 1, device: 'cpu' })
    expect(opened.ok && opened.model.refuses?.('<CAPTION>')).toBeNull()
    if (opened.ok) await opened.model.close()
  })
})
