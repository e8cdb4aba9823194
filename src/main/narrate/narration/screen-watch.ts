import { SIGNATURE, type FrameLook } from '../../../shared/engine-protocol'
import type { Rect } from '../../../shared/rect'
import { RestlessCells } from './restless-cells'

type Signature = FrameLook['signature']

/**
 * `still`: as it was read last. `moving`: it changes right now. `changed`: it is another one and has been for two
 * frames, or it moves without end.
 */
export type Motion =
  | { readonly is: 'still' | 'moving' }
  | {
      readonly is: 'changed'
      /** What changed, in shares of the whole. */
      readonly part: Rect
      /** It has not come to rest. */
      readonly restless: boolean
    }

/** Levels by which a cell's mean light differs: a screen has no noise, and a word of small print makes three. */
const CELL = 3
/** Milliseconds of motion after which it is read as it goes; twice as long each time that nothing new came of it. */
const LONGEST_MOVING = { first: 5000, most: 40_000 } as const
const { columns: COLUMNS, rows: ROWS }: { readonly columns: number; readonly rows: number } = SIGNATURE

/** Tells when a screen shows something new that lasts, and where: no clock, no picture, only its frames' signatures. */
export class ScreenWatch {
  readonly #restless = new RestlessCells(COLUMNS * ROWS)
  #last: Signature | null = null
  /** As it was when it was read last. */
  #kept: Signature | null = null
  #movingSince: number | null = null
  #longest: number = LONGEST_MOVING.first

  /** @param now milliseconds */
  see(signature: Signature, now: number): Motion {
    const last = this.#last
    this.#last = signature
    if (!last || !this.#kept) return { is: 'moving' }
    const moved = differing(signature, last)
    this.#restless.note(moved, now)
    const left = this.#restless.restless()
    const other = differing(signature, this.#kept).filter((cell) => !left.has(cell))
    const isMoving = moved.some((cell) => !left.has(cell))
    if (!isMoving) this.#movingSince = null
    else this.#movingSince ??= now
    if (other.length === 0) return { is: 'still' }
    const restless = this.#movingSince !== null && now - this.#movingSince >= this.#longest
    return isMoving && !restless ? { is: 'moving' } : { is: 'changed', part: around(other), restless }
  }

  /** What was seen last is being read. @returns to be called where it could not be read */
  keep(): () => void {
    const before = this.#kept
    this.#kept = this.#last
    this.#movingSince = null
    return () => (this.#kept = before)
  }

  /** Reading what moves without end brought something new, or not. */
  repaid(isNew: boolean): void {
    this.#longest = isNew ? LONGEST_MOVING.first : Math.min(LONGEST_MOVING.most, 2 * this.#longest)
  }

  /** Whether the middle of a box never rests. @param box in shares of the whole */
  isRestless({ x, y, width, height }: Rect): boolean {
    const cell = Math.min(ROWS - 1, Math.floor((y + height / 2) * ROWS)) * COLUMNS + Math.min(COLUMNS - 1, Math.floor((x + width / 2) * COLUMNS))
    return this.#restless.restless().has(cell)
  }

  /** What is seen from now on is another screen. */
  forget(): void {
    this.#last = null
    this.#kept = null
    this.#movingSince = null
  }

  /** Nothing was kept yet, or it was forgotten. */
  get isNew(): boolean {
    return this.#kept === null
  }
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
