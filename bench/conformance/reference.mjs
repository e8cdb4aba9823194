// Records what transformers.js makes of a model folder, fed with our pixel values: prompt, prompt ids,
// generated ids and the leading logits of every step. With --check nothing is written: the record is
// made again and compared with the committed one.
import { RawImage, Tensor } from '@huggingface/transformers'
import sharp from 'sharp'
import { planes, recipePixels } from '../../test/support/tiny-models/pixels.ts'
import { FOLDERS } from './folders.mjs'
import { greedy, keep, recordFolder } from './recording.mjs'

async function pixelsOf(example, count, side) {
  if (!example.file) return recipePixels(example.seed, count, side)
  // The samples' answers are those of the file's own bytes; one has a colour profile that changes them.
  const data = await sharp(example.file, { ignoreIcc: true }).removeAlpha().raw().toBuffer()
  return planes(data)
}

async function record(processor, model, example) {
  const images = example.pictures.map(() => ({ type: 'image' }))
  const content = [...images, { type: 'text', text: example.question }]
  const prompt = processor.apply_chat_template([{ role: 'user', content }], { add_generation_prompt: true })
  const blank = ([width, height]) =>
    new RawImage(new Uint8ClampedArray(width * height * 3).fill(120), width, height, 3)
  const inputs = await processor(prompt, example.pictures.map(blank), { do_image_splitting: example.split })
  const dims = inputs.pixel_values.dims
  inputs.pixel_values = new Tensor('float32', await pixelsOf(example, dims[1], dims[3]), dims)
  const { promptIds, ids, steps } = await greedy(model, inputs)
  const text = processor.tokenizer.decode(ids, { skip_special_tokens: true })
  const grids = inputs.rows[0].map((rows, i) => [rows, inputs.cols[0][i]])
  return { name: example.name, prompt, grids, promptIds, ids, text, steps }
}

let kept = true
for (const folder of FOLDERS) kept = (await keep(folder.name, await recordFolder(folder, record))) && kept
process.exitCode = kept ? 0 : 1
