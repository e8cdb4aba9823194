// Records what transformers.js makes of a model folder, fed with our pixel values: prompt, prompt ids,
// generated ids and the leading logits of every step. With --check nothing is written: the record is
// made again and compared with the committed one.
import { join } from 'node:path'
import { AutoModelForImageTextToText, AutoProcessor, env, RawImage, Tensor } from '@huggingface/transformers'
import sharp from 'sharp'
import { planes, recipePixels } from '../../test/support/tiny-models/pixels.ts'
import { FOLDERS } from './folders.mjs'
import { greedy, keep, ROOT } from './recording.mjs'

env.allowRemoteModels = false

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

async function recordFolder(folder) {
  env.localModelPath = join(ROOT, folder.parent)
  const processor = await AutoProcessor.from_pretrained(folder.name)
  const examples = await folder.cases(ROOT)
  const precisions = {}
  for (const [precision, dtype] of Object.entries(folder.precisions)) {
    const model = await AutoModelForImageTextToText.from_pretrained(folder.name, { dtype, device: 'cpu' })
    precisions[precision] = []
    for (const example of examples) precisions[precision].push(await record(processor, model, example))
    await model.dispose()
  }
  // What is asked is the same in every precision.
  const [first] = Object.values(precisions)
  return {
    transformersJs: env.version,
    folder: join(folder.parent, folder.name),
    cases: first.map(({ name, prompt, grids, promptIds }, i) => {
      const { file, ...asked } = examples[i]
      const sample = file ? { file: file.slice(join(ROOT, folder.parent, folder.name).length + 1) } : {}
      return { ...asked, ...sample, name, prompt, grids, promptIds }
    }),
    answers: Object.fromEntries(
      Object.entries(precisions).map(([precision, records]) => [
        precision,
        records.map(({ ids, text, steps }) => ({ ids, text, steps })),
      ]),
    ),
  }
}

let kept = true
for (const folder of FOLDERS) kept = (await keep(folder.name, await recordFolder(folder))) && kept
process.exitCode = kept ? 0 : 1
