import type { Answer } from '../../shared/answer'
import type { Failure } from '../../shared/codes'
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

/** The archive behind the entries, as long as there is one. */
export class EntryKeeper {
  #archive: Archive | null = null
  #troubled: (failed: Failure) => void = () => undefined

  /** @param troubled hears why an answer could not be written or removed */
  attach(archive: Archive, troubled: (failed: Failure) => void): void {
    this.#archive = archive
    this.#troubled = troubled
  }

  detach(): void {
    this.#archive = null
  }

  /** Writes what is finished, or what was added to it. */
  keep(entry: Entry): void {
    const { answer, whole, row, isFleeting } = entry
    if (!this.#archive || !answer?.complete || isFleeting) return
    if (row !== null) {
      const replaced = this.#archive.replace(row, { answer, whole })
      return replaced.ok ? undefined : this.#troubled(replaced)
    }
    const kept = this.#archive.keep({ answer, whole })
    if (kept.ok) entry.row = kept.row
    else this.#troubled(kept)
  }

  /** What is remembered of an entry, from the archive where it must; null where that cannot be read. */
  load({ answer, whole, row }: Entry): KeptRecord | null {
    if (answer) return { answer, whole }
    return row === null ? null : (this.#archive?.read(row) ?? null)
  }

  /** With its content in memory. */
  fill(entry: Entry): void {
    const record = this.load(entry)
    if (!record) return
    entry.answer = record.answer
    entry.whole = record.whole
  }

  forget(entries: readonly Entry[]): void {
    const rows = entries.flatMap(({ row }) => row ?? [])
    if (!this.#archive || rows.length === 0) return
    const forgotten = this.#archive.forget(rows)
    if (!forgotten.ok) this.#troubled(forgotten)
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
