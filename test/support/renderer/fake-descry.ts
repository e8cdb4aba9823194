import type { AppState } from '../../../src/shared/app-state'
import type { EventName, EventPayload, InvokeName } from '../../../src/shared/ipc-schema'

/** What a test sees of the stand-in for main, in the page as `window.fake`. */
export interface Fake {
  state: AppState
  /** Every call of the page, in order; bytes as their count. */
  readonly invokes: { readonly name: InvokeName; readonly args: readonly unknown[] }[]
  /** What the policy refused. */
  readonly violations: string[]
  /** Gives this answer from now on instead of the usual one. */
  answer(name: InvokeName, reply: unknown): void
  push<N extends EventName>(name: N, payload: EventPayload<N>): void
  /** Main changes the state and tells it. */
  change(part: Partial<AppState>): void
}

declare global {
  interface Window {
    fake: Fake
  }
}

/**
 * Runs in the page before its own code: keeps a state as main does, and writes down what the page asks
 * for. It must not use anything from outside itself.
 */
export function installFake(first: AppState): void {
  const hearers = new Map<string, Set<(payload: never) => void>>()
  const replies = new Map<string, unknown>()
  const ok = { ok: true }

  const push = (name: string, payload: unknown) => {
    for (const hear of hearers.get(name) ?? []) hear(payload as never)
  }
  const fake: Fake = {
    state: first,
    invokes: [],
    violations: [],
    answer: (name, reply) => void replies.set(name, reply),
    push,
    change: (part) => {
      fake.state = { ...fake.state, ...part }
      push('app:state', fake.state)
    },
  }
  const usual: Record<string, (...args: never[]) => unknown> = {
    'app:state': () => fake.state,
    'settings:change': (patch: Partial<AppState['settings']>) => {
      fake.change({ settings: { ...fake.state.settings, ...patch } })
      return ok
    },
    'keys:change': (id: string, accelerator: string | null) => {
      const keys = fake.state.keys.map((key) =>
        key.id === id ? { ...key, accelerator, spoken: accelerator?.replaceAll('+', ' ') ?? '' } : key,
      )
      fake.change({ keys })
      return ok
    },
    'keys:learn': (on: boolean) => {
      fake.change({ learningKeys: on })
      return ok
    },
    'models:list': () => ({
      models: [],
      recogniser: { name: 'PP-OCR', about: 'Reads.', size: 1, licence: 'Apache-2.0', state: 'in-use' },
      recommendation: '',
      recommended: null,
      devices: ['auto', 'cpu'],
    }),
    'voice:list': () => ({ voices: ['English (America)', 'English (Scotland)'] }),
    'history:list': () => ({ answers: [], more: false }),
    'history:export': () => ({ ok: true, sentence: 'Written.' }),
    'login:get': () => ({ possible: true, on: false }),
    'answer:picture': () => null,
  }
  const api = {
    invoke: async (name: InvokeName, ...args: unknown[]) => {
      const plain = args.map((arg) =>
        arg !== null && typeof arg === 'object' && 'bytes' in arg
          ? { ...arg, bytes: (arg.bytes as Uint8Array).byteLength }
          : arg,
      )
      fake.invokes.push({ name, args: plain })
      if (replies.has(name)) return replies.get(name)
      return usual[name]?.(...(args as never[])) ?? (name === 'answer:picture' ? null : ok)
    },
    on: (name: string, hear: (payload: never) => void) => {
      const set = hearers.get(name) ?? new Set()
      hearers.set(name, set.add(hear))
      return () => set.delete(hear)
    },
  }
  Object.assign(window, { descry: api, fake })
  document.addEventListener('securitypolicyviolation', (event) => {
    fake.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`)
  })
}
