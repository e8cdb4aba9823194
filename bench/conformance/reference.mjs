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

/** The turns of a conversation; its pictures come with the first question. */
function conversation({ pictures, history = [], question }) {
  const text = (words) => ({ type: 'text', text: words })
  return [...history, { question }].flatMap((turn, i) => {
    const images = i === 0 ? pictures.map(() => ({ type: 'image' })) : []
    const asked = { role: 'user', content: [...images, text(turn.question)] }
    return turn.reply === undefined ? [asked] : [asked, { role: 'assistant', content: [text(turn.reply)] }]
  })
}

async function record(processor, model, example) {
  const prompt = processor.apply_chat_template(conversation(example), { add_generation_prompt: true })
  const blank = ([width, height]) =>
    new RawImage(new Uint8ClampedArray(width * height * 3).fill(120), width, height, 3)
  // transformers.js 4.3.1 makes nothing of 4000 × 3 pixels; a picture with the same tiles stands in for it.
  const pictures = (example.standIn ?? example.pictures).map(blank)
  const inputs = await processor(prompt, pictures, { do_image_splitting: example.split })
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
