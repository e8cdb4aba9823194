import type { Answer, AnswerSentence } from '../../../shared/answer'
import type { Result } from '../../../shared/codes'
import type { FrameLook } from '../../../shared/engine-protocol'
import type { Messages } from '../../../shared/messages'
import type { Picture } from '../../../shared/picture'
import type { Rect } from '../../../shared/rect'
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

/** What can be seen of a screen, a window or a region: a small frame of it, or why there is none. */
export type Seen = { readonly is: 'frame'; readonly frame: Frame } | { readonly is: 'hidden' | 'behind' | 'screen-gone' }

/** A window that opened. Its title comes from another program: hostile text. */
export interface NewWindow {
  readonly kind: 'dialog' | 'window'
  readonly title: string
  readonly appName: string
}

/** A screen, a window or a region of the screen, as it is now. */
export interface ScreenSource {
  /** It made small. Failures end narration: `window-closed`, and that it cannot be seen at all. */
  look(signal: AbortSignal): Promise<Result<{ seen: Seen }>>
  /** A part of it in every pixel. @param part in shares of the whole */
  part(part: Rect, signal: AbortSignal): Promise<Result<{ frame: Frame }>>
  /** The windows that opened since this was asked last, the newest last. */
  opened(): readonly NewWindow[]
}

/** What narration of every kind is made of. */
export interface SpokenParts {
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
  /** The program in front is one of which narration says nothing. */
  readonly isMuted: () => boolean
  /** Whole seconds since the user last touched a key or the mouse. */
  readonly idle: () => number
  /** Seconds between two messages, at least. */
  readonly every: () => number
  readonly hedge: () => Hedge
  readonly messages: () => Messages
  readonly clock: Clock
}

export interface NarrationParts extends SpokenParts {
  readonly camera: FilmCamera
}

export interface ScreenNarrationParts extends SpokenParts {
  readonly source: ScreenSource
}

export interface Clock {
  /** Milliseconds, monotonic. */
  now(): number
  /** Resolves after so many milliseconds, or when the signal is given. */
  wait(milliseconds: number, signal: AbortSignal): Promise<unknown>
}
