import { failure, type Failure, type Result } from '../../shared/codes'
import type { ModelWorkKind } from '../../shared/app-state'
import type { ModelList } from '../../shared/ipc-schema'
import type { Messages, MessageKey, MessageValues } from '../../shared/messages'
import type { DownloadProgress } from '../../shared/model-catalogue'
import type { ModelEntry } from '../../shared/model-entry'
import { progressWords, sizeValues } from '../../shared/model-words'
import type { Narrator, NarratorStatus } from '../narrate/narrator'
import type { ModelStore, WorkOptions } from '../models/model-store'
import type { MachineFacts } from '../models/recommendation'
import { failureSentence } from './answering'
import { modelList } from './model-list'
import type { ModelJob, ModelQueue } from './model-queue'
import type { NoticeKind } from './notices'
import type { AppStateStore } from './state'

export interface AppModelsParts {
  readonly store: ModelStore
  readonly queue: ModelQueue
  readonly narrator: Pick<Narrator, 'status'>
  readonly state: Pick<AppStateStore, 'state' | 'change'>
  readonly messages: () => Messages
  readonly platform: NodeJS.Platform
  readonly facts: (status: NarratorStatus) => Promise<MachineFacts>
  /** Says something when nothing else is being said; of a topic only the newest. */
  readonly notice: (topic: string, text: string, kind?: NoticeKind) => void
}

/** Work that has begun or waits its turn. */
export type Begun = Result<{ readonly ended: Promise<Result<object>> }>

/** The models as the app works with them: one at a time, and told by voice, window and panel. */
export class AppModels {
  readonly #parts: AppModelsParts
  #isClosing = false

  constructor(parts: AppModelsParts) {
    this.#parts = parts
  }

  async list(): Promise<ModelList> {
    const { store, narrator, state, messages, platform, facts } = this.#parts
    const [entries, status] = await Promise.all([store.list(), narrator.status()])
    const recommendation = await store.recommend(await facts(status))
    return modelList({ entries, status, recommendation, inUse: state.state.models.inUse, platform, messages: messages() })
  }

  /** @param consent the user accepted the licence, just now */
  async download(id: string, consent: boolean, options: WorkOptions = {}): Promise<Begun> {
    const found = await this.#find(id)
    if (!found.ok) return found
    const { entry } = found
    if (entry.state === 'box') return failure('model-in-the-box')
    if (entry.folder !== null || entry.state === 'damaged') return failure('model-exists')
    if (entry.needsConsent && !consent && entry.state !== 'partial') return failure('consent-needed')
    return this.#begin('download', entry, (work) => this.#parts.store.download(id, { ...work, consent }), options)
  }

  /** Hashes the files again. */
  async check(id: string, options: WorkOptions = {}): Promise<Begun> {
    const found = await this.#find(id)
    if (!found.ok) return found
    return this.#begin('check', found.entry, (work) => this.#parts.store.verify(id, work), options)
  }

  async repair(id: string, options: WorkOptions = {}): Promise<Begun> {
    const found = await this.#find(id)
    if (!found.ok) return found
    return this.#begin('repair', found.entry, (work) => this.#parts.store.repair(id, work), options)
  }

  /** Adds a folder or a zip archive of the user's. */
  import(path: string, name: string, options: WorkOptions = {}): Begun {
    return this.#begin('import', { id: null, name }, (work) => this.#parts.store.importFrom(path, work), options)
  }

  /** A model that is worked with or on stays. */
  async remove(id: string): Promise<Result<object>> {
    const { store, queue, state } = this.#parts
    if (queue.has(id) || state.state.models.inUse === id) return failure('model-in-use')
    const found = await this.#find(id)
    const removed = await store.remove(id)
    this.changed()
    if (removed.ok) this.#say(id, 'app.models.removed', { name: found.ok ? found.entry.name : id })
    return removed
  }

  stop(id: string | null): Result<object> {
    return this.#parts.queue.stop(id) ? { ok: true } : failure('nothing-to-stop')
  }

  /** Ends what is being done, so that it can be gone on with the next time. */
  close(): Promise<void> {
    this.#isClosing = true
    return this.#parts.queue.close()
  }

  /** The list of models is another one. */
  changed(): void {
    const { state } = this.#parts
    const { models } = state.state
    state.change({ models: { ...models, edition: models.edition + 1 } })
  }

  async #find(id: string): Promise<Result<{ entry: ModelEntry }>> {
    const entry = (await this.#parts.store.list()).find((model) => model.id === id)
    return entry ? { ok: true, entry } : failure('model-unknown')
  }

  #begin(
    kind: ModelWorkKind,
    { id, name }: { readonly id: string | null; readonly name: string },
    run: ModelJob['run'],
    options: WorkOptions,
  ): Begun {
    const { queue, state } = this.#parts
    const isNew = id === null || !queue.has(id)
    const ahead = state.state.models.work
    if (isNew && ahead) this.#say(id, 'app.models.waits', { name, other: ahead.name })
    const told = isNew ? this.#teller(kind, id, name) : undefined
    const ended = queue.add({ kind, id, name, run: (work) => run(told ? hearToo(work, told) : work) }, options)
    if (isNew) void ended.then((result) => this.#tellEnd(kind, id, name, result))
    return { ok: true, ended }
  }

  /** Says how it comes along: at its beginning and at each quarter. A check of files is over too soon for that. */
  #teller(kind: ModelWorkKind, id: string | null, name: string): (progress: DownloadProgress) => void {
    let before: DownloadProgress | null = null
    return (progress) => {
      const messages = this.#parts.messages()
      const size = (bytes: number): string => messages.say('models.size', sizeValues(bytes))
      const words = kind === 'check' ? null : progressWords(before, progress, name, size)
      before = progress
      if (words) this.#say(id, words.key, words.values)
    }
  }

  #tellEnd(kind: ModelWorkKind, id: string | null, name: string, result: Result<object>): void {
    if (this.#isClosing) return
    this.changed()
    if (result.ok) return this.#say(id, kind === 'download' ? 'models.progress.done' : `app.models.done.${kind}`, { name })
    if (result.code === 'cancelled') return this.#say(id, `app.models.stopped.${kind}`, { name })
    this.#say(id, `app.models.failed.${kind}`, { name, why: this.#why(kind, result) }, 'failure')
  }

  /** What went wrong; of a damaged model, how it is mended. */
  #why(kind: ModelWorkKind, failed: Failure): string {
    const messages = this.#parts.messages()
    if (kind === 'check' && failed.code === 'model-damaged') return messages.say('app.models.mend')
    return failureSentence(failed, messages).text
  }

  #say(topic: string | null, key: MessageKey, values: MessageValues, kind: NoticeKind = 'notice'): void {
    const { notice, messages, state } = this.#parts
    const text = messages().say(key, values)
    notice(topic ?? '', text, kind)
    state.change({ models: { ...state.state.models, said: { id: topic, text } } })
  }
}

/** The same options, with one more who hears of the progress. */
function hearToo(options: WorkOptions, hear: (progress: DownloadProgress) => void): WorkOptions {
  return {
    ...options,
    onProgress(progress) {
      options.onProgress?.(progress)
      hear(progress)
    },
  }
}
