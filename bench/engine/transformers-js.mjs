// transformers.js as a child of the benchmark: loads one folder, then answers as it is asked.
import { basename, dirname } from 'node:path'
import {
  AutoModelForImageTextToText,
  AutoProcessor,
  env,
  RawImage,
  Tensor,
  TextStreamer,
} from '@huggingface/transformers'

const [folder, options] = process.argv.slice(2)
const { threads, dtype, splitting } = JSON.parse(options)
env.allowRemoteModels = false
env.localModelPath = dirname(folder)
const name = basename(folder)
const processor = await AutoProcessor.from_pretrained(name)
const model = await AutoModelForImageTextToText.from_pretrained(name, {
  device: 'cpu',
  dtype,
  // Without a number of threads onnxruntime chooses.
  ...(threads && { session_options: { intraOpNumThreads: threads, interOpNumThreads: 1 } }),
})

async function answer({ bytes, question }) {
  const image = await RawImage.fromBlob(new Blob([bytes]))
  const content = [{ type: 'image' }, { type: 'text', text: question }]
  const prompt = processor.apply_chat_template([{ role: 'user', content }], { add_generation_prompt: true })
  // Without a word about splitting, what the folder's preprocessor_config.json says is done.
  const inputs = await processor(prompt, [image], splitting === undefined ? {} : { do_image_splitting: splitting })
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
  process.send({ type: 'done', text, tokens, promptTokens: inputs.input_ids.dims[1] })
}

/** Feeds a prompt without a picture, then generates; times are milliseconds from one token to the next. */
async function goOn({ ids, tokens }) {
  const dims = [1, ids.length]
  const times = []
  let since = performance.now()
  let processor = null
  const streamer = {
    isPrompt: true,
    put() {
      const now = performance.now()
      // The prompt comes first.
      if (this.isPrompt) return void (this.isPrompt = false)
      times.push(now - since)
      since = now
      processor ??= process.cpuUsage()
    },
    end() {},
  }
  await model.generate({
    input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), dims),
    attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), dims),
    max_new_tokens: tokens,
    do_sample: false,
    streamer,
  })
  const { user, system } = process.cpuUsage(processor)
  process.send({ type: 'done', times, processor: (user + system) / 1000 })
}

const WORK = { answer, 'go-on': goOn }
process.on('message', (message) => {
  void WORK[message.type](message)
})
process.send({ type: 'ready' })
