import type { Answer, AnswerSentence } from '../../shared/answer'
import type { AnswerView } from '../../shared/app-state'
import type { PictureView } from '../../shared/ipc-schema'
import type { Picture } from '../../shared/picture'
import type { AnswerHistory } from '../history/answer-history'
import type { ReadText } from '../narrate/table/text-parts'
import type { AnswerRecords, Asked } from './answering'

/** What "more" goes on with. */
export interface Told extends ReadText {
  readonly id: number
  readonly verb: 'describe' | 'read'
  readonly sentences: readonly AnswerSentence[]
  readonly picture: Picture | null
  readonly takenAt: number
  /** "More" was said of it already. */
  readonly goneOn: boolean
  /** It says what is to be seen; others say what the text is, what changed, or answer a question. */
  readonly isDescription: boolean
}

const OTHER_ANSWERS: ReadonlySet<Asked> = new Set<Asked>(['read-text', 'changed', 'ask', 'listen', 'sure'])

/** The answers of this run as the app uses them; whoever shows them is told of every change. */
export class Answers implements AnswerRecords {
  readonly #history: AnswerHistory
  readonly #changed: () => void
  readonly #keeps: (picture: Picture | null) => boolean

  /** @param keeps false where an answer about this picture goes when the next one begins, and is never written */
  constructor(history: AnswerHistory, changed: () => void, keeps: (picture: Picture | null) => boolean = () => true) {
    this.#history = history
    this.#changed = changed
    this.#keeps = keeps
  }

  begin(entry: { command: Asked; about: string; takenAt: number; picture: Picture | null }): number {
    const { command, about, takenAt, picture } = entry
    const blank = { command, about, takenAt, sentences: [], lines: [], tables: [], fields: [], complete: false, failed: false }
    const id = this.#history.add(blank, picture ?? undefined, !this.#keeps(picture))
    this.#changed()
    return id
  }

  say(id: number, sentence: AnswerSentence): void {
    this.add(id, [sentence])
  }

  /** Goes on with an answer that was complete already. */
  add(id: number, sentences: readonly AnswerSentence[]): void {
    const answer = this.#history.get(id)
    if (!answer) return
    this.#history.update(id, { sentences: [...answer.sentences, ...sentences] })
    this.#changed()
  }

  finish(id: number, answer: Answer | null, failed: boolean): void {
    const lines = answer?.lines.map(({ text }) => text) ?? []
    const tables = [...(answer?.tables ?? [])]
    const fields = [...(answer?.fields ?? [])]
    this.#history.update(id, { complete: true, failed, lines, tables, fields }, answer)
    this.#changed()
  }

  /** A whole answer that was made elsewhere: by a command line that was handed over. */
  keep(answer: Answer, command: Asked, about: string, picture: Picture | null): void {
    const id = this.begin({ command, about, takenAt: answer.takenAt, picture })
    this.add(id, answer.sentences)
    this.finish(id, answer, false)
  }

  current(): AnswerView | null {
    return this.#history.current()
  }

  /** The whole answer that is shown; undefined where it was not finished. */
  wholeOfCurrent(): Answer | undefined {
    const shown = this.current()
    const whole = shown && this.#history.whole(shown.id)
    return shown && whole ? { ...whole, sentences: shown.sentences } : undefined
  }

  told(): Told | null {
    const shown = this.current()
    if (!shown) return null
    const { id, command, sentences, takenAt } = shown
    const whole = this.#history.whole(id)
    const { lines = [], tables = [], fields = [] } = whole ?? {}
    const verb = command === 'read-text' ? 'read' : 'describe'
    return { id, verb, sentences, lines, tables, fields, picture: this.#history.picture(id), takenAt, goneOn: whole !== null && sentences.length > whole.sentences.length, isDescription: !OTHER_ANSWERS.has(command) }
  }

  go(step: -1 | 1): AnswerView | null {
    const answer = step < 0 ? this.#history.previous() : this.#history.next()
    this.#changed()
    return answer
  }

  place(): { readonly count: number; readonly position: number } {
    return this.#history.place()
  }

  pictureOf(id: number): PictureView | null {
    const picture = this.#history.picture(id)
    if (picture?.kind !== 'frame') return picture
    const { kind, width, height, bytes } = picture
    return { kind, width, height, bytes }
  }

  /** Tells of a change that was made in the history itself. */
  refresh(): void {
    this.#changed()
  }

  /** Makes it the one that is shown, said again and gone on with. @returns null when it is forgotten */
  show(id: number): AnswerView | null {
    const answer = this.#history.show(id)
    this.#changed()
    return answer
  }

  forget(id: number): boolean {
    const forgot = this.#history.forget(id)
    this.#changed()
    return forgot
  }

  forgetLast(): boolean {
    const forgot = this.#history.forgetLast()
    this.#changed()
    return forgot
  }

  clear(): void {
    this.#history.clear()
    this.#changed()
  }
}
