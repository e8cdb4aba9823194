import type { Rect } from '../../../shared/rect'

/** A window that could be seen when the picture was taken. */
export interface SeenWindow {
  readonly id: number
  /** Its title, or the program's name; hostile text. */
  readonly name: string
  readonly bounds: Rect
}

type Direction = 'left' | 'right' | 'up' | 'down'

export interface WindowChanges {
  /** Top to bottom, as all of them. */
  readonly opened: readonly SeenWindow[]
  readonly closed: readonly SeenWindow[]
  readonly moved: readonly { readonly window: SeenWindow; readonly to: Direction }[]
  readonly resized: readonly SeenWindow[]
  /** Windows whose title is another one now. */
  readonly renamed: readonly { readonly before: SeenWindow; readonly after: SeenWindow }[]
}

/** Pixels by which a window must be elsewhere for that to be told. */
const MOVED = 16

/** What became of the windows between two pictures. Pure. */
export function windowChanges(before: readonly SeenWindow[], after: readonly SeenWindow[]): WindowChanges {
  const earlier = new Map(before.map((window) => [window.id, window]))
  const now = new Set(after.map(({ id }) => id))
  const both = after.flatMap((window) => {
    const was = earlier.get(window.id)
    return was ? [{ before: was, after: window }] : []
  })
  return {
    opened: after.filter(({ id }) => !earlier.has(id)),
    closed: before.filter(({ id }) => !now.has(id)),
    moved: both.flatMap(({ before: was, after: window }) => {
      const to = isResized(was.bounds, window.bounds) ? null : direction(was.bounds, window.bounds)
      return to ? [{ window, to }] : []
    }),
    resized: both.filter(({ before: was, after: window }) => isResized(was.bounds, window.bounds)).map((pair) => pair.after),
    renamed: both.filter(({ before: was, after: window }) => was.name !== window.name),
  }
}

function isResized(a: Rect, b: Rect): boolean {
  return Math.abs(a.width - b.width) >= MOVED || Math.abs(a.height - b.height) >= MOVED
}

/** The way of the larger part of the move; null where it stayed. */
function direction(from: Rect, to: Rect): Direction | null {
  const [x, y] = [to.x - from.x, to.y - from.y]
  if (Math.max(Math.abs(x), Math.abs(y)) < MOVED) return null
  if (Math.abs(x) >= Math.abs(y)) return x < 0 ? 'left' : 'right'
  return y < 0 ? 'up' : 'down'
}
