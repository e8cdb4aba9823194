// What the two sizes of SmolVLM measure. Source: config.json of HuggingFaceTB/SmolVLM-256M-Instruct and
// HuggingFaceTB/SmolVLM2-500M-Video-Instruct; the skeletons are exported at the same numbers (skeleton.py).

/** SigLIP-B/16-512, pixel shuffle by 4: (512 / 16 / 4)² = 64 image tokens a tile. */
export const VISION = {
  model_type: 'smolvlm_vision',
  image_size: 512,
  patch_size: 16,
  hidden_size: 768,
  num_hidden_layers: 12,
  num_attention_heads: 12,
  intermediate_size: 3072,
}
export const SCALE_FACTOR = 4
export const IMAGE_SEQ_LEN = (VISION.image_size / VISION.patch_size / SCALE_FACTOR) ** 2

const TEXT = {
  model_type: 'llama',
  head_dim: 64,
  vocab_size: 49280,
  rope_theta: 100000,
  max_position_embeddings: 8192,
  rms_norm_eps: 1e-5,
  hidden_act: 'silu',
}

/** Language models SmolLM2-135M and SmolLM2-360M. */
export const SIZES = {
  '256m': {
    name: 'SmolVLM-256M',
    model_type: 'idefics3',
    architecture: 'Idefics3ForConditionalGeneration',
    text: {
      ...TEXT,
      hidden_size: 576,
      num_hidden_layers: 30,
      num_attention_heads: 9,
      num_key_value_heads: 3,
      intermediate_size: 1536,
    },
  },
  '500m': {
    name: 'SmolVLM2-500M',
    model_type: 'smolvlm',
    architecture: 'SmolVLMForConditionalGeneration',
    text: {
      ...TEXT,
      hidden_size: 960,
      num_hidden_layers: 32,
      num_attention_heads: 15,
      num_key_value_heads: 5,
      intermediate_size: 2560,
    },
  },
}

/** Elements of the language model's products: those of a layer, those of all layers, and of the head. */
export function weightsOf({ hidden_size, head_dim, intermediate_size, ...text }) {
  const rows = (text.num_attention_heads * 2 + text.num_key_value_heads * 2) * head_dim
  const layer = rows * hidden_size + 3 * hidden_size * intermediate_size
  return { layers: layer * text.num_hidden_layers, head: text.vocab_size * hidden_size }
}

/** Bytes of keys and values of one position, in float32. */
export function cacheBytesOf(text) {
  return 2 * text.num_hidden_layers * text.num_key_value_heads * text.head_dim * 4
}
