import type { Box, TextLine } from '../../../shared/text-line'
import { isCount, isGrown, readingOf } from './alike'
import { isClear, keyOf } from './text-news'

/** Reads after which text that is never read the same twice is left alone. */
const MOST_READS = 3
/** Lines that are remembered, and for how long, milliseconds. */
const REMEMBERED = { most: 600, time: 10 * 60_000 } as const
/** Changes of a count that are said; then it counts on unsaid until it has rested so long, milliseconds. */
const COUNTS = { said: 1, rest: 5 * 60_000 } as const
/** A time of day or a share by itself: they are not waited for. */
const PASSING = /^\D{0,12}\d{1,2}([:.]\d{2}){1,2}( ?[ap]\.?m\.?)?$|^\d{1,3} ?%$/i
/** Letters of a line of which a part is left when another window lies over the rest. */
const PART = 4
/** Share of the smaller box within which two lines are at one place. */
const SAME_PLACE = 0.5

/** Rows that were read, in pixels of the whole. */
interface Rows {
  readonly top: number
  readonly bottom: number
}

interface Entry {
  readonly key: string
  readonly line: TextLine
  /** Reads one after the other in which it stood there. */
  readonly reads: number
  /** Reads that its place took so far. */
  readonly tries: number
  /** It is nothing that is to be said, or was said. */
  readonly old: boolean
}

/**
 * The lines of text that are on a screen, and which of them are new: said once, only what was read the same twice,
 * wherever it moves to; what counts, passes or is typed is no news. No clock, no picture.
 */
export class ScreenText {
  #board: readonly Entry[] = []
  /** Lines that are no news, and since when. */
  readonly #known = new Map<string, number>()
  readonly #counts = new Map<string, { changes: number; at: number }>()

  /** What stands there at the beginning is not new. */
  begin(lines: readonly TextLine[], now: number): void {
    this.#board = lines.filter(isClear).map((line) => ({ key: keyOf(line), line, reads: 2, tries: 0, old: true }))
    this.remember(lines, now)
  }

  /**
   * Some rows were read.
   * @param lines all lines that lie in them, in pixels of the whole
   * @param again the same rows as before, without a change that was seen
   * @param typed letters that may have been typed since the read before; 0 while no keys are pressed
   */
  read(lines: readonly TextLine[], { top, bottom }: Rows, { now, again, typed }: { now: number; again: boolean; typed: number }): void {
    const isWithin = ({ line: { box } }: Entry): boolean => box.y + box.height / 2 >= top && box.y + box.height / 2 < bottom
    const before = this.#board.filter(isWithin)
    const clear = lines.filter(isClear)
    const strange = clear.filter((line) => !this.#isKnown(keyOf(line), now) && !before.some((entry) => entry.key === keyOf(line)))
    const read = clear.map((line): Entry => {
      const key = keyOf(line)
      const same = before.find((entry) => entry.key === key)
      const there = before.find((entry) => isSamePlace(entry.line.box, line.box))
      const tries = again ? (there?.tries ?? 0) + 1 : 1
      if (same) return { ...same, line, reads: same.reads + 1, tries }
      const isTyped = typed > 0 && (there ? isGrown(there.key, key) : strange.length === 1 && key.length <= typed)
      const isPart = there !== undefined && key.length >= PART && there.key.includes(key)
      const old = isPart || this.#isKnown(key, now) || PASSING.test(line.text.trim()) || isTyped || (there !== undefined && this.#countsOn(there.key, key, now))
      if (old) this.#note(key, now)
      return { key, line, reads: 1, tries, old }
    })
    this.#board = [...this.#board.filter((entry) => !isWithin(entry)), ...read]
    this.#trim()
  }

  /** Another read of the same rows could confirm something. */
  get wantsMore(): boolean {
    return this.#board.some(({ reads, tries, old }) => !old && reads < 2 && tries < MOST_READS)
  }

  /** The new lines that stand there, each read twice, as they were read. */
  fresh(): TextLine[] {
    return this.#board.filter(({ reads, old }) => !old && reads >= 2).map(({ line }) => line)
  }

  /** These are being said, or are not to be. */
  remember(lines: readonly Pick<TextLine, 'text'>[], now: number): void {
    const keys = new Set(lines.map(keyOf))
    for (const key of keys) this.#note(key, now)
    this.#board = this.#board.map((entry) => (keys.has(entry.key) ? { ...entry, old: true } : entry))
    this.#trim()
  }

  #note(key: string, now: number): void {
    const reading = readingOf(key)
    this.#known.delete(reading)
    this.#known.set(reading, now)
  }

  #isKnown(key: string, now: number): boolean {
    const reading = readingOf(key)
    const at = this.#known.get(reading)
    return at !== undefined && (now - at < REMEMBERED.time || this.#board.some((entry) => readingOf(entry.key) === reading))
  }

  /** Whether a line is one that counts, and was said often enough. */
  #countsOn(before: string, key: string, now: number): boolean {
    if (!isCount(before, key)) return false
    const words = key.replace(/\d+/g, '#')
    const known = this.#counts.get(words)
    const changes = known && now - known.at < COUNTS.rest ? known.changes + 1 : 1
    this.#counts.set(words, { changes, at: now })
    return changes > COUNTS.said
  }

  #trim(): void {
    for (const key of this.#known.keys()) if (this.#known.size > REMEMBERED.most) this.#known.delete(key)
    for (const words of this.#counts.keys()) if (this.#counts.size > REMEMBERED.most) this.#counts.delete(words)
  }
}

function isSamePlace(a: Box, b: Box): boolean {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return across >= SAME_PLACE * Math.min(a.width, b.width) && down >= SAME_PLACE * Math.min(a.height, b.height)
}

/** The newest of some lines: whole ones from the end, up to so many words; the last one always. Pure. */
export function newest(lines: readonly TextLine[], words: number): TextLine[] {
  const out: TextLine[] = []
  let count = 0
  for (const line of lines.toReversed()) {
    count += line.text.split(/\s+/).length
    if (out.length > 0 && count > words) break
    out.unshift(line)
  }
  return out
}
