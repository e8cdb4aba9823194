import type { Answer, AnswerSentence } from '../../../shared/answer'
import type { Result } from '../../../shared/codes'
import type { FrameLook } from '../../../shared/engine-protocol'
import type { Messages } from '../../../shared/messages'
import type { Picture } from '../../../shared/picture'
import type { Hedge } from '../hedge'

export type Frame = Extract<Picture, { kind: 'frame' }>

/** A camera that is open, or can be opened again. */
interface FilmCamera {
  hold(signal: AbortSignal): Promise<Result<object>>
  /** The newest frame. @param width at the most; whole without it */
  frame(signal: AbortSignal, width?: number): Promise<Result<{ frame: Frame }>>
}

interface FilmEngine {
  look(frame: Frame, against: readonly FrameLook['signature'][], signal: AbortSignal): Promise<Result<{ look: FrameLook }>>
  /** What is in the picture, in few words and without a hedge, and the text in it. */
  describe(frame: Frame, signal: AbortSignal): Promise<Result<{ answer: Answer }>>
  /** The text in it alone. */
  read(frame: Frame, signal: AbortSignal): Promise<Result<{ answer: Answer }>>
}

export interface NarrationParts {
  readonly camera: FilmCamera
  readonly engine: FilmEngine
  /**
   * Says one message. Resolves when it was spoken, with the milliseconds that it sounds from its beginning where
   * the route cannot tell of its end, else with 0.
   */
  readonly speak: (sentences: readonly AnswerSentence[]) => Promise<number>
  /** Text came whole and sharp into the picture. */
  readonly inSight: () => void
  /** Something that was asked for is being worked on or said: narration waits. */
  readonly isBusy: () => boolean
  /** Whole seconds since the user last touched a key or the mouse. */
  readonly idle: () => number
  /** Seconds between two messages, at least. */
  readonly every: () => number
  readonly hedge: () => Hedge
  readonly messages: () => Messages
  readonly clock: Clock
}

export interface Clock {
  /** Milliseconds, monotonic. */
  now(): number
  /** Resolves after so many milliseconds, or when the signal is given. */
  wait(milliseconds: number, signal: AbortSignal): Promise<unknown>
}
