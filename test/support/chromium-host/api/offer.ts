import { EventEmitter } from 'node:events'

const EMITTER = [
  'on', 'once', 'off', 'addListener', 'removeListener', 'removeAllListeners', 'emit', 'listenerCount', 'listeners',
  'eventNames', 'setMaxListeners', 'getMaxListeners', 'rawListeners', 'prependListener', 'prependOnceListener',
]
/** Asked by the language itself (`await`, JSON, printing), never by the app. */
const PROBED = new Set(['then', 'toJSON', 'inspect', 'constructor', 'prototype', 'name', 'length', 'default', '__esModule'])

const missing = (what: string): Error => new Error(`the Chromium host does not offer ${what}`)

type Callable = (...args: unknown[]) => unknown

/**
 * The object as the app sees it: the named members and nothing else. Whatever the host does not offer throws
 * with its name, when it is read and when it is set: there are no silent stubs.
 */
export function offer<T extends object>(name: string, target: T, members: readonly string[]): T {
  const known = new Set([...members, ...(target instanceof EventEmitter ? EMITTER : [])])
  const bound = new Map<string, unknown>()
  return new Proxy(target, {
    get: (_target, key) => {
      if (typeof key === 'symbol' || PROBED.has(key)) return Reflect.get(target, key, target) as unknown
      if (!known.has(key)) throw missing(`electron.${name}.${key}`)
      const value = Reflect.get(target, key, target) as unknown
      if (typeof value !== 'function') return value
      const method = bound.get(key) ?? (value as Callable).bind(target)
      bound.set(key, method)
      return method
    },
    set: (_target, key, value) => {
      if (!known.has(String(key))) throw missing(`electron.${name}.${String(key)}`)
      return Reflect.set(target, key, value, target)
    },
    has: (_target, key) => typeof key === 'symbol' || known.has(key),
  })
}

/** A part of Electron's that the host does not have at all. */
export const absent = (name: string): unknown => {
  const refuse = (): never => {
    throw missing(`electron.${name}`)
  }
  return new Proxy(refuse, {
    get: (_target, key) => (typeof key === 'symbol' || PROBED.has(key) ? undefined : refuse()),
    apply: refuse,
    construct: refuse,
  })
}

/** An emitter whose events are listed: listening for another one would wait for ever, and so it throws. */
export class HostEmitter extends EventEmitter {
  constructor(
    private readonly named: string,
    events: readonly string[],
  ) {
    super()
    const known = new Set(events)
    super.on('newListener', (event: string) => {
      if (!known.has(event) && event !== 'newListener' && event !== 'removeListener')
        throw missing(`the event '${event}' of electron.${this.named}`)
    })
  }
}

/** An event that a listener can prevent. */
export class HostEvent {
  defaultPrevented = false
  constructor(extra: object = {}) {
    Object.assign(this, extra)
  }

  preventDefault(): void {
    this.defaultPrevented = true
  }
}
