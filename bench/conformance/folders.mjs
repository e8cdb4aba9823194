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

/**
 * dtype of transformers.js by the name that the record carries. Embeddings hold no product: beside four bits
 * published folders have them whole, in halves, or in eight bits.
 */
const LANGUAGE_PRECISIONS = {
  fp32: dtype('fp32', 'fp32', 'fp32'),
  q4: dtype('fp32', 'fp32', 'q4'),
  fp16: dtype('fp16', 'fp16', 'fp16'),
  quantized: dtype('q8', 'fp32', 'q8'),
  q4f16: dtype('fp16', 'fp16', 'q4f16'),
  bnb4: dtype('fp32', 'fp32', 'bnb4'),
  // As SmolVLM-256M-Instruct is offered in the catalogue.
  catalogue: dtype('q8', 'q8', 'q4'),
}
const VISION_PRECISIONS = {
  'q4 vision': dtype('q4', 'q8', 'q4'),
  'q4f16 vision': dtype('q4f16', 'fp16', 'q4f16'),
  'bnb4 vision': dtype('bnb4', 'fp32', 'bnb4'),
}

/** Model folders to be recorded: where they are, in which precisions, and what they are asked. */
export const FOLDERS = [
  {
    name: 'descry-nano',
    parent: 'resources/models',
    precisions: { shipped: dtype('fp32', 'fp32', 'q8') },
    cases: nanoCases,
  },
  tiny('tiny-smolvlm', LANGUAGE_PRECISIONS),
  tiny('tiny-idefics3', { ...LANGUAGE_PRECISIONS, ...VISION_PRECISIONS }),
]

function tiny(name, precisions) {
  return { name, parent: 'test/fixtures/tiny-models', precisions, cases: (root) => tinyCases(root, name) }
}

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

async function tinyCases(root, name) {
  const read = async (file) => JSON.parse(await readFile(join(root, 'test', file), 'utf8'))
  const listed = [...(await read('support/tiny-models/cases.json')), ...(await read('support/tiny-models/more-cases.json'))]
  const python = await read(`fixtures/conformance/${name}.python.json`)
  const cases = new Map()
  for (const { follows, ...listing } of listed) {
    // What was said before is what transformers' own modules said.
    const { history } = python.cases.find((each) => each.name === listing.name)
    cases.set(listing.name, { ...cases.get(follows), ...listing, ...(history && { history }) })
  }
  return [...cases.values()]
}
