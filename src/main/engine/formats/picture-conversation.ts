import { continuation, type Continuation } from '../language/continuation'
import type { Decoder, LogitRows } from '../language/decoder'
import type { CacheMark } from '../language/decoder-cache'
import { generate } from '../language/generate'
import { commonLength, guessAhead, type GuessAhead } from '../language/guess-ahead'
import { probabilityOf } from '../language/probability'
import { isLoop } from '../language/repetition'
import { chooserFor } from '../language/sampling'
import { TokenStream, type TextTokenizer } from '../language/tokenizer'
import type { Floats } from '../runtime/floats'
import type { Turn } from '../turn'
import type { AskOptions, Reply, SeenPictures } from './format'
import { putFeatures } from './image-tokens'

/** A question as token ids, what was said before ahead of it. */
export interface AskedPrompt {
  readonly ids: readonly number[]
  /** Rows of `position_ids` of this sequence, where they are not simply counted. */
  readonly positions?: (from: number, length: number) => BigInt64Array
}

/** What a family gives to a conversation about pictures that are encoded already. */
export interface ConversationParts {
  readonly decoder: Decoder
  readonly tokenizer: TextTokenizer
  readonly maxNewTokens: number
  readonly endIds: ReadonlySet<number>
  readonly imageTokenId: number
  /** Features of each picture, [image tokens × hidden], in the order of the prompt. */
  readonly features: readonly Floats[]
  readonly prompt: (question: string, history: AskOptions['history']) => AskedPrompt
  /** Whether a position's numbers are the same whatever is fed with it, so that tokens may be guessed ahead. */
  readonly guesses?: boolean
}

/**
 * Positions fed in one run. A run cannot be stopped, and a cancel that is not heard within 3 seconds costs the
 * process: 128 positions of Qwen3.5-0.8B are 190 GFLOP, 1.4 s at the 136 GFLOPS that two cores reach.
 */
const RUN_LENGTH = 128

const UNDISTURBED: Turn = { cancelled: () => false, pause: () => Promise.resolve() }

interface Prefix {
  readonly ids: readonly number[]
  readonly mark: CacheMark
}

/** Questions about the same pictures; what the layers remember up to the last picture's end is kept. */
export class PictureConversation implements SeenPictures {
  readonly #parts: ConversationParts
  readonly #cache
  #positions: AskedPrompt['positions']
  /** Up to the last picture's end. */
  #seen: Prefix | null = null
  /** Up to the last reply's end. */
  #said: Prefix | null = null

  constructor(parts: ConversationParts) {
    this.#parts = parts
    this.#cache = parts.decoder.start()
  }

  async ask(question: string, turn: Turn, onText: (text: string) => void, options: AskOptions = {}): Promise<Reply> {
    const { tokenizer, maxNewTokens, endIds } = this.#parts
    const stream = new TokenStream(tokenizer)
    const { ids, first } = await this.#prompt(question, options.history, turn)
    if (!first) return { ids: [], text: '', end: 'cancelled' }
    const ahead = this.#ahead(ids, options)
    const generated = await generate(this.continuation, first[0] as Floats, {
      ...turn,
      maxNewTokens,
      endIds,
      choose: chooserFor(options),
      heed: options.heed && ((logits, id) => options.heed?.(probabilityOf(logits, id))),
      guess: ahead?.guess,
      // Tokens that are given to the model may repeat themselves.
      isLoop: options.choose ? undefined : isLoop,
      onToken: (id) => {
        const text = stream.push(id)
        if (text !== '') onText(text)
      },
    })
    const rest = stream.end()
    if (rest !== '') onText(rest)
    // The last token of an answer was never fed.
    const fed = [...ids, ...generated.ids].slice(0, this.#cache.length)
    this.#said = { ids: fed, mark: this.#cache.mark() }
    return { ...generated, text: stream.text, ...(ahead && { guessed: ahead.result(generated.ids) }) }
  }

  /** Guesses from what the recogniser read, line by line and as one text, and from the prompt. */
  #ahead(ids: readonly number[], { read = [] }: AskOptions): GuessAhead | undefined {
    if (!this.#parts.guesses || read.length === 0) return undefined
    const { tokenizer } = this.#parts
    // A word is another token at a line's beginning than behind a space.
    return guessAhead([...[read.join('\n'), ` ${read.join(' ')}`].map((text) => tokenizer.encode(text)), ids])
  }

  /** What generation goes on with. */
  get continuation(): Continuation {
    return continuation(this.#parts.decoder, this.#cache, this.#positions)
  }

  /** Feeds the prompt, its pictures only once a conversation; the logits of its last position. */
  async prefill(question: string, history?: AskOptions['history']): Promise<LogitRows> {
    return (await this.#prompt(question, history, UNDISTURBED)).first ?? []
  }

  /** `first` is null where the job was cancelled before all of the prompt was fed. */
  async #prompt(
    question: string,
    history: AskOptions['history'],
    turn: Turn,
  ): Promise<{ ids: readonly number[]; first: LogitRows | null }> {
    const { decoder, prompt } = this.#parts
    const { ids, positions } = prompt(question, history)
    this.#positions = positions
    const kept = this.#known(ids, history)
    // What comes now is written over what was said.
    this.#said = null
    // Where positions do not touch one another and can be taken back, weights are read once for all of them.
    if (!kept && this.#parts.guesses && this.#cache.canRetract) return { ids, first: await this.#prefillAll(ids, turn) }
    const prefix = kept ?? (this.#seen = await this.#prefillPictures(ids, turn))
    if (!prefix) return { ids, first: null }
    this.#cache.rewind(prefix.mark)
    return { ids, first: await this.#feed(await decoder.embed(ids.slice(prefix.ids.length)), turn) }
  }

  /** The longest head of a prompt that need not be fed again, never less than the pictures. */
  #known(ids: readonly number[], history: AskOptions['history'] = []): Prefix | null {
    const [said, seen] = [this.#said, this.#seen]
    if (!seen || !startsWith(ids, seen.ids)) return null
    if (!said || startsWith(ids, said.ids)) return said ?? seen
    // Said again as text, an answer may be other tokens from some place on. A question that follows no other
    // starts from the pictures, so that its answer does not depend on what was asked before.
    const length = Math.min(commonLength(ids, said.ids), ids.length - 1)
    if (history.length === 0 || !this.#cache.canRetract || length <= seen.ids.length) return seen
    return { ids: ids.slice(0, length), mark: { ...said.mark, length } }
  }

  async #prefillPictures(ids: readonly number[], turn: Turn): Promise<Prefix | null> {
    const head = this.#head(ids)
    const fed = await this.#feed(await this.#begin(head), turn)
    return fed && { ids: head, mark: this.#cache.mark() }
  }

  async #prefillAll(ids: readonly number[], turn: Turn): Promise<LogitRows | null> {
    this.#seen = null
    const rows = await this.#feed(await this.#begin(ids), turn)
    const head = this.#head(ids)
    if (rows) this.#seen = { ids: head, mark: { ...this.#cache.mark(), length: head.length } }
    return rows
  }

  /** A prompt up to its last picture's end. */
  #head(ids: readonly number[]): readonly number[] {
    return ids.slice(0, ids.lastIndexOf(this.#parts.imageTokenId) + 1)
  }

  /** Empties the cache; the embeddings of a prompt's head with the pictures in it. */
  async #begin(ids: readonly number[]): Promise<Floats> {
    const { decoder, imageTokenId, features } = this.#parts
    const embeddings = await decoder.embed(ids)
    putFeatures(embeddings, ids, imageTokenId, features, decoder.hidden)
    this.#cache.rewind({ length: 0, kept: decoder.start().mark().kept })
    return embeddings
  }

  /** Feeds embeddings, some at a time; the last position's logits, or null where the job was cancelled between. */
  async #feed(embeddings: Floats, turn: Turn): Promise<LogitRows | null> {
    const { decoder } = this.#parts
    const length = embeddings.length / decoder.hidden
    let rows: LogitRows = []
    for (let from = 0; from < length; from += RUN_LENGTH) {
      if (from > 0) await turn.pause()
      if (from > 0 && turn.cancelled()) return null
      const to = Math.min(length, from + RUN_LENGTH)
      const positions = this.#positions?.(this.#cache.length, to - from)
      rows = await decoder.run(embeddings.subarray(from * decoder.hidden, to * decoder.hidden), this.#cache, 1, positions)
    }
    return rows
  }
}

function startsWith(ids: readonly number[], head: readonly number[]): boolean {
  // The question must leave at least one position to feed.
  return ids.length > head.length && head.every((id, i) => ids[i] === id)
}
