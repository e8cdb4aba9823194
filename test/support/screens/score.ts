import type { Box } from '../../../src/shared/text-line'

/** A line as the page itself had it: box in pixels (x, y, width, height), size of its letters in pixels. */
export interface TruthLine {
  readonly text: string
  readonly box: readonly [number, number, number, number]
  readonly px: number
  readonly block: number
}

export interface TruthScreen {
  readonly file: string
  readonly kind: string
  readonly headline: string
  readonly lang: 'en' | 'de'
  readonly dark: boolean
  readonly font: string
  readonly px: number
  readonly width: number
  readonly height: number
  /** Settings may be chosen on `tune`; `held` only reports. */
  readonly half: 'tune' | 'held'
  /** Boxes of lines that the window's edge cuts through: what is read there does not count. */
  readonly cut: readonly (readonly [number, number, number, number])[]
  readonly lines: readonly TruthLine[]
}

/** What a reader gave: a line, or a word. */
export interface ReadPiece {
  readonly text: string
  readonly box: Box
  readonly confidence?: number
}

export interface LineScore {
  readonly truth: TruthLine
  /** What was read inside the line's box. */
  readonly text: string
  readonly pieces: readonly ReadPiece[]
  readonly errors: number
  readonly length: number
  readonly words: number
  readonly wordsRight: number
  /** The lowest of its pieces; null where nothing was read. */
  readonly confidence: number | null
}

export interface ScreenScore {
  readonly lines: readonly LineScore[]
  /** Read where there is no text. */
  readonly strays: readonly ReadPiece[]
  /** The whole text in reading order. */
  readonly ordered: { readonly errors: number; readonly length: number }
}

/** Edit distance (Levenshtein, 1966) over code points. */
function distance(a: string, b: string): number {
  if (a === b) return 0
  const s = [...a]
  const t = [...b]
  let row = Uint32Array.from({ length: t.length + 1 }, (_, i) => i)
  for (const [i, letter] of s.entries()) {
    const next = new Uint32Array(t.length + 1)
    next[0] = i + 1
    for (let j = 1; j <= t.length; j++) {
      const same = letter === t[j - 1] ? 0 : 1
      next[j] = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same)
    }
    row = next
  }
  return row[t.length] ?? 0
}

/** Area that a read box shares with a box of the truth, square pixels. */
export function sharedArea(read: Box, [x, y, width, height]: TruthLine['box']): number {
  const across = Math.min(read.x + read.width, x + width) - Math.max(read.x, x)
  const down = Math.min(read.y + read.height, y + height) - Math.max(read.y, y)
  return across > 0 && down > 0 ? across * down : 0
}

/**
 * Scores one screen in two views: in order (the whole text) and order-free (each line of the truth
 * against what was read inside its box). Readers that give words are not at a disadvantage: their
 * pieces are put together by the truth's boxes.
 */
export function scoreScreen(
  screen: Pick<TruthScreen, 'lines' | 'cut'>,
  read: readonly ReadPiece[],
): ScreenScore {
  const kept = read.filter(({ box }) => {
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    return !screen.cut.some(([left, top, width, height]) => {
      return x > left - 4 && x < left + width + 4 && y > top - 4 && y < top + height + 4
    })
  })
  const found: ReadPiece[][] = screen.lines.map(() => [])
  const strays: ReadPiece[] = []
  for (const piece of kept) {
    const shares = screen.lines.map((truth) => sharedArea(piece.box, truth.box))
    const most = Math.max(0, ...shares)
    const into = most > 0 ? found[shares.indexOf(most)] : strays
    into?.push(piece)
  }
  return {
    lines: screen.lines.map((truth, i) => scoreLine(truth, found[i] ?? [])),
    strays,
    ordered: {
      errors: distance(textOf(screen.lines), textOf(kept)),
      length: [...textOf(screen.lines)].length,
    },
  }
}

function textOf(lines: readonly { readonly text: string }[]): string {
  return lines.map((line) => line.text).join(' ')
}

function scoreLine(truth: TruthLine, pieces: readonly ReadPiece[]): LineScore {
  const sorted = [...pieces].sort((a, b) => a.box.x - b.box.x)
  const text = textOf(sorted)
  const left = text.split(' ')
  const expected = truth.text.split(' ')
  let wordsRight = 0
  for (const word of expected) {
    const at = left.indexOf(word)
    if (at === -1) continue
    left.splice(at, 1)
    wordsRight++
  }
  return {
    truth,
    text,
    pieces: sorted,
    errors: distance(truth.text, text),
    length: [...truth.text].length,
    words: expected.length,
    wordsRight,
    confidence: sorted.length === 0 ? null : Math.min(...sorted.map((piece) => piece.confidence ?? 1)),
  }
}

export interface Rates {
  readonly lines: number
  /** 1 − edit distance ÷ length of the truth; what was read where nothing is counts as errors. */
  readonly characters: number
  readonly words: number
  /** Lines without an error. */
  readonly perfect: number
}

/** Rates over lines of one or many screens. */
export function rates(lines: readonly LineScore[], strays: readonly ReadPiece[] = []): Rates {
  const total = (of: (line: LineScore) => number): number => lines.reduce((sum, line) => sum + of(line), 0)
  const extra = strays.reduce((sum, stray) => sum + stray.text.length, 0)
  return {
    lines: lines.length,
    characters: 1 - (total((line) => line.errors) + extra) / total((line) => line.length),
    words: total((line) => line.wordsRight) / total((line) => line.words),
    perfect: lines.filter((line) => line.errors === 0).length / lines.length,
  }
}

/** Groups that figures are given for. */
export const GROUPS: Readonly<Record<string, (screen: TruthScreen, line: TruthLine) => boolean>> = {
  light: (screen) => !screen.dark,
  dark: (screen) => screen.dark,
  English: (screen) => screen.lang === 'en',
  German: (screen) => screen.lang === 'de',
  'up to 11 px': (_, line) => line.px < 11.5,
  '12 to 14 px': (_, line) => line.px >= 11.5 && line.px < 14.5,
  '15 to 19 px': (_, line) => line.px >= 14.5 && line.px < 19.5,
  '20 px and more': (_, line) => line.px >= 19.5,
}
