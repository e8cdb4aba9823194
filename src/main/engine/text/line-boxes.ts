import type { Box } from '../../../shared/text-line'
import type { RecogniserModel } from './recogniser-models'
import { findRegions } from './regions'
import type { TextMap } from './text-map'

/** Regions that are thinner than this many pixels of the map are dust. */
const LEAST_SIDE = 2

/** Growth in height as a part of that in width: a tighter box shows small letters larger (measured). */
const LESS_HIGH = 0.82

/** Boxes of lines in pixels of the picture, with the detector's confidence in each. */
export function lineBoxes(
  map: TextMap,
  picture: { readonly width: number; readonly height: number },
  model: RecogniserModel['detector'],
): Box[] {
  const boxes: Box[] = []
  const across = picture.width / map.width
  const down = picture.height / map.height
  for (const region of findRegions(map.values, map.width, map.height, Math.round(model.threshold * 255))) {
    const width = region.right - region.left
    const height = region.bottom - region.top
    if (Math.min(width, height) < LEAST_SIDE) continue
    if (region.sum / region.area < model.boxThreshold * 255) continue
    // Vatti clipping of a rectangle (DBNet, arXiv 1911.08947, section 3.5).
    const grow = (width * height * model.unclip) / (2 * (width + height))
    const left = Math.max(0, (region.left - grow) * across)
    const top = Math.max(0, (region.top - grow * LESS_HIGH) * down)
    boxes.push({
      x: left,
      y: top,
      width: Math.min(picture.width, (region.right + grow) * across) - left,
      height: Math.min(picture.height, (region.bottom + grow * LESS_HIGH) * down) - top,
    })
  }
  return boxes
}
