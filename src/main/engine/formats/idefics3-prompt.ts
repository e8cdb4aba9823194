import type { TileGrid } from '../vision/encoder'

export const IMAGE_TOKEN = '<image>'
export const AROUND = '<fake_token_around_image>'
export const GLOBAL = '<global-img>'

/**
 * What stands in the prompt for one picture: a run of image tokens a tile, in the order of the
 * features, the whole picture last. Source: the layout of Idefics3 and SmolVLM in docs/models.md.
 *
 * @param length image tokens a tile (`image_seq_len`)
 */
export function pictureMark(grid: TileGrid, length: number): string {
  const run = IMAGE_TOKEN.repeat(length)
  const whole = `${AROUND}${GLOBAL}${run}${AROUND}`
  if (grid.rows === 0 || grid.cols === 0) return whole
  let tiles = ''
  for (let row = 1; row <= grid.rows; row++) {
    for (let col = 1; col <= grid.cols; col++) tiles += `${AROUND}<row_${row}_col_${col}>${run}`
    tiles += '\n'
  }
  return `${tiles}\n${whole}`
}

const MARKS = /<(?:image|fake_token_around_image|global-img|row_\d+_col_\d+|end_of_utterance|\|[^<|>]*\|)>/g

/** SECURITY: words of a question are words. Written as a special token they would end a turn or stand for a picture. */
export function withoutMarks(text: string): string {
  return text.replace(MARKS, ' ')
}

/** Puts the marks of the pictures where the template left one `<image>` each. */
export function expandPictures(prompt: string, grids: readonly TileGrid[], length: number): string {
  const parts = prompt.split(IMAGE_TOKEN)
  return parts.map((part, i) => part + markAfter(i, grids, length)).join('')
}

function markAfter(index: number, grids: readonly TileGrid[], length: number): string {
  const grid = grids[index]
  return grid ? pictureMark(grid, length) : ''
}
