import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Every question of descry-nano's card; X is filled in. */
const CARD_QUESTIONS = [
  'Describe this image.',
  'What is in this image?',
  'Describe what you see.',
  'Caption this image.',
  'Can you describe this image?',
  'Describe this image in detail.',
  'Give a detailed description.',
  'Is there a dog in the image?',
  'What is the man doing?',
  'What color is the shirt?',
  'Where is this?',
  'What is the main object?',
  'What is this?',
  'What objects do you see?',
  'What kind of screen is this?',
  'Is this a photo or a screenshot?',
]

const dtype = (vision_encoder, embed_tokens, decoder_model_merged) => ({
  vision_encoder,
  embed_tokens,
  decoder_model_merged,
})

/** dtype of transformers.js by the name that the record carries. */
const TINY_PRECISIONS = {
  fp32: dtype('fp32', 'fp32', 'fp32'),
  q4: dtype('fp32', 'fp32', 'q4'),
  fp16: dtype('fp16', 'fp16', 'fp16'),
  quantized: dtype('q8', 'fp32', 'q8'),
}

/** Model folders to be recorded: where they are, in which precisions, and what they are asked. */
export const FOLDERS = [
  {
    name: 'descry-nano',
    parent: 'resources/models',
    precisions: { shipped: dtype('fp32', 'fp32', 'q8') },
    cases: nanoCases,
  },
  ...['tiny-smolvlm', 'tiny-idefics3'].map((name) => ({
    name,
    parent: 'test/fixtures/tiny-models',
    precisions: TINY_PRECISIONS,
    cases: tinyCases,
  })),
]

async function nanoCases(root) {
  const folder = join(root, 'resources/models/descry-nano')
  const samples = JSON.parse(await readFile(join(folder, 'samples.json'), 'utf8'))
  const files = [...new Set(samples.map((sample) => sample.file))]
  return files.flatMap((file) =>
    CARD_QUESTIONS.map((question) => ({
      name: `${file}: ${question}`,
      split: false,
      pictures: [[224, 224]],
      question,
      file: join(folder, file),
    })),
  )
}

async function tinyCases(root) {
  return JSON.parse(await readFile(join(root, 'test/support/tiny-models/cases.json'), 'utf8'))
}
