import type { Result } from '../../../shared/codes'
import type { Generated } from '../language/generate'
import type { Stages, Turn } from '../turn'
import type { Pixels } from '../vision/decode'
import type { ModelFolder } from './model-folder'

export interface Reply {
  readonly text: string
  readonly ids: readonly number[]
  readonly end: Generated['end']
  readonly confidence: Generated['confidence']
}

/** A picture that was encoded once; every question about it starts from what is kept here. */
export interface SeenPicture {
  /** Puts one question; text comes as it is generated, never to change again. */
  ask(question: string, turn: Turn, onText: (text: string) => void): Promise<Reply>
}

export interface LookOptions {
  /** Cut the picture into tiles where the model can: more detail, many times slower. */
  readonly detail: boolean
}

/** A loaded model of any family. */
export interface VisionLanguageModel {
  readonly name: string
  readonly provider: string
  readonly threads: number
  /** Encoder and projector; `stages` gets the milliseconds of each by name. */
  look(pixels: Pixels, options: LookOptions, turn: Turn, stages: Stages): Promise<SeenPicture>
  close(): Promise<void>
}

/** One model family: what differs between families, nothing else. */
export interface Format {
  readonly family: string
  /** Values of config.json's `model_type` that this format reads. */
  readonly modelTypes: readonly string[]
  open(model: ModelFolder, threads: number): Promise<Result<{ model: VisionLanguageModel }>>
}
