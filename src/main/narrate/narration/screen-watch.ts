import { SIGNATURE, type FrameLook } from '../../../shared/engine-protocol'
import type { Rect } from '../../../shared/rect'
import { movingAreas } from './moving-areas'
import { RestlessCells } from './restless-cells'

type Signature = FrameLook['signature']

/**
 * `still`: as it was read last. `moving`: it changes right now. `playing`: as it was read last, but for a film that
 * goes on. `changed`: it is another one and has been for two frames, or it moves without end.
 */
export type Motion =
  | { readonly is: 'still' | 'moving' | 'playing' }
  | {
      readonly is: 'changed'
      /** What changed, in shares of the whole. */
      readonly part: Rect
      /** It has not come to rest. */
      readonly restless: boolean
    }

/** Levels by which a cell's mean light differs: a screen has no noise, and a word of small print makes three. */
const CELL = 3
/**
 * Milliseconds of motion after which it is read as it goes; sooner while each read brings something new, for a
 * subtitle stands three seconds, and later each time that nothing new came of it.
 */
const LONGEST_MOVING = { lively: 2000, first: 5000, most: 20_000, later: 1.5 } as const
const { columns: COLUMNS, rows: ROWS }: { readonly columns: number; readonly rows: number } = SIGNATURE

/** Tells when a screen shows something new that lasts, and where: no clock, no picture, only its frames' signatures. */
export class ScreenWatch {
  readonly #restless = new RestlessCells(COLUMNS * ROWS)
  #last: Signature | null = null
  /** As it was when it was read last. */
  #kept: Signature | null = null
  /** Cells of small things that never rest. */
  #small: ReadonlySet<number> = new Set()
  #films: ReadonlySet<number> = new Set()
  /** Cells of films that the change seen last is not of. */
  #spared: ReadonlySet<number> = new Set()
  /** Since when something moves that was not read. */
  #movingSince: number | null = null
  #longest: number = LONGEST_MOVING.first

  /** @param now milliseconds */
  see(signature: Signature, now: number): Motion {
    const last = this.#last
    this.#last = signature
    this.#spared = new Set()
    if (!last || !this.#kept) return { is: 'moving' }
    const moved = differing(signature, last)
    this.#restless.note(moved, now)
    const { small, films } = movingAreas(this.#restless.restless())
    this.#small = small
    this.#films = films
    const moving = moved.filter((cell) => !small.has(cell))
    const other = differing(signature, this.#kept).filter((cell) => !small.has(cell))
    if (moving.length > 0 || other.length > 0) this.#movingSince ??= now
    else this.#rest()
    if (other.length === 0) return { is: 'still' }
    // What changes beside a film is no part of it, and need not wait for it.
    const calm = other.filter((cell) => !films.has(cell))
    const isMoving = moving.some((cell) => !films.has(cell))
    const isDue = this.#movingSince !== null && now - this.#movingSince >= this.#longest
    // Nor does a film wait, that what is beside it changes again and again.
    if (isDue && (isMoving || calm.length < other.length)) return { is: 'changed', part: around(other), restless: true }
    if (calm.length > 0 && !isMoving) {
      this.#spared = films
      return { is: 'changed', part: around(calm), restless: false }
    }
    return { is: isMoving ? 'moving' : 'playing' }
  }

  /** What was seen last is being read. @returns to be called where it could not be read */
  keep(): () => void {
    const [before, last, spared] = [this.#kept, this.#last, this.#spared]
    this.#kept = before && last && spared.size > 0 ? last.map((level, cell) => (spared.has(cell) ? (before[cell] as number) : level)) : last
    if (spared.size === 0) this.#movingSince = null
    return () => (this.#kept = before)
  }

  /** Reading what moves without end brought something new, or not. */
  repaid(isNew: boolean): void {
    this.#longest = isNew ? LONGEST_MOVING.lively : Math.min(LONGEST_MOVING.most, LONGEST_MOVING.later * this.#longest)
  }

  /** Whether the middle of a box is of something small that never rests. @param box in shares of the whole */
  isRestless(box: Rect): boolean {
    return this.#small.has(middleOf(box))
  }

  /** Whether the middle of a box lies in a film. @param box in shares of the whole */
  isFilm(box: Rect): boolean {
    return this.#films.has(middleOf(box))
  }

  /** What is seen from now on is another screen. */
  forget(): void {
    this.#last = null
    this.#kept = null
    this.#rest()
  }

  /** Nothing was kept yet, or it was forgotten. */
  get isNew(): boolean {
    return this.#kept === null
  }

  #rest(): void {
    this.#movingSince = null
    this.#longest = LONGEST_MOVING.first
  }
}

/** The cell in the middle of a box. */
function middleOf({ x, y, width, height }: Rect): number {
  return Math.min(ROWS - 1, Math.floor((y + height / 2) * ROWS)) * COLUMNS + Math.min(COLUMNS - 1, Math.floor((x + width / 2) * COLUMNS))
}

function differing(a: Signature, b: Signature): number[] {
  const cells: number[] = []
  for (let cell = 0; cell < a.length; cell++) if (Math.abs((a[cell] as number) - (b[cell] ?? 0)) >= CELL) cells.push(cell)
  return cells
}

/** The box around cells and their neighbours. */
function around(cells: readonly number[]): Rect {
  let [left, top, right, bottom] = [COLUMNS, ROWS, 0, 0]
  for (const cell of cells) {
    const [x, y] = [cell % COLUMNS, Math.floor(cell / COLUMNS)]
    left = Math.min(left, x - 1)
    top = Math.min(top, y - 1)
    right = Math.max(right, x + 2)
    bottom = Math.max(bottom, y + 2)
  }
  const [x, y] = [Math.max(0, left), Math.max(0, top)]
  return { x: x / COLUMNS, y: y / ROWS, width: (Math.min(COLUMNS, right) - x) / COLUMNS, height: (Math.min(ROWS, bottom) - y) / ROWS }
}
