import type { FrameLook } from '../../../shared/engine-protocol'

export type View = 'clear' | 'dark' | 'blurred'

/** Mean level and contrast under which a room is too dark for a camera. */
const DARK = { light: 18, contrast: 60 } as const
/** A picture with so much contrast has edges; where none is so sharp, it is blurred. */
const BLURRED = { sharpness: 16, contrast: 45 } as const

/** Whether a frame of about 320 pixels' width can be described at all, by its measures. Pure; limits: see the test. */
export function viewOf({ light, contrast, sharpness }: Pick<FrameLook, 'light' | 'contrast' | 'sharpness'>): View {
  if (light < DARK.light && contrast < DARK.contrast) return 'dark'
  return contrast >= BLURRED.contrast && sharpness < BLURRED.sharpness ? 'blurred' : 'clear'
}
