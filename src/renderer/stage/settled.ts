/** How light a frame is, 0 to 255, and when it came, milliseconds. */
export interface Brightness {
  readonly t: number
  readonly level: number
}

/** Cameras begin dark or glaring and correct themselves within some frames. */
const LEAST_FRAMES = 5
const LEAST_TIME = 400
/** Frames at the end that must be alike, and how far their levels may be apart. */
const STEADY_FRAMES = 4
const STEADY_LEVELS = 3
/** Darker than this the camera may still be waking up; then only time tells that the room is dark. */
const DARK = 12
const DARK_TIME = 1500
/** A light that flickers, or people who walk by, never settle: whatever is there by then is taken. */
const MOST_TIME = 2500

/**
 * Whether a camera's exposure has settled, by the brightness of all its frames so far. Pure.
 * The limits are choices, not measurements: no webcam was at hand.
 */
export function isSettled(frames: readonly Brightness[]): boolean {
  const [first, last] = [frames[0], frames.at(-1)]
  if (!first || !last) return false
  const time = last.t - first.t
  if (time >= MOST_TIME) return true
  if (frames.length < LEAST_FRAMES || time < LEAST_TIME) return false
  if (last.level < DARK && time < DARK_TIME) return false
  const levels = frames.slice(-STEADY_FRAMES).map(({ level }) => level)
  return Math.max(...levels) - Math.min(...levels) <= STEADY_LEVELS
}
