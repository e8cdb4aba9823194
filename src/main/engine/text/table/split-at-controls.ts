import type { Box } from '../../../../shared/text-line'
import { controlsOf } from './controls'
import type { Lightness } from './lightness'

/** Thinner than this, in heights, nothing is left of a box. */
const LEAST = 0.4
/** Pixels beside a control that its edge may reach. */
const EDGE = 1

/** Boxes without the check boxes and radio buttons in them, which would be read as letters. */
export function splitAtControls(light: Lightness, boxes: readonly Box[]): Box[] {
  const controls = controlsOf(light, boxes).map((control) => control.box)
  if (controls.length === 0) return [...boxes]
  return boxes.flatMap((box) => {
    const middle = box.y + box.height / 2
    const inside = controls
      .filter(({ x, y, width, height }) => middle > y && middle < y + height && x < box.x + box.width && x + width > box.x)
      .sort((a, b) => a.x - b.x)
    const parts: Box[] = []
    let from = box.x
    const add = (to: number): void => {
      if (to - from >= box.height * LEAST) parts.push({ ...box, x: from, width: to - from })
    }
    for (const { x, width } of inside) {
      add(x - EDGE)
      from = x + width + EDGE
    }
    add(box.x + box.width)
    return parts
  })
}
