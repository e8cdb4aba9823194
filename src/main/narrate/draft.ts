import type { Answer, AnswerKind, AnswerSentence } from '../../shared/answer'
import type { EngineEvent, EngineInfo, Timings } from '../../shared/engine-protocol'
import type { EmptyPicture } from '../../shared/picture'
import type { Field, Table } from '../../shared/table'
import type { TextLine } from '../../shared/text-line'
import { emptyPictureSentence } from './empty-picture'
import type { NarrateEvents, NarrateOptions } from './narrator'

export interface ReadLines {
  readonly lines: readonly TextLine[]
  readonly tables: readonly Table[]
  readonly fields: readonly Field[]
  readonly width: number
  readonly height: number
  readonly timings: Timings
}

/** An answer while it comes together. */
export class Draft {
  kind: AnswerKind = 'photo'
  empty: EmptyPicture | null = null
  readonly #sentences: AnswerSentence[] = []
  #read: Pick<ReadLines, 'lines' | 'tables' | 'fields'> = { lines: [], tables: [], fields: [] }
  #size = { width: 0, height: 0 }
  #modelText: Answer['modelText'] = []
  #tokens = 0
  readonly #timings: Timings = {}

  readonly #heard: Set<string>

  /** @param before the same answer, given up after some of it was heard: that is not told again */
  constructor(
    readonly options: NarrateOptions,
    readonly events: NarrateEvents,
    before?: Draft,
  ) {
    this.#heard = new Set(before ? before.#sentences.map(({ text }) => text) : [])
  }

  say(sentences: readonly AnswerSentence[]): void {
    // What was stopped is not said any more.
    if (this.options.signal.aborted) return
    for (const sentence of sentences) {
      this.#sentences.push(sentence)
      if (this.#heard.delete(sentence.text)) continue
      this.events.sentence?.(sentence)
    }
  }

  verdict(event: Extract<EngineEvent, { type: 'verdict' }>): void {
    this.#size = { width: event.width, height: event.height }
    if (event.empty === null) return
    this.empty = event.empty
    this.kind = 'empty'
    const { black, messages } = this.options
    if (event.empty === 'black' && black) this.say(black)
    else this.say([emptyPictureSentence(event.empty, event.colour, messages)])
  }

  text(read: ReadLines): void {
    const { lines, tables, fields } = read
    this.#read = { lines, tables, fields }
    this.#size = { width: read.width, height: read.height }
    for (const [stage, time] of Object.entries(read.timings)) this.#timings[`read-${stage}`] = time
  }

  done(event: Pick<Extract<EngineEvent, { type: 'done' }>, 'modelText' | 'tokens' | 'timings'>): void {
    this.#modelText = event.modelText
    this.#tokens = event.tokens
    Object.assign(this.#timings, event.timings)
  }

  answer(info: EngineInfo | null): Answer {
    return {
      kind: this.kind,
      empty: this.empty,
      sentences: this.#sentences,
      modelText: this.#modelText,
      ...this.#read,
      ...this.#size,
      model: info?.model ?? null,
      provider: info?.provider ?? null,
      timings: this.#timings,
      tokens: this.#tokens,
      takenAt: this.options.takenAt,
    }
  }
}
