import { SIGNATURE, type FrameLook } from '../../../shared/engine-protocol'

type Signature = FrameLook['signature']

/** Part of a picture, shares of its width and height. */
export interface Part {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Levels by which a cell differs more than noise makes it: as narration has it (engine, vision/scene-change). */
const CELL = 10

/**
 * The part of a picture in which the light is another one than before; null where nothing is. What all cells have
 * in common is left out. Pure.
 */
export function changedRegion(before: Signature, after: Signature): Part | null {
  const differences = Array.from(after, (level, cell) => level - (before[cell] ?? 0))
  const common = [...differences].sort((a, b) => a - b)[differences.length >> 1] ?? 0
  const cells = differences.flatMap((difference, cell) => (Math.abs(difference - common) > CELL ? [cell] : []))
  if (cells.length === 0) return null
  const { columns, rows } = SIGNATURE
  const [left, right] = range(cells.map((cell) => cell % columns))
  const [top, bottom] = range(cells.map((cell) => Math.floor(cell / columns)))
  return { x: left / columns, y: top / rows, width: (right + 1 - left) / columns, height: (bottom + 1 - top) / rows }
}

function range(values: readonly number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)]
}

/** Where in the picture a part lies. */
export type Place = 'all' | 'top-left' | 'top' | 'top-right' | 'left' | 'middle' | 'right' | 'bottom-left' | 'bottom' | 'bottom-right'

const PLACES: readonly (readonly Place[])[] = [
  ['top-left', 'top', 'top-right'],
  ['left', 'middle', 'right'],
  ['bottom-left', 'bottom', 'bottom-right'],
]
/** Share of the picture from which on a part is all of it. */
const ALL = 0.6

/** In words of nine places, by its middle. Pure. */
export function placeOf({ x, y, width, height }: Part): Place {
  if (width * height >= ALL) return 'all'
  const third = (middle: number): number => Math.min(2, Math.floor(middle * 3))
  return PLACES[third(y + height / 2)]?.[third(x + width / 2)] ?? 'middle'
}

/** Added around a part on each side, shares of the picture: a thing is more than what moved of it. */
const AROUND = 0.06
/** A part is at least so large: a model that sees a scrap makes something up. */
const LEAST = 0.3

/** What of the picture is shown to the model. Pure. */
export function surroundings({ x, y, width, height }: Part): Part {
  const [left, across] = widened(x, width)
  const [top, down] = widened(y, height)
  return { x: left, y: top, width: across, height: down }
}

function widened(from: number, length: number): [number, number] {
  const wanted = Math.min(1, Math.max(LEAST, length + 2 * AROUND))
  return [Math.min(1 - wanted, Math.max(0, from + length / 2 - wanted / 2)), wanted]
}
