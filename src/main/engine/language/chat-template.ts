import { Template } from '@huggingface/jinja'
import { failure, type Result } from '../../../shared/codes'

/** One turn of a conversation; a picture stands for itself, its pixels come separately. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: readonly ({ readonly type: 'image' } | { readonly type: 'text'; readonly text: string })[]
}

export interface ChatTemplate {
  /** The prompt with `<image>` (or the family's own mark) where each picture stands. */
  render(messages: readonly ChatMessage[]): string
}

/**
 * Compiles a model's own chat template; special tokens come from its tokenizer_config.json.
 *
 * @param variables what else the family's template asks for
 */
export function compileChatTemplate(
  tokenizerConfig: Readonly<Record<string, unknown>>,
  variables: Readonly<Record<string, unknown>> = {},
): Result<{ template: ChatTemplate }> {
  const source = templateSource(tokenizerConfig['chat_template'])
  if (source === undefined) return failure('model-unsupported', 'tokenizer_config.json has no chat_template')
  try {
    const template = new Template(source)
    const tokens = specialTokens(tokenizerConfig)
    return {
      ok: true,
      template: { render: (messages) => template.render({ messages, add_generation_prompt: true, ...tokens, ...variables }) },
    }
  } catch (error) {
    return failure('model-damaged', `chat_template: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function templateSource(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return undefined
  // Some models name several templates; "default" is the conversation.
  const named = value.find((entry: unknown): entry is { template: string } => isNamed(entry, 'default'))
  return named?.template
}

function isNamed(entry: unknown, name: string): boolean {
  return typeof entry === 'object' && entry !== null && 'name' in entry && 'template' in entry && entry.name === name
}

function specialTokens(config: Readonly<Record<string, unknown>>): Record<string, string> {
  const tokens: Record<string, string> = {}
  for (const key of ['bos_token', 'eos_token', 'pad_token', 'unk_token']) {
    const value = config[key]
    if (typeof value === 'string') tokens[key] = value
    else if (typeof value === 'object' && value !== null && 'content' in value) tokens[key] = String(value.content)
  }
  return tokens
}
