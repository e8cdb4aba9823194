import { extname } from 'node:path'
import type { AnswerView, AppState } from '../../shared/app-state'
import { failure, type Failure, type FailureCode, type Result } from '../../shared/codes'
import type { Remembered } from '../../shared/ipc-schema'
import type { Messages } from '../../shared/messages'
import type { Settings } from '../../shared/settings'
import { writePrivateFile } from '../files/private-file'
import type { AnswerHistory } from '../history/answer-history'
import { unwritable, type Archive } from '../history/archive'
import { exportedJson, exportedText } from '../history/export-text'
import type { KeyStore } from '../history/history-key'
import { inTurns, untilDone } from '../history/in-turns'
import { openArchive, removeArchive } from '../history/open-archive'
import { excerpt, queryWords } from '../history/search'
import type { SettingsStore } from '../settings/settings-store'
import type { Answers } from './answers'
import { failureSentence } from './answering'
import type { AppStateStore } from './state'

/** Answers of one list. */
const LISTED = 200

export interface RememberedList {
  /** The newest first. */
  readonly answers: Remembered[]
  /** There are more than were listed. */
  readonly more: boolean
}

interface RememberingParts {
  readonly history: AnswerHistory
  readonly answers: Answers
  readonly settings: Pick<SettingsStore, 'current' | 'watch' | 'origin'>
  readonly state: AppStateStore
  readonly messages: () => Messages
  /** Of the kept answers alone. */
  readonly folder: string
  readonly uid: number
  readonly keyStore: KeyStore
  /** Says something that nobody asked for, once the voice is free. */
  readonly notice: (topic: string, text: string, kind?: 'failure') => void
}

/**
 * Where answers are remembered, by the user's setting: on the disk, in memory, or the newest alone; and what can be
 * done with all of them. What goes wrong with the disk is said once, and memory goes on.
 */
export class Remembering {
  readonly #parts: RememberingParts
  #archive: Archive | null = null
  #now: Settings['memory'] | null = null
  #work = Promise.resolve()
  #isClosed = false
  readonly #ending = Promise.withResolvers<null>()
  /** What was said, and is not mended yet. */
  readonly #troubles = new Set<FailureCode>()

  constructor(parts: RememberingParts) {
    this.#parts = parts
    parts.settings.watch(({ memory }) => this.#follow(memory))
    this.#follow(parts.settings.current().memory)
  }

  /** Resolves when the last change of the setting is carried out. */
  get settled(): Promise<void> {
    return this.#work
  }

  /**
   * Remembered answers that hold all the words, in what they say, are about, or have read.
   * @param isWanted asked now and then; the rest is left out where it is for nobody any more
   */
  async list(query: string, isWanted: () => boolean = () => true): Promise<RememberedList> {
    const { history } = this.#parts
    const words = queryWords(query)
    const answers: Remembered[] = []
    for await (const id of inTurns(history.ids())) {
      if (!isWanted()) break
      const answer = history.holding(id, words)
      const [first] = answer?.sentences ?? []
      if (!answer || !first) continue
      if (answers.length === LISTED) return { answers, more: true }
      const { about, takenAt } = answer
      answers.push({ id, about, takenAt, text: excerpt(answer, words), lang: first.lang })
    }
    return { answers, more: false }
  }

  show(id: number): Result<object> {
    return this.#parts.answers.show(id) ? { ok: true } : failure('no-such-answer')
  }

  /** @param id null: the last one */
  forget(id: number | null): Result<object> {
    const { answers } = this.#parts
    if (id === null) return answers.forgetLast() ? { ok: true } : failure('no-last-answer')
    return answers.forget(id) ? { ok: true } : failure('no-such-answer')
  }

  /** At once in memory, then on the disk, also where that is not open (yet); `history-unforgotten` where it refuses. */
  async clear(): Promise<Result<object>> {
    this.#parts.answers.clear()
    let cleared: Result<object> = { ok: true }
    await this.#next(async () => void (cleared = await this.#clearDisk()))
    return cleared
  }

  /**
   * Writes all answers into a file for this user alone, as JSON where its name ends so, else as text.
   * @param path absolute; what is there goes
   */
  async export(path: string): Promise<Result<{ count: number }>> {
    const { history, messages } = this.#parts
    const ids = history.ids().toReversed()
    const answerOf = (id: number): AnswerView | null => {
      const answer = history.get(id)
      return answer && answer.sentences.length > 0 ? answer : null
    }
    if (!ids.some(answerOf)) return failure('no-last-answer')
    let count = 0
    async function* answers(): AsyncGenerator<AnswerView> {
      for await (const id of inTurns(ids)) {
        const answer = answerOf(id)
        if (!answer) continue
        count += 1
        yield answer
      }
    }
    const isJson = extname(path).toLowerCase() === '.json'
    try {
      await writePrivateFile(path, isJson ? exportedJson(answers()) : exportedText(answers(), messages()))
      return { ok: true, count }
    } catch (error) {
      return failure('history-unwritable', (error as NodeJS.ErrnoException).code)
    }
  }

  /** What is kept stays; nothing is written any more. */
  async close(): Promise<void> {
    this.#ending.resolve(null)
    await this.#work
    await this.#settle()
    this.#isClosed = true
    this.#archive?.close()
    this.#archive = null
  }

  /** One after the other; one that fails does not hold up the next. */
  #next(act: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(act).catch((error: unknown) => this.#trouble(unwritable(error)))
    return this.#work
  }

  /** Until the archive has what is remembered, and nothing else. */
  #settle(): Promise<void> {
    return untilDone(() => this.#parts.history.settle())
  }

  /** A change of the setting, one after the other. */
  #follow(memory: Settings['memory']): void {
    const before = this.#now
    if (before?.where === memory.where && before.limit === memory.limit) return
    this.#now = memory
    void this.#next(() => this.#apply(memory, before))
  }

  async #apply({ where, limit }: Settings['memory'], before: Settings['memory'] | null): Promise<void> {
    const { history, answers } = this.#parts
    history.limit(limit)
    if (where === 'disk' && before?.where !== 'disk') await this.#open()
    if (where !== 'disk') await this.#leave(before)
    if (where === 'nothing') history.toFleeting()
    answers.refresh()
    if (!this.#archive) return
    await this.#settle()
    answers.refresh()
  }

  async #open(): Promise<void> {
    const { history } = this.#parts
    const opening = openArchive(this.#parts)
    // The system may ask the user to unlock the key store, and wait: whoever quits does not.
    const opened = await Promise.race([opening, this.#ending.promise])
    if (!opened) return void opening.then((late) => late.ok && late.archive.close())
    if (!opened.ok) return this.#trouble(opened)
    try {
      history.attach(opened.archive, (failed) => (failed ? this.#trouble(failed) : this.#mended()))
    } catch (error) {
      opened.archive.close()
      return this.#trouble(unwritable(error))
    }
    this.#archive = opened.archive
    this.#mended()
    if (opened.damaged) this.#say(failure('history-damaged'))
  }

  async #clearDisk(): Promise<Result<object>> {
    const { history, answers, folder, settings } = this.#parts
    if (this.#archive) {
      // It was opened meanwhile.
      history.clearRestored()
      await this.#settle()
      answers.refresh()
      return this.#troubles.has('history-unforgotten') ? failure('history-unforgotten') : { ok: true }
    }
    if (settings.current().memory.where !== 'disk') return { ok: true }
    const removed = await removeArchive(folder)
    return removed.ok ? removed : failure('history-unforgotten', removed.detail)
  }

  /** Nothing is kept on the disk from now on, nor what was. */
  async #leave(before: Settings['memory'] | null): Promise<void> {
    const { history, settings, folder, state, messages, notice } = this.#parts
    // A removal that was cut short is made up for; settings that were lost say nothing about what the user wants.
    const isLeft = before === null && settings.origin.state === 'read'
    if (before?.where !== 'disk' && !isLeft) return
    if (this.#archive) {
      history.detach()
      this.#archive.close()
      this.#archive = null
    }
    const removed = await removeArchive(folder)
    this.#troubles.clear()
    state.change({ memory: { kept: 0, problem: null } })
    if (!removed.ok) this.#trouble(failure('history-unforgotten', removed.detail))
    else if (before) notice('history', messages().say('history.removed'))
  }

  /** Said when it begins, not with each answer that it is about. */
  #trouble(failed: Failure): void {
    if (this.#isClosed || this.#troubles.has(failed.code)) return
    const { state, messages } = this.#parts
    this.#troubles.add(failed.code)
    state.change({ memory: { ...state.state.memory, problem: failureSentence(failed, messages()).text } })
    this.#say(failed)
  }

  /** The disk has all that it was to have. */
  #mended(): void {
    const { state } = this.#parts
    this.#troubles.clear()
    if (state.state.memory.problem !== null) state.change({ memory: { ...state.state.memory, problem: null } })
  }

  #say(failed: Failure): void {
    const { notice, messages } = this.#parts
    notice('history', failureSentence(failed, messages()).text, 'failure')
  }
}

/** What the windows are told of the answers that are remembered. What was forgotten is not left on the caption bar, either. Pure. */
export function rememberedState(history: AnswerHistory, { memory }: AppState): Pick<AppState, 'answer' | 'answers' | 'memory'> & Partial<Pick<AppState, 'said'>> {
  const answer = history.current()
  return { answer, answers: history.place(), memory: { ...memory, kept: history.kept() }, ...(answer ? {} : { said: [] }) }
}

/** Whether an answer that begins now is remembered once the next one comes. Pure. */
export function keepsAnswers({ memory, profiles }: Pick<Settings, 'memory' | 'profiles'>, profile: string | null): boolean {
  return memory.where !== 'nothing' && !profiles.some(({ id, keepNothing }) => id === profile && keepNothing)
}
