import type { TextLine } from '../../../shared/text-line'
import { CLEAR } from '../weight'

/** Reads after which text that is never read the same twice is left alone. */
const MOST_READS = 4
/** How long a line counts as said, milliseconds, and how many are remembered. */
const REMEMBERED = { most: 400, time: 10 * 60_000 } as const

/** Text in the camera's pictures: said once, and only what was read the same in two frames one after the other. */
export class TextNews {
  #before: ReadonlySet<string> = new Set()
  #reads = 0
  #hopeful = false
  readonly #said = new Map<string, number>()

  /** Another read of the same view could confirm something. */
  get wantsMore(): boolean {
    return this.#hopeful && this.#reads < MOST_READS
  }

  /** The view is another one. */
  anew(): void {
    this.#before = new Set()
    this.#reads = 0
    this.#hopeful = false
  }

  /** @returns the lines that were read in the frame before, too, and were not said yet, in reading order */
  read(lines: readonly TextLine[], now: number): TextLine[] {
    const clear = lines.filter(isClear)
    const unsaid = clear.filter((line) => !this.#isSaid(keyOf(line), now))
    const confirmed = unsaid.filter((line) => this.#before.has(keyOf(line)))
    this.#before = new Set(clear.map(keyOf))
    this.#reads++
    this.#hopeful = unsaid.length > confirmed.length
    return confirmed
  }

  /** These are being said. */
  remember(lines: readonly TextLine[], now: number): void {
    for (const line of lines) {
      const key = keyOf(line)
      this.#said.delete(key)
      this.#said.set(key, now)
    }
    for (const key of this.#said.keys()) if (this.#said.size > REMEMBERED.most) this.#said.delete(key)
  }

  #isSaid(key: string, now: number): boolean {
    const at = this.#said.get(key)
    return at !== undefined && now - at < REMEMBERED.time
  }
}

/** Whether a line was read well enough to be spoken of. */
export function isClear({ text, confidence }: TextLine): boolean {
  return confidence >= CLEAR && /[\p{L}\p{N}]{2}/u.test(text)
}

/** Letters and digits alone: a comma that comes and goes makes no other line. */
export function keyOf({ text }: Pick<TextLine, 'text'>): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
}
