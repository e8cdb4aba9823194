// transformers.js as a child of the benchmark: loads one folder, then answers as it is asked.
import { basename, dirname } from 'node:path'
import {
  AutoModelForImageTextToText,
  AutoProcessor,
  env,
  RawImage,
  TextStreamer,
} from '@huggingface/transformers'

const [folder, threads] = process.argv.slice(2)
env.allowRemoteModels = false
env.localModelPath = dirname(folder)
const name = basename(folder)
const processor = await AutoProcessor.from_pretrained(name)
const model = await AutoModelForImageTextToText.from_pretrained(name, {
  device: 'cpu',
  // As the model's card says it loads here.
  dtype: { vision_encoder: 'fp32', embed_tokens: 'fp32', decoder_model_merged: 'q8' },
  session_options: { intraOpNumThreads: Number(threads), interOpNumThreads: 1 },
})

async function answer({ bytes, question }) {
  const image = await RawImage.fromBlob(new Blob([bytes]))
  const content = [{ type: 'image' }, { type: 'text', text: question }]
  const prompt = processor.apply_chat_template([{ role: 'user', content }], { add_generation_prompt: true })
  const inputs = await processor(prompt, [image])
  let text = ''
  let tokens = 0
  let said = false
  const streamer = new TextStreamer(processor.tokenizer, {
    skip_prompt: true,
    skip_special_tokens: true,
    token_callback_function: () => {
      // The first token is told as such, whether or not its text waits for the next.
      if (tokens++ === 0) process.send({ type: 'token' })
    },
    callback_function: (part) => {
      text += part
      if (!said && /[.!?]\s*$/.test(text)) {
        said = true
        process.send({ type: 'sentence' })
      }
    },
  })
  await model.generate({ ...inputs, do_sample: false, streamer })
  process.send({ type: 'done', text, tokens })
}

process.on('message', (message) => {
  void answer(message)
})
process.send({ type: 'ready' })
