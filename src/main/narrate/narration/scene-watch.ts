import type { FrameLook } from '../../../shared/engine-protocol'

type Signature = FrameLook['signature']
type Change = FrameLook['changes'][number]

/** `changed`: it shows something else than what was described last, and has for two frames, or moves without end. */
export type Scene = 'same' | 'moving' | 'changed'

/** Share of cells, and gradients of 64, by which two frames show different things; measured, see the test. */
const OTHER = { share: 0.08, distance: 10 } as const
/** Frames after which a scene that never rests is described as it passes: at five a second, two seconds. */
const LONGEST_MOVING = 10

/** Tells when a film shows something new that lasts: no clock, no picture, only the engine's measures of frames. */
export class SceneWatch {
  /** Of the frame before, and of the one that was described. */
  #last: Signature | null = null
  #kept: Signature | null = null
  #moving = 0

  /** What the next frame is to be compared with. */
  against(): Signature[] {
    return [this.#last, this.#kept].filter((signature) => signature !== null)
  }

  /** @param look the next frame's, compared with `against()` */
  see({ signature, changes }: Pick<FrameLook, 'signature' | 'changes'>): Scene {
    const toLast = this.#last ? changes[0] : undefined
    const toKept = this.#kept ? changes[this.#last ? 1 : 0] : undefined
    this.#last = signature
    if (toKept && !isOther(toKept)) {
      this.#moving = 0
      return 'same'
    }
    if (toLast && !isOther(toLast)) return 'changed'
    return ++this.#moving >= LONGEST_MOVING ? 'changed' : 'moving'
  }

  /** The frame that was seen last is being described. */
  keep(): void {
    this.#kept = this.#last
    this.#moving = 0
  }

  /** Whatever comes next is new. */
  forget(): void {
    this.#kept = null
    this.#last = null
    this.#moving = 0
  }
}

function isOther({ share, distance }: Change): boolean {
  return share > OTHER.share || distance > OTHER.distance
}
