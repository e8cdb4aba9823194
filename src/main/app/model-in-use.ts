import { failure, type Failure, type Result } from '../../shared/codes'
import type { Messages } from '../../shared/messages'
import { BOX_MODEL, type DeviceSetting } from '../../shared/settings'
import type { ModelNarrator } from '../narrate/narrator'
import type { ModelStore } from '../models/model-store'
import type { SettingsStore } from '../settings/settings-store'
import { failureSentence } from './answering'
import type { NoticeKind } from './notices'
import type { AppStateStore } from './state'

export interface ModelInUseParts {
  readonly store: Pick<ModelStore, 'folderOf' | 'list' | 'verify'>
  readonly narrator: Pick<ModelNarrator, 'use' | 'status'>
  readonly settings: Pick<SettingsStore, 'current' | 'change'>
  readonly state: Pick<AppStateStore, 'state' | 'change'>
  readonly messages: () => Messages
  readonly notice: (topic: string, text: string, kind?: NoticeKind) => void
  /** The engine has another model or device. */
  readonly changed: () => Promise<unknown>
}

/** Where the wanted model lies; the one in the box where it is not there. */
export function modelAtStart(wanted: string, store: Pick<ModelStore, 'folderOf'>): { id: string; folder: string | null } {
  const folder = store.folderOf(wanted)
  return folder === null ? { id: BOX_MODEL, folder: store.folderOf(BOX_MODEL) } : { id: wanted, folder }
}

/** The model that describes: changed while the old one still answers, and kept in the settings once it works. */
export class ModelInUse {
  readonly #parts: ModelInUseParts
  #turn = 0

  constructor(parts: ModelInUseParts) {
    this.#parts = parts
  }

  get id(): string {
    return state(this.#parts).inUse
  }

  /** Where a model lies that can be used. */
  async folderOf(id: string): Promise<Result<{ folder: string }>> {
    const { store } = this.#parts
    const entry = (await store.list()).find((model) => model.id === id)
    if (!entry) return failure('model-unknown')
    if (entry.state === 'damaged') return failure('model-damaged')
    const folder = store.folderOf(id)
    return folder === null ? failure('model-not-found') : { ok: true, folder }
  }

  /** Loads a model and then uses it; resolves when it is in use, or not. What comes of it is said. */
  async use(id: string): Promise<Result<object>> {
    const { settings } = this.#parts
    const there = await this.folderOf(id)
    if (!there.ok) return there
    const { folder } = there
    const name = await this.#nameOf(id)
    const { device } = settings.current()
    const used = await this.#load(id, folder, device)
    if (used === null) return failure('cancelled')
    if (!used.ok) return this.#refuse(id, name, used)
    const kept = await settings.change({ model: id })
    this.#say(id, this.#parts.messages().say('app.models.in-use', { name }))
    return kept
  }

  /** Computes the model in use elsewhere from now on, if it works there. */
  async useDevice(device: DeviceSetting): Promise<Result<object>> {
    const { settings, state, messages } = this.#parts
    const id = state.state.models.inUse
    const there = await this.folderOf(id)
    if (!there.ok) return there
    const used = await this.#load(id, there.folder, device)
    if (used === null) return failure('cancelled')
    if (!used.ok) {
      this.#say(id, failureSentence(used, messages()).text, 'failure')
      return used
    }
    const kept = await settings.change({ device })
    this.#say(id, state.state.models.device)
    return kept
  }

  /**
   * At the start, once the engine has loaded or failed to: the model in the box stands in for one that is
   * missing or does not load, and it is said. The setting stays, for a model that is mended.
   */
  async standIn(): Promise<void> {
    const { settings, state, store, narrator, messages } = this.#parts
    const wanted = settings.current().model
    const { inUse } = state.state.models
    const { vision } = await narrator.status()
    if (inUse === wanted && (vision.failure === null || wanted === BOX_MODEL)) return
    const name = await this.#nameOf(wanted)
    if (inUse !== wanted) return this.#say(wanted, messages().say('app.models.missing', { name }), 'failure')
    const folder = store.folderOf(BOX_MODEL)
    const { failure: failed } = vision
    if (folder === null || failed === null) return
    await this.#load(BOX_MODEL, folder, settings.current().device)
    await this.#refuse(wanted, name, failed)
  }

  /** @returns null where another was wanted meanwhile */
  async #load(id: string, folder: string, device: DeviceSetting): Promise<Result<object> | null> {
    const { narrator, changed } = this.#parts
    const turn = ++this.#turn
    this.#tell({ switching: id })
    const used = await narrator.use({ folder, device })
    if (turn !== this.#turn) return null
    this.#tell({ switching: null, ...(used.ok ? { inUse: id } : {}) })
    await changed()
    return used
  }

  /** Says why a model is not used, and which stays; a damaged one is looked at, for what would mend it. */
  async #refuse(id: string, name: string, failed: Failure): Promise<Failure> {
    const { state, messages } = this.#parts
    const other = await this.#nameOf(state.state.models.inUse)
    const why = failureSentence(failed, messages()).text
    this.#say(id, messages().say('app.models.not-used', { name, why: await this.#mend(id, failed, why), other }), 'failure')
    return failed
  }

  async #mend(id: string, failed: Failure, why: string): Promise<string> {
    const { store, messages } = this.#parts
    const isDamage = failed.code === 'model-damaged' || failed.code === 'model-file-missing'
    const entry = isDamage ? (await store.list()).find((model) => model.id === id) : undefined
    if (!entry || entry.origin === 'box') return why
    const checked = await store.verify(id)
    this.#tell({ edition: state(this.#parts).edition + 1 })
    if (checked.ok) return messages().say('app.models.right-files')
    if (checked.code !== 'model-damaged') return why
    return messages().say(entry.origin === 'imported' ? 'app.models.add-again' : 'app.models.mend')
  }

  async #nameOf(id: string): Promise<string> {
    return (await this.#parts.store.list()).find((model) => model.id === id)?.name ?? id
  }

  #tell(part: Partial<ReturnType<typeof state>>): void {
    this.#parts.state.change({ models: { ...state(this.#parts), ...part } })
  }

  #say(id: string, text: string, kind: NoticeKind = 'notice'): void {
    this.#parts.notice(id, text, kind)
    this.#tell({ said: { id, text } })
  }
}

const state = ({ state: store }: Pick<ModelInUseParts, 'state'>) => store.state.models
