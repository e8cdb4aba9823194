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
    return failure('model-damaged', `tokenizer_config.json: chat_template: ${oneLine(error)}`)
  }
}

/**
 * Tries a template on a conversation about a picture: one that cannot write a second turn, or leaves out the
 * picture, would fail in the middle of an answer.
 *
 * @param mark stands for a picture
 */
export function tryTemplate(template: ChatTemplate, mark: string): Result<object> {
  const text = (words: string) => ({ type: 'text', text: words }) as const
  const asked = { role: 'user', content: [{ type: 'image' }, text('Who?')] } as const
  const turns: readonly ChatMessage[] = [asked, { role: 'assistant', content: [text('A.')] }, { role: 'user', content: [text('Why?')] }]
  const refuse = (what: string) => failure('model-unsupported', `tokenizer_config.json: chat_template ${what}`)
  for (const messages of [[asked], turns]) {
    let prompt: unknown
    try {
      prompt = template.render(messages)
    } catch (error) {
      return refuse(`fails: ${oneLine(error)}`)
    }
    if (typeof prompt !== 'string' || !prompt.includes('Who?')) return refuse('leaves out the question')
    if (prompt.split(mark).length !== 2) return refuse(`does not write ${mark} once a picture`)
  }
  return { ok: true }
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

function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').slice(0, 300)
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
