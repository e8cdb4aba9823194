import { Tokenizer } from '@huggingface/tokenizers'
import { failure, type Result } from '../../../shared/codes'

export interface TextTokenizer {
  /** Token ids of a rendered prompt, with what the tokenizer itself puts around it (usually nothing). */
  encode(text: string): number[]
  /** Text of generated ids, without special tokens. */
  decode(ids: readonly number[]): string
  /** The id of a token that stands in the vocabulary, or undefined. */
  id(token: string): number | undefined
}

export function openTokenizer(json: object, config: object): Result<{ tokenizer: TextTokenizer }> {
  try {
    const inner = new Tokenizer(json, config)
    return {
      ok: true,
      tokenizer: {
        encode: (text) => inner.encode(text).ids,
        // The library refuses to decode nothing; an answer can be empty.
        decode: (ids) =>
          ids.length === 0 ? '' : inner.decode([...ids], { skip_special_tokens: true, clean_up_tokenization_spaces: false }),
        id: (token) => inner.token_to_id(token),
      },
    }
  } catch (error) {
    return failure('model-damaged', `tokenizer.json: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** The highest token id that a tokenizer.json lists, or -1 where it lists none. */
export function highestId(json: object): number {
  const { model, added_tokens: added } = json as { readonly model?: unknown; readonly added_tokens?: unknown }
  const vocabulary: unknown = isObject(model) ? model['vocab'] : undefined
  let highest = -1
  const look = (id: unknown): void => {
    if (typeof id === 'number' && id > highest) highest = id
  }
  // Tens of thousands: no list of them is made.
  if (isObject(vocabulary)) for (const token in vocabulary) look(vocabulary[token])
  if (Array.isArray(added)) for (const token of added as unknown[]) if (isObject(token)) look(token['id'])
  return highest
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Turns ids that come one by one into text that never changes again: a character whose bytes are not
 * all there yet is held back.
 */
export class TokenStream {
  #ids: number[] = []
  #given = 0

  constructor(readonly tokenizer: Pick<TextTokenizer, 'decode'>) {}

  /** @returns the text that this id adds, perhaps empty */
  push(id: number): string {
    this.#ids.push(id)
    const text = this.tokenizer.decode(this.#ids)
    if (text.endsWith('\uFFFD')) return ''
    const added = text.slice(this.#given)
    this.#given = text.length
    return added
  }

  /** @returns what was held back, if anything */
  end(): string {
    const text = this.tokenizer.decode(this.#ids)
    const added = text.slice(this.#given)
    this.#given = text.length
    return added
  }

  get ids(): readonly number[] {
    return this.#ids
  }

  get text(): string {
    return this.tokenizer.decode(this.#ids)
  }
}
