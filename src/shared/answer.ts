import type { Reading, Timings } from './engine-protocol'
import type { EmptyPicture, PictureKind } from './picture'
import type { Field, Table } from './table'
import type { TextLine } from './text-line'

/**
 * Who vouches for a sentence: `model` words are guesses and hedged, `recogniser` words were read and
 * are stated as fact, `gate` words were measured from pixels, `app` words are Descry's own.
 */
type SentenceSource = 'model' | 'recogniser' | 'gate' | 'app'

export interface AnswerSentence {
  readonly text: string
  /** BCP 47, down to the voice. */
  readonly lang: string
  readonly source: SentenceSource
}

export type AnswerKind = PictureKind | 'empty' | 'text'

/** One finished answer, as it is kept, said again and printed by `--json`. */
export interface Answer {
  readonly kind: AnswerKind
  readonly empty: EmptyPicture | null
  readonly sentences: readonly AnswerSentence[]
  /** The model's own words, untouched, by part. */
  readonly modelText: readonly { readonly part: string; readonly prompt: string; readonly text: string }[]
  readonly lines: readonly TextLine[]
  readonly tables: readonly Table[]
  readonly fields: readonly Field[]
  /** Pixels of the upright picture. */
  readonly width: number
  readonly height: number
  readonly model: string | null
  readonly provider: string | null
  readonly timings: Timings
  /** Tokens that the model made for the answer. */
  readonly tokens: number
  /** Milliseconds since the epoch when the picture was taken. */
  readonly takenAt: number
  /** Where the picture was read several times: how, and what each reading said, untouched. */
  readonly readings?: readonly { readonly reading: Reading; readonly text: string }[] | undefined
  /** What the readings say, and how many of them do. */
  readonly claims?: readonly { readonly text: string; readonly count: number; readonly of: number }[] | undefined
}

/** The answer as one text, a sentence after the other. */
export function answerText(answer: Pick<Answer, 'sentences'>): string {
  return answer.sentences.map((s) => s.text).join(' ')
}
