// A model folder of true size in the layout of docs/models.md, with random weights.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { madeOnce, writeJson } from './cache.mjs'
import { IMAGE_SEQ_LEN, SCALE_FACTOR, SIZES, VISION } from './dimensions.mjs'
import { fill } from './fill.mjs'
import { makeVocabulary, TOKEN_IDS, tokenizerConfig, tokenizerJson } from './vocabulary.mjs'

const SKELETONS = join(dirname(fileURLToPath(import.meta.url)), 'skeletons')
const GRAPHS = ['vision_encoder_quantized', 'embed_tokens_quantized', 'decoder_model_merged_q4']

/** Every answer is this long: the end is one token of 49,280, and the model says none of them on purpose. */
export const NEW_TOKENS = 64

/** @param size key of SIZES @returns the folder, made if it is not there */
export function onnxFolder(size) {
  return madeOnce(`smolvlm-${size}`, async (folder) => {
    const { model_type, architecture, text } = SIZES[size]
    const kind = model_type === 'smolvlm' ? 'SmolVLM' : 'Idefics3'
    const ids = { bos_token_id: TOKEN_IDS.bos, eos_token_id: TOKEN_IDS.end, pad_token_id: TOKEN_IDS.pad }
    await mkdir(join(folder, 'onnx'))
    await writeJson(join(folder, 'config.json'), {
      architectures: [architecture],
      model_type,
      ...ids,
      image_token_id: TOKEN_IDS.image,
      scale_factor: SCALE_FACTOR,
      tie_word_embeddings: false,
      vocab_size: text.vocab_size,
      text_config: { ...text, ...ids },
      vision_config: VISION,
    })
    await writeJson(join(folder, 'generation_config.json'), { ...ids, max_new_tokens: NEW_TOKENS })
    await writeJson(join(folder, 'processor_config.json'), {
      processor_class: `${kind}Processor`,
      image_seq_len: IMAGE_SEQ_LEN,
    })
    await writeJson(join(folder, 'preprocessor_config.json'), {
      processor_class: `${kind}Processor`,
      image_processor_type: `${kind}ImageProcessor`,
      do_convert_rgb: true,
      do_resize: true,
      size: { longest_edge: 2048 },
      max_image_size: { longest_edge: VISION.image_size },
      resample: 1,
      do_image_splitting: true,
      do_rescale: true,
      rescale_factor: 1 / 255,
      do_normalize: true,
      image_mean: [0.5, 0.5, 0.5],
      image_std: [0.5, 0.5, 0.5],
      do_pad: true,
    })
    await writeJson(join(folder, 'tokenizer.json'), tokenizerJson(makeVocabulary()))
    await writeJson(join(folder, 'tokenizer_config.json'), tokenizerConfig(`${kind}Processor`))
    for (const graph of GRAPHS) {
      const skeleton = gunzipSync(await readFile(join(SKELETONS, `${size}.${graph}.onnx.gz`)))
      await writeFile(join(folder, 'onnx', `${graph}.onnx`), fill(skeleton))
    }
  })
}
