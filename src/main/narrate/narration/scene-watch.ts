import type { FrameLook } from '../../../shared/engine-protocol'
import { overlapOf, type Overlap } from './view-overlap'

type Signature = FrameLook['signature']
type Change = FrameLook['changes'][number]

/**
 * `same`: as what was described last. `known`: back at a view of which everything was said before. `changed`: it
 * shows something else, and has for two frames, or moves without end.
 */
export type Scene = 'same' | 'known' | 'moving' | 'changed'

/**
 * Share of cells, and gradients of 64, by which two frames show different things: noise changes none, a thing of
 * a fiftieth of the picture 2 to 3 per cent of the cells; measured, see the test.
 */
const OTHER = { share: 0.03, distance: 10 } as const
/** Frames after which a scene that never rests is described as it passes: at five a second, two seconds. */
const LONGEST_MOVING = 10
/** Views that are known beside the newest: one comes back to them, and a model says the same in other words. */
const MOST_KNOWN = 6

/** Tells when a film shows something new that lasts: no clock, no picture, only the engine's measures of frames. */
export class SceneWatch {
  /** Of the frame before. */
  #last: Signature | null = null
  /** Of the view that is being described or was described last. */
  #kept: Signature | null = null
  /** Views of which everything was said. */
  #known: readonly Signature[] = []
  #moving = 0

  /** What the next frame is to be compared with. */
  against(): Signature[] {
    return [...(this.#last ? [this.#last] : []), ...(this.#kept ? [this.#kept] : []), ...this.#known]
  }

  /** @param look the next frame's, compared with `against()` */
  see({ signature, changes }: Pick<FrameLook, 'signature' | 'changes'>): Scene {
    const before = this.#last ? 1 : 0
    const toLast = this.#last ? changes[0] : undefined
    const toKept = this.#kept ? changes[before] : undefined
    const back = changes.slice(before + (this.#kept ? 1 : 0)).findIndex((change) => !isOther(change))
    this.#last = signature
    if (toKept && !isOther(toKept)) return this.#rest('same')
    if (back >= 0) {
      this.#kept = this.#known[back] ?? null
      return this.#rest('known')
    }
    if (toLast && !isOther(toLast)) return 'changed'
    return ++this.#moving >= LONGEST_MOVING ? 'changed' : 'moving'
  }

  /** How the frame that was seen last lies to the view that was described last; null where it is another place. */
  moved(): Overlap | null {
    return this.#kept && this.#last ? overlapOf(this.#last, this.#kept) : null
  }

  #rest(scene: Scene): Scene {
    this.#moving = 0
    return scene
  }

  /** The frame that was seen last is being described. @returns to be called when all of it was said */
  keep(): () => void {
    const view = this.#last
    this.#kept = view
    this.#moving = 0
    return () => {
      if (view && !this.#known.includes(view)) this.#known = [...this.#known, view].slice(-MOST_KNOWN)
    }
  }

  /** What is seen now is new, unless all of it was said. */
  forget(): void {
    this.#kept = null
    this.#last = null
    this.#moving = 0
  }
}

function isOther({ share, distance }: Change): boolean {
  return share > OTHER.share || distance > OTHER.distance
}
