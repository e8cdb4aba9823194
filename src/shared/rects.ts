import type { Rect } from './rect'

/** What two rectangles have in common; undefined when that is nothing. */
export function intersect(a: Rect, b: Rect): Rect | undefined {
  const x = Math.max(a.x, b.x)
  const y = Math.max(a.y, b.y)
  const width = Math.min(a.x + a.width, b.x + b.width) - x
  const height = Math.min(a.y + a.height, b.y + b.height) - y
  return width > 0 && height > 0 ? { x, y, width, height } : undefined
}

/** The smallest rectangle around all of them; empty when there are none. */
export function around(rects: readonly Rect[]): Rect {
  if (rects.length === 0) return { x: 0, y: 0, width: 0, height: 0 }
  const x = Math.min(...rects.map((rect) => rect.x))
  const y = Math.min(...rects.map((rect) => rect.y))
  const width = Math.max(...rects.map((rect) => rect.x + rect.width)) - x
  const height = Math.max(...rects.map((rect) => rect.y + rect.height)) - y
  return { x, y, width, height }
}

/** What is left of a rectangle without another one: up to four that do not overlap. */
export function subtract(rect: Rect, hole: Rect): readonly Rect[] {
  const cut = intersect(rect, hole)
  if (!cut) return rect.width > 0 && rect.height > 0 ? [rect] : []
  const [right, bottom] = [cut.x + cut.width, cut.y + cut.height]
  return [
    { ...rect, height: cut.y - rect.y },
    { ...rect, y: bottom, height: rect.y + rect.height - bottom },
    { x: rect.x, y: cut.y, width: cut.x - rect.x, height: cut.height },
    { x: right, y: cut.y, width: rect.x + rect.width - right, height: cut.height },
  ].filter(({ width, height }) => width > 0 && height > 0)
}

/** What is left of a rectangle without all of these: pieces that do not overlap. */
export function subtractAll(rect: Rect, holes: readonly Rect[]): readonly Rect[] {
  return holes.reduce<readonly Rect[]>((left, hole) => left.flatMap((piece) => subtract(piece, hole)), [rect])
}

export function area({ width, height }: Rect): number {
  return width * height
}

/** How much of a rectangle the others cover together, 0 to 1. */
export function share(covers: readonly Rect[], of: Rect): number {
  const whole = area(of)
  if (whole === 0) return 0
  return 1 - subtractAll(of, covers).reduce((sum, piece) => sum + area(piece), 0) / whole
}
