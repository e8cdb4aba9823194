// Records what transformers.js makes of the tiny Florence-2 folder, fed with our pixel values; --check compares.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Tensor } from '@huggingface/transformers'
import { normalisedPlanes, recipePicture } from '../../test/support/tiny-models/florence2-pixels.ts'
import { greedy, keep, recordFolder } from './recording.mjs'

const dtype = (vision_encoder, embed_tokens, encoder_model, decoder_model_merged) => ({
  vision_encoder,
  embed_tokens,
  encoder_model,
  decoder_model_merged,
})

const FOLDER = {
  name: 'tiny-florence2',
  parent: 'test/fixtures/tiny-models',
  precisions: {
    fp32: dtype('fp32', 'fp32', 'fp32', 'fp32'),
    q4: dtype('q4', 'fp32', 'q4', 'q4'),
    bnb4: dtype('bnb4', 'fp32', 'bnb4', 'bnb4'),
    fp16: dtype('fp16', 'fp16', 'fp16', 'fp16'),
    q4f16: dtype('q4f16', 'fp16', 'q4f16', 'q4f16'),
    quantized: dtype('q8', 'q8', 'q8', 'q8'),
  },
  cases: async (root) => JSON.parse(await readFile(join(root, 'test/support/tiny-models/florence2-cases.json'), 'utf8')),
}

async function record(processor, model, example) {
  const [prompt] = processor.construct_prompts(example.task + (example.input ?? ''))
  const { height, width } = processor.image_processor.config.size
  const rgb = recipePicture(example.seed, width, height)
  const values = normalisedPlanes(rgb, processor.image_processor.config)
  const { promptIds, ids, steps } = await greedy(model, {
    ...processor.tokenizer(prompt),
    pixel_values: new Tensor('float32', values, [1, 3, height, width]),
  })
  const text = processor.tokenizer.decode(ids, { skip_special_tokens: true })
  return { name: example.name, prompt, promptIds, ids, text, steps }
}

process.exitCode = (await keep(FOLDER.name, await recordFolder(FOLDER, record))) ? 0 : 1
