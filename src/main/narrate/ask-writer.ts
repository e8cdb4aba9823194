import type { AnswerSentence } from '../../shared/answer'
import type { Failure } from '../../shared/codes'
import type { Length } from '../../shared/engine-protocol'
import type { MessageKey, Messages } from '../../shared/messages'
import type { PictureKind } from '../../shared/picture'
import type { TextLine } from '../../shared/text-line'
import type { ObjectNames } from '../models/object-names'
import type { QuestionLimits } from '../models/question-limits'
import { ground, needsLines } from './grounding'
import { hedged, type Hedge } from './hedge'
import { withoutGuessedSexAndAge } from './people'
import { addsNothing } from './repetition'
import { bearsOut } from './screen-evidence'
import { textLanguage } from './text-language'
import { CLEAR } from './weight'
import { ownSentence } from './own-sentence'

interface WriterOptions {
  readonly question: string
  /** A description is asked for: as of any description, no certainty is needed. */
  readonly describes: boolean
  readonly hedge: Hedge
  /** Brief is one sentence; the model answers a question as long as it does otherwise. */
  readonly length: Length
  /** False: that the model answers nothing about such pictures is not said. */
  readonly hints?: boolean
  readonly messages: Messages
  readonly objects: ObjectNames
  readonly limits: QuestionLimits
  readonly kind: PictureKind
}

interface Claim {
  readonly text: string
  /** The least probable token of the sentence; undefined where the model gives none. */
  readonly certainty: number | undefined
}

/** "Yes, …" and "No.", in the languages of the interface. */
const YES_NO = /^(?:yes|no|ja|nein)\b/i
/** An answer that is nothing but a name. */
const BARE_NAME = /^(?:an? |the )?[\p{L}-]+(?: [\p{L}-]+){0,2}\.?$/iu
const SEX_OR_AGE = /\b(?:man|men|woman|women|boys?|girls?|lady|ladies|guys?|old|young|elderly|mann|männer|frau|frauen|jungen?|mädchen|alte?r?|junge?r?)\b/iu
/** "A dog on a sofa.", which "It looks like" goes before. */
const THING = /^(?:an?|the|some|several|there (?:is|are)) /i
const PROBABLY: Readonly<Record<string, string>> = { en: 'Probably', de: 'Wahrscheinlich' }
/** Small words do not always tell; most models speak English. */
const MODEL_LANG = 'en'

/**
 * Makes an answer out of the model's reply to a question: what it is not certain enough of, and what it cannot
 * know, is not said; where nothing is left, that it can't tell is. One hedge an answer.
 */
export class AskWriter {
  readonly #options: WriterOptions
  readonly #claims: Claim[] = []
  readonly #said: string[] = []
  #recognised: { readonly lines: readonly TextLine[] } | Failure | null = null
  #hedgeSpent = false

  constructor(options: WriterOptions) {
    this.#options = options
  }

  /** Whether what came so far waits for the text of the picture. */
  get waits(): boolean {
    return this.#claims.length > 0
  }

  /** Something of what came could be said. */
  get hasSaid(): boolean {
    return this.#said.length > 0
  }

  /** @returns what can be said now */
  claim(text: string, certainty?: number): AnswerSentence[] {
    this.#claims.push({ text, certainty })
    return this.#advance()
  }

  recognised(result: { readonly lines: readonly TextLine[] } | Failure): AnswerSentence[] {
    this.#recognised = result
    return this.#advance()
  }

  /** The reply is over and nothing waits any more. */
  end(): AnswerSentence[] {
    if (this.hasSaid) return []
    const { messages, describes, limits, kind, length, hints } = this.#options
    const own = (key: MessageKey): AnswerSentence => ownSentence(messages, key)
    // Who asks in other words is told no more by this model.
    const isInVain = !describes && !limits.kinds.includes(kind) && hints !== false && length !== 'brief'
    return [own('ask.cannot-tell'), ...(isInVain ? [own(`ask.no-questions.${kind}`)] : [])]
  }

  #advance(): AnswerSentence[] {
    const out: AnswerSentence[] = []
    for (let claim = this.#claims[0]; claim && this.#isJudgeable(claim); claim = this.#claims[0]) {
      this.#claims.shift()
      out.push(...this.#say(claim))
    }
    return out
  }

  #isJudgeable(claim: Claim): boolean {
    if (this.#recognised || !this.#isSure(claim)) return true
    return this.#options.kind === 'photo' && !needsLines(claim.text)
  }

  #isSure({ text, certainty = 1 }: Claim): boolean {
    const { describes, limits, kind } = this.#options
    if (describes) return true
    if (!limits.kinds.includes(kind)) return false
    return certainty >= (YES_NO.test(text.trim()) ? limits.yesNo : limits.certainty)
  }

  #say(claim: Claim): AnswerSentence[] {
    if (!this.#isSure(claim)) return []
    const { objects, kind, question, describes, length } = this.#options
    if (length === 'brief' && this.#said.length > 0) return []
    const text = claim.text.trim()
    const lines = this.#recognised && 'lines' in this.#recognised ? this.#recognised.lines : []
    const clear = lines.filter((line) => line.confidence >= CLEAR)
    const part = describes ? 'caption' : BARE_NAME.test(text) && !YES_NO.test(text) ? 'object' : 'reply'
    const grounded = ground(text, part, clear, objects)
    if (!grounded.keep || (kind === 'screen' && !bearsOut(grounded.text, clear))) return []
    // Who asks for a man is answered about a man.
    const neutral = SEX_OR_AGE.test(question) ? grounded.text : withoutGuessedSexAndAge(grounded.text)
    if (addsNothing(neutral, this.#said)) return []
    this.#said.push(neutral)
    const lang = textLanguage(neutral, MODEL_LANG)
    return [{ text: this.#hedged(neutral, lang), lang, source: 'model' }]
  }

  #hedged(sentence: string, lang: string): string {
    const { hedge } = this.#options
    const isFirst = !this.#hedgeSpent
    this.#hedgeSpent = true
    if (!isFirst || hedge === 'none') return sentence
    const probably = PROBABLY[lang]
    if (YES_NO.test(sentence)) return `${probably ?? 'Probably'} ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`
    if (lang === MODEL_LANG && THING.test(sentence)) return hedged(sentence, hedge)
    return probably ? `${probably}: ${sentence}` : sentence
  }
}
