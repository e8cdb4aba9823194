import type { Canvas, Colour } from './canvas'

/** A few capitals, 5 × 7 dots, so that words can be drawn where no typeface is installed. */
const GLYPHS: Readonly<Record<string, readonly string[]>> = {
  O: ['.###.', '#...#', '#...#', '#...#', '#...#', '#...#', '.###.'],
  K: ['#...#', '#..#.', '#.#..', '##...', '#.#..', '#..#.', '#...#'],
  N: ['#...#', '##..#', '#.#.#', '#..##', '#...#', '#...#', '#...#'],
  E: ['#####', '#....', '#....', '####.', '#....', '#....', '#####'],
  I: ['.###.', '..#..', '..#..', '..#..', '..#..', '..#..', '.###.'],
  T: ['#####', '..#..', '..#..', '..#..', '..#..', '..#..', '..#..'],
  $: ['..#..', '.####', '#.#..', '.###.', '..#.#', '####.', '..#..'],
  _: ['.....', '.....', '.....', '.....', '.....', '.....', '#####'],
}

/** Writes a word; `dot` is the side of a glyph's dot in pixels, a letter is 6 × 8 of them. */
export function write(canvas: Canvas, word: string, left: number, top: number, dot: number, ink: Colour): Canvas {
  ;[...word].forEach((letter, n) => {
    GLYPHS[letter]?.forEach((line, row) => {
      ;[...line].forEach((mark, col) => {
        if (mark === '#') canvas.fill(left + (n * 6 + col) * dot, top + row * dot, dot, dot, ink)
      })
    })
  })
  return canvas
}
