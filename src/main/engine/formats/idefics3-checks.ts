import { z } from 'zod'
import { failure, type Result } from '../../../shared/codes'
import { tryTemplate, type ChatTemplate } from '../language/chat-template'
import { highestId, type TextTokenizer } from '../language/tokenizer'
import type { Graph } from '../runtime/session'
import type { Idefics3Config } from './idefics3-config'
import { AROUND, GLOBAL, IMAGE_TOKEN } from './idefics3-prompt'
import type { ModelFolder } from './model-folder'
import type { ThreeGraphs } from './three-graphs'

/** Whether the tokenizer, the template and the configuration speak of the same tokens. */
export function checkWords(config: Idefics3Config, tokenizer: TextTokenizer, template: ChatTemplate): Result<object> {
  const refuse = (what: string) => failure('model-unsupported', what)
  for (const mark of [IMAGE_TOKEN, AROUND, GLOBAL]) {
    const id = tokenizer.id(mark)
    if (id === undefined) return refuse(`tokenizer.json: ${mark} is not in the vocabulary`)
    if (!tokenizer.encode(mark).includes(id)) return refuse(`tokenizer.json: ${mark} is not read as one token`)
  }
  const { imageTokenId, endIds } = config
  const image = tokenizer.id(IMAGE_TOKEN)
  if (image !== imageTokenId) {
    return refuse(`tokenizer.json: ${IMAGE_TOKEN} is ${String(image)}, config.json: image_token_id says ${imageTokenId}`)
  }
  if (endIds.size === 0) return refuse('generation_config.json: there is no eos_token_id')
  return tryTemplate(template, IMAGE_TOKEN)
}

const textSchema = z.object({
  num_hidden_layers: z.int().optional(),
  num_key_value_heads: z.int().optional(),
  head_dim: z.int().nullish(),
})

/** Whether the graphs take and give what is fed to them, and fit the tokenizer and the configuration. */
export function checkGraphs(folder: ModelFolder, graphs: Pick<ThreeGraphs, 'vision' | 'embed' | 'merged'>): Result<object> {
  const { vision, embed, merged } = graphs
  const wrong =
    wrongType('vision_encoder', vision, { pixel_values: 'float32', pixel_attention_mask: 'bool' }) ??
    wrongType('embed_tokens', embed, { input_ids: 'int64' }) ??
    wrongType('decoder_model_merged', merged, {
      inputs_embeds: embed.outputs.get('inputs_embeds')?.type ?? 'float32',
      attention_mask: 'int64',
      position_ids: 'int64',
    }) ??
    wrongCache(folder, merged)
  if (wrong !== null) return failure('model-unsupported', wrong)
  const vocabulary = merged.outputs.get('logits')?.shape.at(-1)
  const highest = highestId(folder.tokenizer)
  if (typeof vocabulary === 'number' && highest >= vocabulary) {
    return failure('model-unsupported', `tokenizer.json: token ${highest} is beyond the ${vocabulary} of decoder_model_merged`)
  }
  return { ok: true }
}

function wrongType(name: string, graph: Graph, types: Readonly<Record<string, string>>): string | null {
  for (const [input, type] of Object.entries(types)) {
    const found = graph.inputs.get(input)?.type
    if (found !== undefined && found !== type) return `${name}: ${input} is ${found}, ${type} is fed`
  }
  return null
}

/** Keys and values of all layers, held to config.json. */
function wrongCache({ config }: ModelFolder, merged: Graph): string | null {
  const text = textSchema.safeParse(config['text_config'])
  const { num_hidden_layers: layers, num_key_value_heads: heads, head_dim: size } = text.data ?? {}
  const caches = [...merged.inputs.values()].filter(({ name }) => name.startsWith('past_key_values.'))
  if (layers !== undefined && caches.length > 0 && caches.length !== 2 * layers) {
    return `decoder_model_merged: ${caches.length} key and value caches, config.json: num_hidden_layers says ${layers}`
  }
  for (const { name, shape } of caches) {
    const [found, width] = [shape[1], shape[3]]
    if (typeof found === 'number' && heads !== undefined && found !== heads) {
      return `decoder_model_merged: ${name} has ${found} heads, config.json: num_key_value_heads says ${heads}`
    }
    if (typeof width === 'number' && size != null && width !== size) {
      return `decoder_model_merged: ${name} is ${width} wide, config.json: head_dim says ${size}`
    }
  }
  return null
}
