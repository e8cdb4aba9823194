import { extname } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import type { AppState } from '../../shared/app-state'
import { failure, type Failure, type Result } from '../../shared/codes'
import type { Remembered } from '../../shared/ipc-schema'
import type { Messages } from '../../shared/messages'
import type { Settings } from '../../shared/settings'
import type { AnswerHistory } from '../history/answer-history'
import type { Archive } from '../history/archive'
import { exportedJson, exportedText } from '../history/export-text'
import type { KeyStore } from '../history/history-key'
import { openArchive, removeArchive } from '../history/open-archive'
import { writePrivateBytes } from '../history/private-bytes'
import { excerpt, holdsWords, queryWords } from '../history/search'
import type { SettingsStore } from '../settings/settings-store'
import type { Answers } from './answers'
import { failureSentence } from './answering'
import type { AppStateStore } from './state'

/** Answers of one list. */
const LISTED = 200
/** Answers that are looked through before something else has its turn. */
const AT_ONCE = 50

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
  #lists = 0

  constructor(parts: RememberingParts) {
    this.#parts = parts
    parts.settings.watch(({ memory }) => this.#follow(memory))
    this.#follow(parts.settings.current().memory)
  }

  /** Resolves when the last change of the setting is carried out. */
  get settled(): Promise<void> {
    return this.#work
  }

  /** Remembered answers that hold all the words, in what they say, are about, or have read. */
  async list(query: string): Promise<RememberedList> {
    const { history } = this.#parts
    const words = queryWords(query)
    const list = ++this.#lists
    const answers: Remembered[] = []
    for (const [index, id] of history.ids().entries()) {
      if (index % AT_ONCE === AT_ONCE - 1) await turn()
      // A newer list is wanted: this one is for nobody.
      if (list !== this.#lists) break
      const answer = history.get(id)
      const [first] = answer?.sentences ?? []
      if (!answer || !first || !holdsWords(answer, words)) continue
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

  clear(): void {
    this.#parts.answers.clear()
  }

  /**
   * Writes all answers into a file for this user alone, as JSON where its name ends so, else as text.
   * @param path absolute; what is there goes
   */
  async export(path: string): Promise<Result<{ count: number }>> {
    const { history, messages } = this.#parts
    const answers = []
    for (const [index, id] of history.ids().toReversed().entries()) {
      if (index % AT_ONCE === AT_ONCE - 1) await turn()
      const answer = history.get(id)
      if (answer && answer.sentences.length > 0) answers.push(answer)
    }
    if (answers.length === 0) return failure('no-last-answer')
    const isJson = extname(path).toLowerCase() === '.json'
    try {
      await writePrivateBytes(path, Buffer.from(isJson ? exportedJson(answers) : exportedText(answers, messages())))
      return { ok: true, count: answers.length }
    } catch (error) {
      return failure('history-unwritable', (error as NodeJS.ErrnoException).code)
    }
  }

  /** What is kept stays; nothing is written any more. */
  async close(): Promise<void> {
    await this.#work
    this.#archive?.close()
    this.#archive = null
  }

  /** A change of the setting, one after the other. */
  #follow(memory: Settings['memory']): void {
    const before = this.#now
    if (before?.where === memory.where && before.limit === memory.limit) return
    this.#now = memory
    this.#work = this.#work.then(() => this.#apply(memory, before))
  }

  async #apply({ where, limit }: Settings['memory'], before: Settings['memory'] | null): Promise<void> {
    const { history, answers } = this.#parts
    history.limit(limit)
    if (where === 'disk' && before?.where !== 'disk') await this.#open()
    if (where !== 'disk') await this.#leave(before)
    if (where === 'nothing') history.toFleeting()
    answers.refresh()
  }

  async #open(): Promise<void> {
    const { history } = this.#parts
    const opened = await openArchive(this.#parts)
    if (!opened.ok) return this.#trouble(opened)
    this.#parts.state.change({ memory: { kept: 0, problem: null } })
    this.#archive = opened.archive
    history.attach(opened.archive, (failed) => this.#trouble(failed))
    if (opened.damaged) this.#say(failure('history-damaged'))
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
    state.change({ memory: { kept: 0, problem: null } })
    if (!removed.ok) this.#trouble(removed)
    else if (before) notice('history', messages().say('history.removed'))
  }

  /** Said when it begins, not with each answer that it is about. */
  #trouble(failed: Failure): void {
    const { state, messages } = this.#parts
    const { memory } = state.state
    if (memory.problem !== null) return
    state.change({ memory: { ...memory, problem: failureSentence(failed, messages()).text } })
    this.#say(failed)
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
