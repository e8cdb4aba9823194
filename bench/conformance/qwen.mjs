// Records what transformers.js makes of the tiny Qwen3.5 folder, fed with our pixel values; --check compares.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { RawImage, Tensor } from '@huggingface/transformers'
import { recipePixels } from '../../test/support/tiny-models/pixels.ts'
import { greedy, keep, recordFolder } from './recording.mjs'

const dtype = (vision_encoder, embed_tokens, decoder_model_merged) => ({
  vision_encoder,
  embed_tokens,
  decoder_model_merged,
})

const FOLDER = {
  name: 'tiny-qwen3_5',
  parent: 'test/fixtures/tiny-models',
  precisions: {
    fp32: dtype('fp32', 'fp32', 'fp32'),
    q4: dtype('fp32', 'q4', 'q4'),
    fp16: dtype('fp16', 'fp16', 'fp16'),
    q4f16: dtype('fp16', 'q4f16', 'q4f16'),
    quantized: dtype('q8', 'fp32', 'q8'),
  },
  cases: async (root) => JSON.parse(await readFile(join(root, 'test/support/tiny-models/qwen3_5_cases.json'), 'utf8')),
}

const IMAGE = '<|image_pad|>'
const text = (words) => ({ type: 'text', text: words })

function conversation({ pictures, history, question }) {
  const turns = [...history, { question }]
  return turns.flatMap((turn, i) => {
    const seen = i === 0 ? pictures.map(() => ({ type: 'image' })) : []
    const asked = { role: 'user', content: [...seen, text(turn.question)] }
    return turn.answer === undefined ? [asked] : [asked, { role: 'assistant', content: [text(turn.answer)] }]
  })
}

/** Its processor takes pictures of one size only; each is put to it alone, and marks are spread as it does. */
async function record(processor, model, example) {
  const { patch_size, temporal_patch_size, merge_size } = processor.image_processor.config
  const prompt = processor.apply_chat_template(conversation(example), {
    add_generation_prompt: true,
    enable_thinking: false,
  })
  const grids = []
  for (const [width, height] of example.pictures) {
    const blank = new RawImage(new Uint8ClampedArray(width * height * 3).fill(120), width, height, 3)
    const { image_grid_thw } = await processor.image_processor([blank])
    grids.push(image_grid_thw.tolist()[0].map(Number))
  }
  const counts = grids.map(([t, h, w]) => t * h * w)
  const parts = prompt.split(IMAGE)
  const spread = parts.map((part, i) => part + IMAGE.repeat((counts[i] ?? 0) / merge_size ** 2)).join('')
  const patches = counts.reduce((sum, count) => sum + count, 0)
  const values = recipePixels(example.seed, patches * temporal_patch_size, patch_size)
  const { promptIds, ids, steps } = await greedy(model, {
    ...processor.tokenizer(spread),
    pixel_values: new Tensor('float32', values, [patches, values.length / patches]),
    image_grid_thw: new Tensor('int64', BigInt64Array.from(grids.flat(), BigInt), [grids.length, 3]),
  })
  const words = processor.tokenizer.decode(ids, { skip_special_tokens: true })
  return { name: example.name, prompt, grids, promptIds, ids, text: words, steps }
}

process.exitCode = (await keep(FOLDER.name, await recordFolder(FOLDER, record))) ? 0 : 1
