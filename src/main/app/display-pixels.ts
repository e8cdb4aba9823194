import type { Rect } from '../../shared/rect'

/** What of Electron's Display is needed: bounds in device-independent pixels. */
export interface DisplayBounds {
  readonly id: number
  readonly bounds: Rect
  readonly scaleFactor: number
}

/**
 * Where a display lies in device pixels of the whole desktop. X11 and Windows lay displays out in these,
 * each scaled by its own factor; on X11 that is one for all. Pure.
 */
export function pixelsOf({ bounds, scaleFactor }: DisplayBounds): Rect {
  const { x, y, width, height } = bounds
  const scaled = (value: number): number => Math.round(value * scaleFactor)
  return { x: scaled(x), y: scaled(y), width: scaled(width), height: scaled(height) }
}

/** A point in device-independent pixels in those of the desktop. Pure. */
export function pointInPixels(
  point: { readonly x: number; readonly y: number },
  displays: readonly DisplayBounds[],
): { x: number; y: number } {
  const display = displays.find((one) => holds(one, point)) ?? displays[0]
  if (!display) return { x: point.x, y: point.y }
  const { x, y } = pixelsOf(display)
  const { bounds, scaleFactor } = display
  return {
    x: Math.round(x + (point.x - bounds.x) * scaleFactor),
    y: Math.round(y + (point.y - bounds.y) * scaleFactor),
  }
}

/** A rectangle in device-independent pixels in those of the desktop, by the display that has its middle. Pure. */
export function rectInPixels(rect: Rect, displays: readonly DisplayBounds[]): Rect {
  const middle = { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 }
  const display = displays.find((one) => holds(one, middle)) ?? displays[0]
  if (!display) return rect
  const { x, y } = pixelsOf(display)
  const { bounds, scaleFactor } = display
  return {
    x: Math.round(x + (rect.x - bounds.x) * scaleFactor),
    y: Math.round(y + (rect.y - bounds.y) * scaleFactor),
    width: Math.round(rect.width * scaleFactor),
    height: Math.round(rect.height * scaleFactor),
  }
}

function holds({ bounds }: DisplayBounds, point: { readonly x: number; readonly y: number }): boolean {
  const { x, y, width, height } = bounds
  return point.x >= x && point.x < x + width && point.y >= y && point.y < y + height
}
