import type { AnswerView } from '../../shared/app-state'
import type { Picture } from '../../shared/picture'

/** An answer as it is remembered; its id and whether its picture is still there are the history's. */
type NewAnswer = Omit<AnswerView, 'id' | 'picture'>

interface Entry {
  readonly id: number
  answer: NewAnswer
  picture: Picture | null
}

/** The last answers of this run, in memory only, in the order in which they were asked for. */
export interface AnswerHistory {
  /** Remembers an answer and shows it. @returns its id, never used again */
  add(answer: NewAnswer, picture?: Picture): number
  /** While its sentences come. @returns false when it was forgotten meanwhile */
  update(id: number, change: Partial<NewAnswer>): boolean
  /** The picture of an answer, known only after the answer was begun. @returns false when that is forgotten */
  keepPicture(id: number, picture: Picture): boolean
  /** The picture, or null when there is none (any more). */
  picture(id: number): Picture | null
  /** The answer that is shown, or null when nothing is remembered. */
  current(): AnswerView | null
  newest(): AnswerView | null
  /** One answer, wherever it stands; null when it is forgotten. */
  get(id: number): AnswerView | null
  /** Shows the answer before, or after, the shown one. @returns null, and stays, where there is none */
  previous(): AnswerView | null
  next(): AnswerView | null
  /** Shows the newest. */
  toNewest(): AnswerView | null
  /** How many there are, and which is shown, counted from 1; 0 when there is none. */
  place(): { readonly count: number; readonly position: number }
  /** Forgets the newest and shows the one before it. @returns false when there was none */
  forgetLast(): boolean
  clear(): void
}

interface Limits {
  readonly answers: number
  /** Bytes of all pictures together; that of the newest answer is kept whatever its size. */
  readonly pictureBytes: number
}

/** About eight screens of 1920 × 1080. */
const LIMITS: Limits = { answers: 50, pictureBytes: 64 * 1024 * 1024 }

export function createAnswerHistory({ answers: most, pictureBytes }: Limits = LIMITS): AnswerHistory {
  /** The newest is last. */
  let entries: Entry[] = []
  let shown = -1
  let lastId = 0

  const find = (id: number) => entries.find((entry) => entry.id === id)
  const view = (entry: Entry | undefined): AnswerView | null =>
    entry ? { ...entry.answer, id: entry.id, picture: entry.picture !== null } : null

  /** Drops pictures from the oldest on until the rest fits. */
  function dropPictures(): void {
    let left = pictureBytes
    for (const [back, entry] of entries.toReversed().entries()) {
      left -= entry.picture?.bytes.byteLength ?? 0
      if (left < 0 && back > 0) entry.picture = null
    }
  }

  function show(index: number): AnswerView | null {
    const entry = entries[index]
    if (entry) shown = index
    return view(entry)
  }

  return {
    add(answer, picture) {
      lastId += 1
      entries = [...entries, { id: lastId, answer, picture: picture ?? null }].slice(-most)
      shown = entries.length - 1
      dropPictures()
      return lastId
    },

    update(id, change) {
      const entry = find(id)
      if (entry) entry.answer = { ...entry.answer, ...change }
      return entry !== undefined
    },

    keepPicture(id, picture) {
      const entry = find(id)
      if (entry) entry.picture = picture
      dropPictures()
      return entry !== undefined
    },

    picture: (id) => find(id)?.picture ?? null,
    current: () => view(entries[shown]),
    newest: () => view(entries.at(-1)),
    get: (id) => view(find(id)),
    previous: () => show(shown - 1),
    next: () => show(shown + 1),
    toNewest: () => show(entries.length - 1),
    place: () => ({ count: entries.length, position: shown + 1 }),

    forgetLast() {
      const some = entries.length > 0
      entries = entries.slice(0, -1)
      shown = entries.length - 1
      return some
    },

    clear() {
      entries = []
      shown = -1
    },
  }
}
