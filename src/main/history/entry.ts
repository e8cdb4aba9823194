import type { Answer } from '../../shared/answer'
import { failure, type Failure } from '../../shared/codes'
import type { Picture } from '../../shared/picture'
import type { Archive } from './archive'
import type { KeptRecord, NewAnswer } from './kept-record'

/** One remembered answer. */
export interface Entry {
  /** Of this run; a kept answer has another one in the next. */
  readonly id: number
  /** Null where it is in the archive alone. */
  answer: NewAnswer | null
  /** All that was found; null where it failed, is not finished, or is old. */
  whole: Answer | null
  /** Its number in the archive. */
  row: number | null
  /** It was there when Descry started. */
  readonly isRestored: boolean
  /** It goes when the next one begins, and is never written. */
  isFleeting: boolean
  picture: Picture | null
}

/** Entries of whom everything is in memory; of older ones what was found is left out, or all, where the archive has it. */
const WHOLE = 50
/** Answers that are written, or removed, in one part: some milliseconds. */
const AT_ONCE = 25

/** The archive behind the entries, as long as there is one. */
export class EntryKeeper {
  #archive: Archive | null = null
  #heard: (failed: Failure | null) => void = () => undefined
  /** Of answers that were forgotten, and are in the archive still. */
  #leaving: readonly number[] = []

  /** @param heard why an answer could not be written or removed; null when nothing is left to be done again */
  attach(archive: Archive, heard: (failed: Failure | null) => void): void {
    this.#archive = archive
    this.#heard = heard
  }

  detach(): void {
    this.#archive = null
    this.#leaving = []
  }

  /** Writes what was added to an answer, where that is kept. */
  replace({ answer, whole, row }: Entry): void {
    if (!this.#archive || !answer?.complete || row === null) return
    const replaced = this.#archive.replace(row, { answer, whole })
    if (!replaced.ok) this.#heard(replaced)
  }

  /** What is remembered of an entry, from the archive where it must. @returns null where it cannot be read, or is not wanted */
  load({ answer, whole, row }: Entry, mayBeWanted?: (text: string) => boolean): KeptRecord | null {
    if (answer) return { answer, whole }
    return row === null ? null : (this.#archive?.read(row, mayBeWanted) ?? null)
  }

  /** With its content in memory. */
  fill(entry: Entry): void {
    const record = this.load(entry)
    if (!record) return
    entry.answer = record.answer
    entry.whole = record.whole
  }

  /** What is in the archive of these is removed with the next parts. */
  forget(entries: readonly Entry[]): void {
    if (this.#archive) this.#leaving = [...this.#leaving, ...entries.flatMap(({ row }) => row ?? [])]
  }

  /**
   * Brings the archive nearer to what is remembered: removes what was forgotten, writes what is finished, in its order.
   * What fails is tried again the next time.
   * @returns whether there is more to be done at once
   */
  settle(entries: readonly Entry[]): boolean {
    if (!this.#archive) return false
    const removing = this.#leaving.slice(0, AT_ONCE)
    const waiting = entries.filter(({ answer, row, isFleeting }) => row === null && answer?.complete && !isFleeting)
    if (removing.length === 0 && waiting.length === 0) return false
    const failed = this.#remove(this.#archive, removing) ?? this.#write(this.#archive, waiting.slice(0, AT_ONCE))
    const isMore = this.#leaving.length > 0 || waiting.length > AT_ONCE
    if (failed || !isMore) this.#heard(failed)
    return !failed && isMore
  }

  #remove(archive: Archive, rows: readonly number[]): Failure | null {
    if (rows.length === 0) return null
    const left = this.#leaving.slice(rows.length)
    const forgotten = archive.forget(rows, left.length === 0)
    if (!forgotten.ok) return failure('history-unforgotten', forgotten.detail)
    this.#leaving = left
    return null
  }

  #write(archive: Archive, entries: readonly Entry[]): Failure | null {
    for (const entry of entries) {
      const kept = entry.answer && archive.keep({ answer: entry.answer, whole: entry.whole })
      if (kept?.ok === false) return kept
      if (kept) entry.row = kept.row
    }
    return null
  }

  /** Lets go of what need not be in memory. @param shown is left as it is, whatever its age */
  thin(entries: readonly Entry[], shown: Entry | undefined): void {
    for (const entry of entries.slice(0, -WHOLE)) {
      if (entry === shown) continue
      entry.whole = null
      if (entry.row !== null) entry.answer = null
    }
  }
}
