import type { Answer } from '../../shared/answer'
import type { AnswerView } from '../../shared/app-state'
import type { Failure } from '../../shared/codes'
import type { Picture } from '../../shared/picture'
import type { Archive } from './archive'
import { EntryKeeper, type Entry } from './entry'
import type { NewAnswer } from './kept-record'
import { holdsWords, mayHoldWords } from './search'

/** The last answers, in the order in which they were asked for: of this run, and of earlier ones with an archive. */
export interface AnswerHistory {
  /**
   * Remembers an answer and shows it.
   * @param isFleeting it goes when the next one begins, and is never written
   * @returns its id, never used again
   */
  add(answer: NewAnswer, picture?: Picture, isFleeting?: boolean): number
  /** While its sentences come, and when more is said of it. @returns false when it was forgotten meanwhile */
  update(id: number, change: Partial<NewAnswer>, whole?: Answer | null): boolean
  /** The picture of an answer, known only after the answer was begun. @returns false when that is forgotten */
  keepPicture(id: number, picture: Picture): boolean
  /** The picture, or null when there is none (any more): none of an earlier run. */
  picture(id: number): Picture | null
  /** All that was found for it; null where it failed, is not finished, or is an old one without an archive. */
  whole(id: number): Answer | null
  /** The answer that is shown, or null when nothing is remembered. */
  current(): AnswerView | null
  newest(): AnswerView | null
  /** One answer, wherever it stands; null when it is forgotten. */
  get(id: number): AnswerView | null
  /** The same, where it holds all the words; else null. */
  holding(id: number, words: readonly string[]): AnswerView | null
  /** Their ids, the newest first. */
  ids(): readonly number[]
  /** Shows the answer before, or after, the shown one. @returns null, and stays, where there is none */
  previous(): AnswerView | null
  next(): AnswerView | null
  /** Shows the newest. */
  toNewest(): AnswerView | null
  /** Shows this one. @returns null, and stays, when it is forgotten */
  show(id: number): AnswerView | null
  /** How many there are, and which is shown, counted from 1; 0 when there is none. */
  place(): { readonly count: number; readonly position: number }
  /** How many of them are in the archive. */
  kept(): number
  /** Forgets one; where it was shown, the one after it is, else the one before. @returns false when it was forgotten already */
  forget(id: number): boolean
  /** Forgets the newest and shows the one before it. @returns false when there was none */
  forgetLast(): boolean
  clear(): void
  /** Forgets those of earlier runs. */
  clearRestored(): void
  /** Remembers so many at most from now on. */
  limit(most: number): void
  /** Forgets all but the newest, which goes with the next. */
  toFleeting(): void
  /**
   * What is in the archive comes before the answers of this run, which are written to it by `settle`, as is what follows.
   * @param heard why one could not be written or removed; null when nothing is left to be done again
   */
  attach(archive: Archive, heard: (failed: Failure | null) => void): void
  /**
   * Brings the archive nearer to what is remembered, a part at a time: after many answers were forgotten, or it was
   * attached. What fails is tried again with the next change. @returns whether there is more to be done at once
   */
  settle(): boolean
  /** The answers of this run stay, those of earlier runs are gone from memory. */
  detach(): void
}

interface Limits {
  readonly answers: number
  /** Bytes of all pictures together; that of the newest answer is kept whatever its size. */
  readonly pictureBytes: number
}

/** About eight screens of 1920 × 1080. */
const LIMITS: Limits = { answers: 50, pictureBytes: 64 * 1024 * 1024 }

export function createAnswerHistory({ answers, pictureBytes }: Limits = LIMITS): AnswerHistory {
  /** The newest is last. */
  let entries: Entry[] = []
  let shown = -1
  let lastId = 0
  let most = answers
  const keeper = new EntryKeeper()

  const byId = new Map<number, Entry>()
  const find = (id: number) => byId.get(id)
  function view(entry: Entry | undefined, mayBeWanted?: (text: string) => boolean): AnswerView | null {
    const answer = entry && keeper.load(entry, mayBeWanted)?.answer
    return answer ? { ...answer, id: entry.id, picture: entry.picture !== null } : null
  }

  /** Drops pictures from the oldest on until the rest fits. */
  function dropPictures(): void {
    let left = pictureBytes
    for (const [back, entry] of entries.toReversed().entries()) {
      left -= entry.picture?.bytes.byteLength ?? 0
      if (left < 0 && back > 0) entry.picture = null
    }
  }

  /** Leaves out entries; the shown one stays shown, or the one that is then in its place. */
  function drop(isGone: (entry: Entry) => boolean): readonly Entry[] {
    const gone = entries.filter(isGone)
    if (gone.length === 0) return gone
    const before = entries.slice(0, Math.max(0, shown)).filter((entry) => !isGone(entry)).length
    entries = entries.filter((entry) => !isGone(entry))
    shown = Math.min(before, entries.length - 1)
    for (const { id } of gone) byId.delete(id)
    keeper.forget(gone)
    keeper.settle(entries)
    return gone
  }

  function dropOldest(): void {
    const surplus = new Set(entries.slice(0, Math.max(0, entries.length - most)))
    drop((entry) => surplus.has(entry))
  }

  function show(index: number): AnswerView | null {
    const entry = entries[index]
    if (!entry) return null
    shown = index
    keeper.fill(entry)
    return view(entry)
  }

  return {
    add(answer, picture, isFleeting = false) {
      lastId += 1
      drop((entry) => entry.isFleeting)
      const entry: Entry = { id: lastId, answer, whole: null, row: null, isRestored: false, isFleeting, picture: picture ?? null }
      entries.push(entry)
      byId.set(lastId, entry)
      shown = entries.length - 1
      dropOldest()
      dropPictures()
      keeper.thin(entries, entries[shown])
      return lastId
    },

    update(id, change, whole) {
      const entry = find(id)
      if (!entry) return false
      keeper.fill(entry)
      if (!entry.answer) return false
      entry.answer = { ...entry.answer, ...change }
      if (whole !== undefined) entry.whole = whole
      keeper.replace(entry)
      if (entry.answer.complete) keeper.settle(entries)
      return true
    },

    keepPicture(id, picture) {
      const entry = find(id)
      if (entry) entry.picture = picture
      dropPictures()
      return entry !== undefined
    },

    picture: (id) => find(id)?.picture ?? null,
    whole(id) {
      const entry = find(id)
      return (entry && keeper.load(entry)?.whole) ?? null
    },
    current: () => view(entries[shown]),
    newest: () => view(entries.at(-1)),
    get: (id) => view(find(id)),
    holding(id, words) {
      const found = view(find(id), (text) => mayHoldWords(text, words))
      return found && holdsWords(found, words) ? found : null
    },
    ids: () => entries.map(({ id }) => id).toReversed(),
    previous: () => show(shown - 1),
    next: () => show(shown + 1),
    toNewest: () => show(entries.length - 1),
    show: (id) => show(entries.findIndex((entry) => entry.id === id)),
    place: () => ({ count: entries.length, position: shown + 1 }),
    kept: () => entries.filter(({ row }) => row !== null).length,

    forget: (id) => drop((entry) => entry.id === id).length > 0,

    forgetLast() {
      const newest = entries.at(-1)
      drop((entry) => entry === newest)
      show(entries.length - 1)
      return newest !== undefined
    },

    clear: () => void drop(() => true),
    clearRestored: () => void drop(({ isRestored }) => isRestored),

    limit(now) {
      most = now
      dropOldest()
    },

    toFleeting() {
      const newest = entries.at(-1)
      drop((entry) => entry !== newest)
      if (newest) newest.isFleeting = true
    },

    attach(archive, heard) {
      const rows = archive.rows()
      keeper.attach(archive, heard)
      const restored = rows.map((row): Entry => ({ id: ++lastId, answer: null, whole: null, row, isRestored: true, isFleeting: false, picture: null }))
      entries = [...restored, ...entries]
      for (const entry of restored) byId.set(entry.id, entry)
      // Of this run's nothing was shown yet: then it is the last one of the run before.
      shown = shown < 0 ? entries.length - 1 : shown + restored.length
      dropOldest()
      show(shown)
      keeper.thin(entries, entries[shown])
    },

    settle: () => keeper.settle(entries),

    detach() {
      for (const entry of entries) if (!entry.isRestored) keeper.fill(entry)
      keeper.detach()
      drop(({ isRestored }) => isRestored)
      for (const entry of entries) entry.row = null
      if (shown < 0) shown = entries.length - 1
    },
  }
}
