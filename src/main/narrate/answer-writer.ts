import type { AnswerSentence } from '../../shared/answer'
import type { Failure } from '../../shared/codes'
import type { Length, SentencePart } from '../../shared/engine-protocol'
import type { Messages } from '../../shared/messages'
import type { PictureKind } from '../../shared/picture'
import type { TextLine } from '../../shared/text-line'
import type { ObjectNames } from '../models/object-names'
import { ground, needsLines } from './grounding'
import { hedged, type Hedge } from './hedge'
import { withoutGuessedSexAndAge } from './people'
import { textSentences } from './recognised-text'
import { addsNothing } from './repetition'
import { bearsOut } from './screen-evidence'
import { CLEAR } from './weight'
import { ownSentence } from './own-sentence'

export interface WriterOptions {
  readonly length: Length
  readonly hedge: Hedge
  readonly messages: Messages
  readonly objects: ObjectNames
  /** The text is said before the model's words. */
  readonly textFirst?: boolean
  /** The answer began with words about where the picture is from: that it is a screen says nothing new. */
  readonly opened?: boolean
}

interface Recognised {
  readonly lines: readonly TextLine[]
  readonly width: number
  readonly height: number
}

interface Claim {
  readonly part: SentencePart
  readonly text: string
}

/** The model's words are English whatever the interface speaks. */
const MODEL_LANG = 'en'
const FIRST_WORDS: ReadonlySet<SentencePart> = new Set(['caption', 'screen-kind', 'reply'])

type Phase = 'first-words' | 'text' | 'detail'
const ORDER: readonly Phase[] = ['first-words', 'text', 'detail']
const TEXT_FIRST: readonly Phase[] = ['text', 'first-words', 'detail']

/**
 * Makes an answer out of what the engine's two halves report, in the order in which it is said: the
 * model's first words, then the recognised text (or the other way round), then the detail. Each sentence comes out as soon as
 * nothing that may still arrive could change it or come before it.
 */
export class AnswerWriter {
  readonly #options: WriterOptions
  #kind: PictureKind = 'photo'
  readonly #claims: Claim[] = []
  #modelDone = false
  #recognised: Recognised | Failure | null = null
  #isKindKnown = false
  /** What is still to come, in order; the first of them is being said. */
  #phases: readonly Phase[]
  readonly #said: string[] = []
  #hedgeSpent = false

  constructor(options: WriterOptions) {
    this.#options = options
    this.#phases = options.textFirst ? TEXT_FIRST : ORDER
  }

  /** @returns what can be said now: that it is a screen is sure long before what kind of screen */
  kind(kind: PictureKind): AnswerSentence[] {
    this.#kind = kind
    this.#isKindKnown = true
    const { messages, opened } = this.#options
    return kind === 'screen' && !opened ? [ownSentence(messages, 'answer.screen')] : []
  }

  /** @returns what can be said now */
  claim(part: SentencePart, text: string): AnswerSentence[] {
    this.#claims.push({ part, text })
    return this.#advance()
  }

  modelDone(): AnswerSentence[] {
    this.#modelDone = true
    return this.#advance()
  }

  recognised(result: Recognised | Failure): AnswerSentence[] {
    this.#recognised = result
    return this.#advance()
  }

  #advance(): AnswerSentence[] {
    const out: AnswerSentence[] = []
    for (let before: readonly Phase[] = []; before !== this.#phases; ) {
      before = this.#phases
      out.push(...this.#current())
    }
    return out
  }

  /** What can be said now of the phase that is being said; ends it where nothing more can come of it. */
  #current(): AnswerSentence[] {
    switch (this.#phases[0]) {
      case 'first-words':
        return this.#firstWords()
      case 'text':
        return this.#textPhase()
      default:
        return this.#detail()
    }
  }

  #end(): void {
    this.#phases = this.#phases.slice(1)
  }

  #textPhase(): AnswerSentence[] {
    // What counts as text depends on what kind of picture it is in; behind the model's words that is known.
    const isReady = !this.#options.textFirst || this.#isKindKnown || this.#modelDone
    if (!isReady || !this.#recognised) return []
    this.#end()
    return this.#text(this.#recognised)
  }

  #firstWords(): AnswerSentence[] {
    const out: AnswerSentence[] = []
    const judgeable = (claim: Claim): boolean =>
      this.#recognised !== null || !(claim.part === 'screen-kind' || needsLines(claim.text))
    let claim = this.#claims[0]
    for (; claim && FIRST_WORDS.has(claim.part); claim = this.#claims[0]) {
      if (!judgeable(claim)) return out
      this.#claims.shift()
      out.push(...this.#say(claim))
    }
    if (!claim && !this.#modelDone) return out
    if (this.#said.length === 0) {
      // A caption that could not be said: the name of the main object, if that can be.
      const object = this.#claims.find(({ part }) => part === 'object')
      if (object ? !judgeable(object) : !this.#modelDone) return out
      if (object) out.push(...this.#say(object))
    }
    if (this.#said.length === 0 && this.#kind === 'photo') out.push(this.#cannotTell())
    this.#end()
    return out
  }

  #cannotTell(): AnswerSentence {
    const { messages } = this.#options
    const text = messages.say('answer.some-photo')
    this.#said.push(text)
    return { text, lang: messages.locale, source: 'app' }
  }

  #text(recognised: Recognised | Failure): AnswerSentence[] {
    const { messages, length } = this.#options
    if ('code' in recognised) {
      // A photograph's answer is whole without text; a screen's is not.
      if (this.#kind === 'photo') return []
      return [ownSentence(messages, `failure.${recognised.code}`)]
    }
    return textSentences(recognised.lines, { ...recognised, length, kind: this.#kind, messages })
  }

  #detail(): AnswerSentence[] {
    const out: AnswerSentence[] = []
    for (let claim = this.#claims.shift(); claim; claim = this.#claims.shift()) {
      if (claim.part === 'detail') out.push(...this.#say(claim))
    }
    return out
  }

  #say({ part, text }: Claim): AnswerSentence[] {
    const { hedge, objects } = this.#options
    const lines = this.#recognised && 'lines' in this.#recognised ? this.#recognised.lines : []
    const clear = lines.filter((line) => line.confidence >= CLEAR)
    const grounded = ground(text, part, clear, objects)
    if (!grounded.keep || (this.#kind === 'screen' && !bearsOut(grounded.text, clear))) return []
    const neutral = withoutGuessedSexAndAge(grounded.text)
    if (addsNothing(neutral, this.#said)) return []
    this.#said.push(neutral)
    const first = !this.#hedgeSpent
    this.#hedgeSpent = true
    return [{ text: first ? hedged(neutral, hedge) : neutral, lang: MODEL_LANG, source: 'model' }]
  }
}
