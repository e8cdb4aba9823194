import type { Continuation } from '../language/continuation'
import { argmax, generate, type GenerateOptions } from '../language/generate'
import { noRepeatNgrams } from '../language/no-repeat-ngrams'
import { isLoop } from '../language/repetition'
import { chooserFor } from '../language/sampling'
import { TokenStream } from '../language/tokenizer'
import type { Floats } from '../runtime/floats'
import type { Turn } from '../turn'
import type { AskOptions, Reply, SeenPictures } from './format'
import type { Florence2Parts } from './florence2'
import { regionsOf } from './florence2-regions'
import { taskOf } from './florence2-tasks'
import { wordsOf } from './florence2-words'

interface Size {
  readonly width: number
  readonly height: number
}

/** A picture whose features are kept; each task reads them anew, since the prompt is encoded with them. */
export class Florence2Picture implements SeenPictures {
  readonly #parts: Florence2Parts
  readonly #features: Floats
  readonly #size: Size
  /** Answers to what was asked before: greedy ones come out the same. */
  readonly #said = new Map<string, Reply>()

  /** @param size of the picture, pixels; places are given in it */
  constructor(parts: Florence2Parts, features: Floats, size: Size) {
    this.#parts = parts
    this.#features = features
    this.#size = size
  }

  async ask(question: string, turn: Turn, onText: (text: string) => void, options: AskOptions = {}): Promise<Reply> {
    const task = taskOf(question, this.#parts.config.tasks)
    if (!task) throw new RangeError('a question is put to the model that it refuses')
    const isGreedy = chooserFor(options) === undefined
    const known = isGreedy ? this.#said.get(task.prompt) : undefined
    if (known) {
      if (known.text !== '') onText(known.text)
      return known
    }
    const isText = task.answer === 'pure_text'
    const made = await this.#generate(task.prompt, turn, isText ? onText : () => undefined, options)
    const reply = isText ? made : this.#placed(made, task.answer)
    if (!isText && reply.text !== '' && reply.end !== 'cancelled') onText(reply.text)
    if (isGreedy && reply.end !== 'cancelled') this.#said.set(task.prompt, reply)
    return reply
  }

  /**
   * Puts a prompt to the encoder and begins the answer.
   *
   * @returns the answer so far and the logits of its first free token
   */
  async begin(prompt: string): Promise<{ answer: Continuation; first: Floats }> {
    const { tokenizer, decoder, encoder, config } = this.#parts
    const words = await decoder.embeddings.of(tokenizer.encode(prompt))
    const answer = decoder.start(await encoder.encode(joined(this.#features, words)))
    const fed = config.forcedFirstId === null ? [config.startId] : [config.startId, config.forcedFirstId]
    const rows = await answer.feed(fed)
    return { answer, first: rows.at(-1) as Floats }
  }

  async #generate(prompt: string, turn: Turn, onText: (text: string) => void, options: AskOptions): Promise<Reply> {
    const { tokenizer, config } = this.#parts
    const stream = new TokenStream(tokenizer)
    const { answer, first } = await this.begin(prompt)
    const give = (text: string): void => {
      if (text !== '') onText(text)
    }
    const generated = await generate(answer, first, {
      ...turn,
      maxNewTokens: config.maxNewTokens,
      endIds: config.endIds,
      ...choosing(config.noRepeat, options),
      onToken: (id) => give(stream.push(id)),
    })
    give(stream.end())
    return { ...generated, text: stream.text }
  }

  #placed(made: Reply, answer: Parameters<typeof regionsOf>[1]): Reply {
    const regions = regionsOf(this.#parts.read(made.ids), answer, this.#size)
    return { ...made, text: wordsOf(regions, answer, this.#size) }
  }
}

/** The picture's positions, then those of the words. */
function joined(features: Floats, words: Floats): Floats {
  const length = features.length + words.length
  const all = words instanceof Float32Array ? new Float32Array(length) : new Float16Array(length)
  all.set(features)
  all.set(words, features.length)
  return all
}

/** How tokens are chosen, and what keeps an answer from going round in circles: no run comes twice, or a guard. */
function choosing(noRepeat: number, options: AskOptions): Pick<GenerateOptions, 'choose' | 'isLoop'> {
  // Tokens that are given to the model may repeat themselves.
  if (options.choose) return { choose: options.choose }
  const choose = chooserFor(options) ?? argmax
  if (noRepeat === 0) return { choose, isLoop }
  const bar = noRepeatNgrams(noRepeat)
  return {
    choose: (logits, ids) => {
      bar(logits, ids)
      return choose(logits, ids)
    },
  }
}
