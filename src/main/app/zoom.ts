import type { Zoom } from '../../shared/ipc-schema'

/** The steps of Chromium's own zoom; 1 is 100 %. */
const STEPS = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5] as const

/** The zoom factor after a step from another one, or 1 again. Pure. */
export function nextZoom(factor: number, zoom: Zoom): number {
  // A factor comes back from Chromium with a rounding error.
  const near = 0.01
  if (zoom === 'reset') return 1
  if (zoom === 'in') return STEPS.find((step) => step > factor + near) ?? factor
  return STEPS.findLast((step) => step < factor - near) ?? factor
}
