/** Values of config.json's `model_type` that the engine has a format for; a test holds them to the formats. */
export const MODEL_TYPES = ['idefics3', 'smolvlm', 'qwen3_5', 'qwen2_5_vl', 'qwen2_vl', 'florence2'] as const
