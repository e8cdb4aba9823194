import type { Box, TextLine } from '../../../shared/text-line'
import { isCount, isGrown, readingOf } from './alike'
import { Seldom } from './seldom'
import { isClear, keyOf } from './text-news'

/** Reads after which text that is never read the same twice is left alone. */
const MOST_READS = 3
/** Lines that are remembered, and for how long, milliseconds. */
const REMEMBERED = { most: 600, time: 10 * 60_000 } as const
/** How often a count's changes are said. */
const COUNTS = { most: 1, rest: 5 * 60_000, remembered: REMEMBERED.most } as const
/** How often a line that comes back is said again: a state that changes to and fro, and not the slides of a show. */
const COMEBACKS = { most: 2, rest: 5 * 60_000, remembered: REMEMBERED.most } as const
/** Milliseconds that it was gone, where nothing else took its place meanwhile. */
const GONE = 15_000
/** More lines than this that come back at once are a view that one comes back to. */
const FEW = 3
/** A time of day or a share by itself: they are not waited for. With a point it may be a price. */
const PASSING = /^\D{0,12}\d{1,2}(:\d{2}){1,2}( ?[ap]\.?m\.?)?$|^\d{1,3} ?%$/i
/** Letters of a line of which a part is left when another window lies over the rest. */
const PART = 4
/** How often a line stands there already that is news once more: a third "Reply" of a page is none, a second "OK" is. */
const MOST_ALIKE = 2
/** Share of the smaller box within which two lines are at one place. */
const SAME_PLACE = 0.5

/** Rows that were read, in pixels of the whole; infinite where they reach an edge of the screen. */
interface Rows {
  readonly top: number
  readonly bottom: number
  /** Whether a place in them was not looked at: what stands there is as it was. */
  readonly isSpared?: (box: Box) => boolean
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

/** A line as it was read, and what it was before. */
interface Found {
  readonly key: string
  readonly line: TextLine
  readonly same: Entry | undefined
}

/**
 * The lines of text that are on a screen, and which of them are new: said once, only what was read the same twice,
 * wherever it moves to; what counts, passes or is typed is no news. No clock, no picture.
 */
export class ScreenText {
  #board: readonly Entry[] = []
  /** Lines that are no news, and since when. */
  readonly #known = new Map<string, number>()
  readonly #counts = new Seldom(COUNTS)
  readonly #comebacks = new Seldom(COMEBACKS)

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
   * @returns whether it is sure now of a line that is new
   */
  read(lines: readonly TextLine[], { top, bottom, isSpared = () => false }: Rows, { now, again, typed }: { now: number; again: boolean; typed: number }): boolean {
    const unclear = lines.filter((line) => !isClear(line))
    // A known line that the rows cut, or of which it cannot be told what stands there now, is where it was.
    const isCut = ({ y, height }: Box): boolean => y <= top + 1 || y + height >= bottom - 1
    const isUnsure = (box: Box): boolean => isCut(box) || isSpared(box) || unclear.some((line) => isSamePlace(line.box, box))
    const isRead = ({ line: { box }, old }: Entry): boolean => {
      const middle = box.y + box.height / 2
      return middle >= top && middle < bottom && !(old && isUnsure(box))
    }
    const before = this.#board.filter(isRead)
    const found = matched(lines.filter((line) => isClear(line) && !isSpared(line.box)), before, this.#board)
    const stay = new Set(found.map(({ same }) => same))
    const elsewhere = this.#board.filter((entry) => !isRead(entry) && !stay.has(entry))
    const isThere = ({ line }: Found, entry: Entry): boolean => isSamePlace(entry.line.box, line.box)
    const replacedBy = (one: Found): Entry | undefined => before.find((entry) => !stay.has(entry) && isThere(one, entry))
    const more = found.filter((one) => !one.same && this.#isOneMore(one, found, elsewhere))
    const back = typed > 0 ? [] : found.filter((one) => !one.same && this.#isBack(one, replacedBy(one), now))
    const said = new Set([...more, ...(back.length <= FEW ? back : []).filter(({ key }) => this.#comebacks.passes(readingOf(key), now))])
    const isOld = (one: Found): boolean => !said.has(one) && this.#isKnown(one.key, now)
    const isPassing = ({ line: { text } }: Found): boolean => PASSING.test(text.trim())
    const strange = found.filter((one) => !one.same && !isOld(one) && !isPassing(one))
    const read = found.map((one): Entry => {
      const { key, line, same } = one
      const tries = again ? (before.find((entry) => isThere(one, entry))?.tries ?? 0) + 1 : 1
      if (same) return { ...same, line, reads: same.reads + 1, tries }
      const replaced = replacedBy(one)
      const isTyped = typed > 0 && (replaced ? isGrown(replaced.key, key) : strange.length === 1 && key.length <= typed)
      const isLess = replaced !== undefined && (isPart(replaced, one) || this.#countsOn(replaced.key, key, now))
      const old = isOld(one) || isPassing(one) || isTyped || isLess
      if (old) this.#note(key, now)
      return { key, line, reads: 1, tries, old }
    })
    // They stood there until now.
    for (const { key, old } of before) if (old) this.#note(key, now)
    this.#board = [...elsewhere, ...read]
    this.#trim()
    return read.some(({ reads, old }) => !old && reads === 2)
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
    const there = this.#board.filter((entry) => readingOf(entry.key) === reading)
    return at !== undefined && (now - at < REMEMBERED.time || there.length > 0) && there.every(({ old }) => old)
  }

  /** Whether it stands there once more beside where it stood: a second "OK", what a command printed the time before. */
  #isOneMore({ key }: Found, found: readonly Found[], elsewhere: readonly Entry[]): boolean {
    const reading = readingOf(key)
    const count = (all: readonly { readonly key: string }[]): number => all.filter((one) => readingOf(one.key) === reading).length
    const before = count(this.#board)
    return before > 0 && before <= MOST_ALIKE && count(found) + count(elsewhere) > before
  }

  /** Whether it was known, went, and has come back by itself. */
  #isBack(found: Found, replaced: Entry | undefined, now: number): boolean {
    const reading = readingOf(found.key)
    const at = this.#known.get(reading)
    if (at === undefined || this.#board.some((entry) => readingOf(entry.key) === reading)) return false
    // What another window had left of it is whole again.
    if (replaced && isPart(found, replaced)) return false
    // Read once only, what stood in its place may have been a slip.
    return now - at >= GONE || (replaced !== undefined && replaced.reads > 1 && isInPlace(replaced.line.box, found.line.box))
  }

  /** Whether a line is one that counts, and was said often enough. */
  #countsOn(before: string, key: string, now: number): boolean {
    return isCount(before, key) && !this.#counts.passes(key.replace(/\d+/g, '#'), now)
  }

  #trim(): void {
    for (const key of this.#known.keys()) if (this.#known.size > REMEMBERED.most) this.#known.delete(key)
  }
}

/** Finds each line among those that were read before; else among all where it stands. Each of them is one line at the most. */
function matched(lines: readonly TextLine[], before: readonly Entry[], all: readonly Entry[]): Found[] {
  const taken = new Set<Entry>()
  return lines.map((line) => {
    const key = keyOf(line)
    const left = (entries: readonly Entry[]): Entry[] => entries.filter((entry) => !taken.has(entry))
    const isHere = (entry: Entry): boolean => readingOf(entry.key) === readingOf(key) && isSamePlace(entry.line.box, line.box)
    const same = left(before).find((entry) => entry.key === key) ?? left(all).find((entry) => entry.old && isHere(entry))
    if (same) taken.add(same)
    return { key, line, same }
  })
}

/** What another window leaves of a line: some of its letters where they stood. "Connected" in place of "Not connected" is none. */
function isPart({ key: whole, line: { box: all } }: Pick<Entry, 'key' | 'line'>, { key, line: { box } }: Pick<Entry, 'key' | 'line'>): boolean {
  const at = whole.indexOf(key)
  if (at < 0 || key.length < PART) return false
  const letter = all.width / whole.length
  return Math.abs(box.x - all.x - at * letter) <= (1.5 + at / 10) * letter
}

/** Whether one text was put in place of another one: in the same line, from the same edge or about the same middle. */
function isInPlace(a: Box, b: Box): boolean {
  const near = (one: number, other: number, most: number): boolean => Math.abs(one - other) <= most * Math.max(a.height, b.height)
  const isLine = near(a.y, b.y, 0.25) && near(a.height, b.height, 0.25)
  const [middle, right] = [near(a.x + a.width / 2, b.x + b.width / 2, 0.5), near(a.x + a.width, b.x + b.width, 0.5)]
  return isLine && (near(a.x, b.x, 0.5) || middle || right)
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
