import type { Pixels } from '../../../../../src/main/engine/vision/decode'
import type { TextLine } from '../../../../../src/shared/text-line'

/** A white picture with black boxes and lines: each `[x, y, width, height]`. */
export function drawn(width: number, height: number, black: readonly (readonly [number, number, number, number])[]): Pixels {
  const rgb = new Uint8Array(width * height * 3).fill(255)
  for (const [left, top, across, down] of black) {
    for (let y = top; y < top + down; y++) rgb.fill(0, (y * width + left) * 3, (y * width + left + across) * 3)
  }
  return { width, height, rgb }
}

export const lineAt = (text: string, [x, y, width, height]: readonly [number, number, number, number], confidence = 0.98): TextLine => ({
  text,
  confidence,
  box: { x, y, width, height },
  block: 0,
})

/** Lines in rows and columns: `texts[row][column]`, nothing for ''. Right-aligned at the end of their column. */
export function inColumns(texts: readonly (readonly string[])[], place: { left: number; top: number; column: number; row: number }): TextLine[] {
  return texts.flatMap((row, r) =>
    row.flatMap((text, c) => {
      if (text === '') return []
      const width = text.length * 8
      const end = place.left + (c + 1) * place.column - 20
      return [lineAt(text, [c === 0 ? place.left : end - width, place.top + r * place.row, width, 16])]
    }),
  )
}
