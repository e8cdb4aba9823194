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

export interface WriterOptions {
  readonly length: Length
  readonly hedge: Hedge
  readonly messages: Messages
  readonly objects: ObjectNames
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

/**
 * Makes an answer out of what the engine's two halves report, in the order in which it is said: the
 * model's first words, then the recognised text, then the detail. Each sentence comes out as soon as
 * nothing that may still arrive could change it or come before it.
 */
export class AnswerWriter {
  readonly #options: WriterOptions
  #kind: PictureKind = 'photo'
  readonly #claims: Claim[] = []
  #modelDone = false
  #recognised: Recognised | Failure | null = null
  #phase: 'first-words' | 'text' | 'detail' = 'first-words'
  readonly #said: string[] = []
  #hedgeSpent = false

  constructor(options: WriterOptions) {
    this.#options = options
  }

  /** @returns what can be said now: that it is a screen is sure long before what kind of screen */
  kind(kind: PictureKind): AnswerSentence[] {
    this.#kind = kind
    const { messages, opened } = this.#options
    return kind === 'screen' && !opened ? [{ text: messages.say('answer.screen'), lang: messages.locale, source: 'app' }] : []
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
    if (this.#phase === 'first-words') out.push(...this.#firstWords())
    if (this.#phase === 'text' && this.#recognised) {
      out.push(...this.#text(this.#recognised))
      this.#phase = 'detail'
    }
    if (this.#phase === 'detail') out.push(...this.#detail())
    return out
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
    this.#phase = 'text'
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
      return [{ text: messages.say(`failure.${recognised.code}`), lang: messages.locale, source: 'app' }]
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
