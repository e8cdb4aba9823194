import type { Box } from '../../../shared/text-line'
import type { Pixels } from '../vision/decode'

interface Straight {
  readonly pixels: Pixels
  /** A box of the straightened picture at its place in the picture as it was, as wide and high as it is. */
  readonly back: (box: Box) => Box
}

/**
 * A picture turned so that lines that fall to the right by some degrees run straight, with room for its corners, in
 * which its outermost pixels go on.
 */
export function straighten({ width, height, rgb }: Pixels, degrees: number): Straight {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
  const wide = Math.ceil(width * cos + height * Math.abs(sin))
  const high = Math.ceil(height * cos + width * Math.abs(sin))
  const from = (x: number, y: number): [number, number] => {
    const [dx, dy] = [x - wide / 2, y - high / 2]
    return [dx * cos - dy * sin + width / 2, dx * sin + dy * cos + height / 2]
  }
  const turned = new Uint8Array(wide * high * 3)
  for (let y = 0; y < high; y++) {
    let [column, row] = from(0.5, y + 0.5)
    for (let x = 0; x < wide; x++, column += cos, row += sin) {
      const [u, v] = [clamp(column - 0.5, width - 1), clamp(row - 0.5, height - 1)]
      const [left, top] = [Math.floor(u), Math.floor(v)]
      const [right, below] = [u - left, v - top]
      const here = (top * width + left) * 3
      const next = left < width - 1 ? 3 : 0
      const down = top < height - 1 ? width * 3 : 0
      for (let colour = 0; colour < 3; colour++) {
        const at = here + colour
        const upper = (rgb[at] ?? 0) * (1 - right) + (rgb[at + next] ?? 0) * right
        const lower = (rgb[at + down] ?? 0) * (1 - right) + (rgb[at + down + next] ?? 0) * right
        turned[(y * wide + x) * 3 + colour] = upper * (1 - below) + lower * below + 0.5
      }
    }
  }
  return {
    pixels: { width: wide, height: high, rgb: turned },
    back: (box) => {
      const [x, y] = from(box.x + box.width / 2, box.y + box.height / 2)
      return { ...box, x: x - box.width / 2, y: y - box.height / 2 }
    },
  }
}

const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value))
