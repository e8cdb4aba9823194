import type { Failure, Result } from '../../../shared/codes'
import type { Device, Precision } from '../../../shared/devices'
import type { Exchange, Sampling } from '../../../shared/engine-protocol'
import type { Choose, Generated } from '../language/generate'
import type { Guessed } from '../language/guess-ahead'
import type { AskingWays, PromptTable } from '../language/prompts'
import type { Levers } from '../runtime/levers'
import type { Stages, Turn } from '../turn'
import type { Pixels } from '../vision/decode'
import type { ModelFolder } from './model-folder'

export interface Reply {
  readonly text: string
  readonly ids: readonly number[]
  readonly end: Generated['end']
  /** Tokens guessed ahead, where any were. */
  readonly guessed?: Guessed
}

export interface AskOptions {
  /** What was asked and answered before, oldest first; a model that holds no conversation leaves it out. */
  readonly history?: readonly Exchange[]
  readonly sampling?: Sampling
  /** Takes each token in place of sampling: a trial of a device is given its tokens. */
  readonly choose?: Choose
  /** Hears how probable each token of the answer was, from 0 to 1, before its text comes; a model that gives no scores is silent. */
  readonly heed?: (probability: number) => void
  /** Text known to stand in the picture, for guessing tokens ahead. */
  readonly read?: readonly string[]
}

/** Pictures that were encoded once; every question about them starts from what is kept here. */
export interface SeenPictures {
  /** Puts one question; text comes as it is generated, never to change again. */
  ask(question: string, turn: Turn, onText: (text: string) => void, options?: AskOptions): Promise<Reply>
}

export interface LookOptions {
  /** Cut the picture into tiles where the model can: more detail, many times slower. */
  readonly detail: boolean
  /**
   * When each picture was, in seconds: they are the frames of one film. A model that was not made for films
   * takes them as pictures.
   */
  readonly frames?: { readonly seconds: readonly number[] } | undefined
}

/** A loaded model of any family. */
export interface VisionLanguageModel {
  readonly name: string
  readonly device: Device
  readonly precision: Precision
  readonly threads: number
  /** What is asked, by what the picture is and how long the answer may be. */
  readonly prompts: PromptTable
  /** What is asked instead where one picture is read several times. */
  readonly ways: AskingWays
  /** Most pictures that one question may be about. */
  readonly mostPictures: number
  /** Why a question cannot be put to the model; without it every one can. */
  refuses?(question: string): Failure | null
  /** Encoder and projector; `stages` gets the milliseconds of each by name. */
  look(pictures: readonly Pixels[], options: LookOptions, turn: Turn, stages: Stages): Promise<SeenPictures>
  close(): Promise<void>
}

export interface OpenOptions {
  readonly threads: number
  readonly device: Device
  /** Files in half floats are not chosen where it is false and there are others. */
  readonly half?: boolean | undefined
  /** Where changed copies of graphs may be kept. */
  readonly cacheFolder?: string | undefined
  /** Those of the product without them. */
  readonly levers?: Levers
}

/** One model family: what differs between families, nothing else. */
export interface Format {
  readonly family: string
  /** Values of config.json's `model_type` that this format reads. */
  readonly modelTypes: readonly string[]
  open(model: ModelFolder, options: OpenOptions): Promise<Result<{ model: VisionLanguageModel }>>
}
