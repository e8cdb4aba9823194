import { KEY_IDS, type KeyId, type KeyView } from '../../shared/app-state'
import { failure, type Failure } from '../../shared/codes'
import { commandSpec } from '../../shared/commands'
import { conflictOf, NEIGHBOURS, type Neighbour } from '../../shared/key-conflicts'
import { defaultKey, offerFree, readKey, speakKey, type KeySystem } from '../../shared/keys'
import type { MessageKey, Messages } from '../../shared/messages'
import type { Settings } from '../../shared/settings'

/** Electron's globalShortcut, as far as it is used here. `register` is false when another program holds the key. */
interface KeyRegistry {
  register(accelerator: string, run: () => void): boolean
  unregister(accelerator: string): void
}

interface GlobalKeysParts {
  readonly registry: KeyRegistry
  readonly system: KeySystem
  /** Who else uses keys here. */
  readonly neighbours: ReadonlySet<Neighbour>
  /** False where `register` says yes even when no key will come (Wayland): then only a press proves it. */
  readonly trusted: boolean
  readonly run: (id: KeyId) => void
  /** A key's state changed by itself: a press proved it. */
  readonly changed: () => void
}

interface KeyStatus {
  readonly id: KeyId
  /** What the user chose, or the default; null when the user wants none. */
  readonly wanted: string | null
  /** What was had; null with the states `taken` and `off`. */
  readonly accelerator: string | null
  readonly state: KeyView['state']
  /** Who else uses the key; with the state `replaced`, who uses the wanted one. */
  readonly conflict: Neighbour | null
}

type UserKeys = Settings['keys']

/** Holds the layer key and the direct keys, and knows for each whether it was had. */
export class GlobalKeys {
  readonly #parts: GlobalKeysParts
  readonly #wanted = new Map<KeyId, string | null>()
  /** Keys that nobody chose: those that others use, too, are avoided. */
  readonly #defaults = new Set<KeyId>()
  readonly #statuses = new Map<KeyId, KeyStatus>()
  /** Accelerators that have arrived once. */
  readonly #proven = new Set<string>()
  #suspended = false

  constructor(parts: GlobalKeysParts) {
    this.#parts = parts
  }

  /** Registers all keys; a key that cannot be had is replaced by one that can. */
  start(keys: UserKeys): void {
    for (const id of KEY_IDS) this.#want(id, this.#read(id, id === 'layer' ? keys.layer : keys.commands[id]))
    this.#acquireAll()
  }

  /**
   * Changes one key: to an accelerator (as typed or pressed), to none (null), or back to the default
   * (undefined). Failures leave everything as it was: `key-invalid`, `key-taken`.
   */
  change(id: KeyId, key: string | null | undefined): { ok: true; accelerator: string | null } | Failure {
    const read = key === null ? null : readKey(key ?? defaultKey(id, this.#parts.system), this.#parts.system)
    if (read?.ok === false) return read
    const wanted = read?.accelerator ?? null
    const isDefault = key === undefined
    // A default that somebody else uses is avoided, so it need not be free.
    if (isDefault && wanted !== null && this.#isAvoided(wanted)) return this.#set(id, wanted, isDefault)
    const accelerator = wanted
    const before = this.#statuses.get(id)
    const others = [...this.#statuses.values()].filter((status) => status.id !== id)
    if (accelerator !== null && others.some((s) => s.accelerator === accelerator)) {
      return failure('key-taken', 'another command has it')
    }
    if (accelerator !== null && accelerator !== before?.accelerator && !this.#isFree(accelerator)) {
      return failure('key-taken', 'another program has it')
    }
    return this.#set(id, accelerator, isDefault)
  }

  /** Lets go of all keys until `resume`: a new key is being typed, or the system sleeps. */
  suspend(): void {
    if (this.#suspended) return
    this.#releaseAll()
    this.#suspended = true
  }

  /** Registers all keys anew; what was taken before may be free now, and the other way round. */
  resume(): void {
    if (!this.#suspended) return
    this.#suspended = false
    this.#acquireAll()
  }

  statuses(): readonly KeyStatus[] {
    return KEY_IDS.map((id) => this.#statuses.get(id)).filter((status) => status !== undefined)
  }

  #set(id: KeyId, wanted: string | null, isDefault: boolean): { ok: true; accelerator: string | null } {
    const before = this.#statuses.get(id)
    this.#want(id, { key: wanted, isDefault })
    if (!this.#suspended && before?.accelerator) this.#parts.registry.unregister(before.accelerator)
    this.#statuses.delete(id)
    this.#acquire(id)
    return { ok: true, accelerator: wanted }
  }

  #want(id: KeyId, { key, isDefault }: { key: string | null; isDefault: boolean }): void {
    this.#wanted.set(id, key)
    if (isDefault) this.#defaults.add(id)
    else this.#defaults.delete(id)
  }

  #isAvoided(accelerator: string): boolean {
    return conflictOf(accelerator, this.#parts.neighbours) !== null
  }

  #read(id: KeyId, chosen: string | null | undefined): { key: string | null; isDefault: boolean } {
    if (chosen === null) return { key: null, isDefault: false }
    const read = chosen === undefined ? undefined : readKey(chosen, this.#parts.system)
    // A key that must not be used can only come from a file that was edited by hand.
    return read?.ok ? { key: read.accelerator, isDefault: false } : { key: defaultKey(id, this.#parts.system), isDefault: true }
  }

  #acquireAll(): void {
    this.#statuses.clear()
    for (const id of KEY_IDS) this.#acquire(id)
  }

  #releaseAll(): void {
    for (const { accelerator } of this.#statuses.values()) {
      if (accelerator !== null) this.#parts.registry.unregister(accelerator)
    }
  }

  /** The wanted key, else the first of the offered ones that can be had and that nobody else uses. */
  #acquire(id: KeyId): void {
    const { system, neighbours } = this.#parts
    const wanted = this.#wanted.get(id) ?? null
    if (wanted === null) {
      this.#statuses.set(id, { id, wanted, accelerator: null, state: 'off', conflict: null })
      return
    }
    const held = [...this.#statuses.values()].map((status) => status.accelerator)
    const taken = new Set([...held, ...this.#wanted.values()].filter((key) => key !== null))
    const other = this.#defaults.has(id) ? conflictOf(wanted, neighbours) : null
    let key: string | null = wanted
    if (other !== null || held.includes(wanted) || !this.#register(id, wanted)) {
      do {
        key = offerFree(id, taken, system)
        if (key !== null) taken.add(key)
      } while (key !== null && (this.#isAvoided(key) || !this.#register(id, key)))
    }
    // Better one that somebody else uses, too, than none.
    if (key === null && other !== null && !held.includes(wanted) && this.#register(id, wanted)) key = wanted
    const conflict = key === null ? null : key === wanted ? conflictOf(key, neighbours) : other
    this.#statuses.set(id, { id, wanted, accelerator: key, state: this.#stateOf(wanted, key, conflict), conflict })
  }

  #stateOf(wanted: string, key: string | null, conflict: Neighbour | null): KeyView['state'] {
    if (key === null) return 'taken'
    if (key !== wanted) return 'replaced'
    if (!this.#parts.trusted && !this.#proven.has(key)) return 'unproven'
    return conflict === null ? 'held' : 'conflict'
  }

  #register(id: KeyId, accelerator: string): boolean {
    // While suspended, a key is only tried: `resume` takes it.
    if (this.#suspended) return this.#isFree(accelerator)
    return this.#parts.registry.register(accelerator, () => this.#pressed(id, accelerator))
  }

  #isFree(accelerator: string): boolean {
    const { registry } = this.#parts
    const free = registry.register(accelerator, () => undefined)
    if (free) registry.unregister(accelerator)
    return free
  }

  #pressed(id: KeyId, accelerator: string): void {
    const status = this.#statuses.get(id)
    if (!this.#proven.has(accelerator)) {
      this.#proven.add(accelerator)
      if (status?.state === 'unproven') {
        this.#statuses.set(id, { ...status, state: status.conflict === null ? 'held' : 'conflict' })
        this.#parts.changed()
      }
    }
    this.#parts.run(id)
  }
}

const NOTES: Readonly<Partial<Record<KeyView['state'], MessageKey>>> = {
  replaced: 'keys.replaced',
  taken: 'keys.taken',
  conflict: 'keys.conflict',
  unproven: 'keys.unproven',
}

/** A key as the windows show it and as it is said at start. Pure. */
export function keyView(status: KeyStatus, system: KeySystem, messages: Messages): KeyView {
  const { id, wanted, accelerator, state, conflict } = status
  const spoken = accelerator === null ? '' : speakKey(accelerator, system, messages)
  const note = state === 'replaced' && conflict !== null ? 'keys.avoided' : NOTES[state]
  const values = {
    name: messages.say(id === 'layer' ? 'window.keys.layer' : commandSpec(id).name),
    key: spoken,
    wanted: wanted === null ? '' : speakKey(wanted, system, messages),
    other: conflict === null ? '' : NEIGHBOURS[conflict],
  }
  return { id, accelerator, spoken, state, note: note === undefined ? null : messages.say(note, values) }
}
