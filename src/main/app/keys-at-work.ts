import type { KeyId, KeyView } from '../../shared/app-state'
import { commandSpec } from '../../shared/commands'
import { NEIGHBOURS } from '../../shared/key-conflicts'
import type { Messages } from '../../shared/messages'
import { keyView, type GlobalKeys } from './global-keys'
import type { Press } from './key-press'
import type { Later } from './later'
import { PressedKeys } from './pressed-keys'
import type { KeySystem } from '../../shared/keys'

interface KeysParts {
  readonly keys: GlobalKeys
  readonly system: KeySystem
  readonly messages: () => Messages
  /** What the keys do, when they are not being learned. */
  readonly act: (id: KeyId, press: Exclude<Press, 'repeat'>) => void
  readonly say: (text: string) => void
  /** Told of every press: proof in the first run. */
  readonly pressed: (id: KeyId) => void
  readonly learning: (on: boolean) => void
  /** Milliseconds, monotonic. */
  readonly now: () => number
  readonly later?: Later
}

/** The global keys as they are pressed: once, twice or held down, for work or in learn-keys mode. */
export class KeysAtWork {
  readonly #parts: KeysParts
  readonly #pressed: PressedKeys
  #learning = false

  constructor(parts: KeysParts) {
    this.#parts = parts
    this.#pressed = new PressedKeys(parts)
  }

  get isLearning(): boolean {
    return this.#learning
  }

  /** A global key arrived. */
  press(id: KeyId): void {
    this.#pressed.press(id, (press) => this.#act(id, press))
  }

  #act(id: KeyId, press: Exclude<Press, 'repeat'>): void {
    const { act, pressed, say, messages } = this.#parts
    if (press === 'step' && this.#learning) return
    pressed(id)
    if (!this.#learning) return act(id, press)
    if (id === 'learn-keys') this.learn(false)
    else say(whatItDoes(id, messages()))
  }

  /** In learn-keys mode each key says what it does instead of doing it. */
  learn(on: boolean): void {
    if (on === this.#learning) return
    this.#learning = on
    const { learning, say, messages } = this.#parts
    learning(on)
    const key = this.views().find(({ id }) => id === 'learn-keys')?.spoken ?? ''
    say(on ? messages().say('app.learn-on', { key }) : messages().say('app.learn-off'))
  }

  views(): KeyView[] {
    const { keys, system, messages } = this.#parts
    return keys.statuses().map((status) => keyView(status, system, messages()))
  }

  /** What is to be said of keys at the start: those that are not as usual, and why. */
  startNotes(): string[] {
    const { keys, messages } = this.#parts
    const notes = new Map(this.views().map(({ id, note }) => [id, note]))
    const unusual = keys.statuses().filter(({ state }) => state === 'replaced' || state === 'taken')
    const others = [...new Set(unusual.map(({ state, conflict }) => (state === 'replaced' ? conflict : null)))]
    // One neighbour may use a whole prefix: a sentence for each of its keys would be a flood.
    return others.flatMap((other) => {
      const those = unusual.filter(({ state, conflict }) => (state === 'replaced' ? conflict : null) === other)
      if (other === null || those.length === 1) return those.flatMap(({ id }) => notes.get(id) ?? [])
      return [messages().say('keys.avoided-many', { other: NEIGHBOURS[other], count: those.length })]
    })
  }

  /** A key as it is said; empty where it could not be had. */
  spoken(id: KeyId): string {
    return this.views().find((view) => view.id === id)?.spoken ?? ''
  }
}

function whatItDoes(id: KeyId, messages: Messages): string {
  const [name, help] =
    id === 'layer'
      ? [messages.say('app.layer.name'), messages.say('app.layer.help')]
      : [messages.say(commandSpec(id).name), messages.say(commandSpec(id).help)]
  return messages.say('app.learned', { name, help })
}
