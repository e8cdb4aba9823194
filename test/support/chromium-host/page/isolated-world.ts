import { Bridge } from './bridge'
import { keepBrowserAway } from './browser-keys'
import type { HostQuestions } from './guarded-functions'
import { PagePorts } from './page-ports'
import { PageSocket } from './page-socket'
import type { PageOptions, Scheme } from './wire'

type Listener = (event: object, ...args: unknown[]) => void
type Preload = (
  require: (name: string) => unknown,
  module: { exports: object },
  exports: object,
  process: object,
) => void

/** Electron's sandboxed preload scripts see this much of `process`. */
const process = { type: 'renderer', platform: 'linux', sandboxed: true, contextIsolated: true, versions: {}, argv: [] }

function scheme(): { now(): Scheme; changed(listener: () => void): void } {
  const queries = {
    dark: matchMedia('(prefers-color-scheme: dark)'),
    moreContrast: matchMedia('(prefers-contrast: more)'),
    forcedColors: matchMedia('(forced-colors: active)'),
    reducedTransparency: matchMedia('(prefers-reduced-transparency: reduce)'),
  }
  return {
    now: () => ({
      dark: queries.dark.matches,
      moreContrast: queries.moreContrast.matches,
      forcedColors: queries.forcedColors.matches,
      reducedTransparency: queries.reducedTransparency.matches,
    }),
    changed: (listener) => Object.values(queries).forEach((query) => query.addEventListener('change', listener)),
  }
}

/** The page's title, now and whenever it changes. */
function watchTitle(heard: (title: string) => void): void {
  let known = ''
  const look = (): void => {
    if (document.title === known) return
    known = document.title
    heard(known)
  }
  addEventListener('DOMContentLoaded', () => {
    look()
    new MutationObserver(look).observe(document.head, { childList: true, subtree: true, characterData: true })
  })
}

/** The host's script in the isolated world; it runs the app's preload script, which sees `electron`. */
export function start(options: PageOptions, preload: Preload | undefined): void {
  if (location.origin !== options.origin || window.top !== window) return
  const socket = new PageSocket(options)
  const ports = new PagePorts(socket)
  const listeners = new Map<string, Set<Listener>>()
  const wrapped = new WeakMap<Listener, Listener>()
  const emit = (channel: string, event: object, args: unknown[]): void =>
    [...(listeners.get(channel) ?? [])].forEach((listener) => listener(event, ...args))
  socket.onSend = (channel, args, ids) => emit(channel, { sender: ipcRenderer, ports: ids.map((id) => ports.open(id)) }, args)
  socket.onPort = (message) => ports.hear(message)

  const add = (channel: string, listener: Listener): void => {
    const known = listeners.get(channel) ?? new Set<Listener>()
    listeners.set(channel, known.add(listener))
  }
  const ipcRenderer = {
    send: (channel: string, ...args: unknown[]) => socket.tell({ k: 'send', c: channel, v: args, ports: [] }),
    invoke: (channel: string, ...args: unknown[]) => socket.ask((id) => ({ k: 'invoke', c: channel, v: args, id })),
    postMessage: (channel: string, message: unknown, transfer: readonly MessagePort[] = []) =>
      socket.tell({ k: 'send', c: channel, v: [message], ports: transfer.map((port) => ports.give(port)) }),
    on: (channel: string, listener: Listener) => {
      add(channel, listener)
      return ipcRenderer
    },
    once: (channel: string, listener: Listener) => {
      const once: Listener = (event, ...args) => {
        listeners.get(channel)?.delete(once)
        listener(event, ...args)
      }
      wrapped.set(listener, once)
      add(channel, once)
      return ipcRenderer
    },
    removeListener: (channel: string, listener: Listener) => {
      listeners.get(channel)?.delete(listener)
      listeners.get(channel)?.delete(wrapped.get(listener) ?? listener)
      return ipcRenderer
    },
  }

  const bridge = new Bridge(`${options.bridge}-isolated`, `${options.bridge}-main`, () => {
    throw new Error('a page exposes nothing to its preload script')
  })
  const questions: HostQuestions = {
    permission: (permission, details) => socket.ask((id) => ({ k: 'ask', id, what: 'permission', about: { permission, ...details } })) as Promise<boolean>,
    permissionState: (permission) => socket.ask((id) => ({ k: 'ask', id, what: 'permission-state', about: { permission } })) as Promise<boolean>,
    displayMedia: (request) => socket.ask((id) => ({ k: 'ask', id, what: 'display-media', about: request })) as Promise<string>,
    windowOpen: (url, frameName, features) =>
      void socket.ask((id) => ({ k: 'ask', id, what: 'window-open', about: { url: new URL(url, location.href).href, frameName, features } })),
  }
  bridge.expose(options.bridge, questions)
  keepBrowserAway((url, frameName) => questions.windowOpen(url, frameName, ''))
  watchTitle((title) => socket.tell({ k: 'title', title }))
  const colours = scheme()
  socket.tell({ k: 'scheme', scheme: colours.now() })
  colours.changed(() => socket.tell({ k: 'scheme', scheme: colours.now() }))

  const contextBridge = { exposeInMainWorld: (key: string, api: unknown) => bridge.expose(key, api) }
  const offered = { contextBridge: refusing('contextBridge', contextBridge), ipcRenderer: refusing('ipcRenderer', ipcRenderer) }
  const require = (name: string): unknown => {
    if (name === 'electron' || name === 'electron/renderer') return refusing('electron', offered)
    throw new Error(`module not found: ${name}`)
  }
  const module = { exports: {} }
  preload?.(require, module, module.exports, process)
}

/** Says by name what the host does not offer, instead of leaving it undefined. */
function refusing(name: string, object: object): unknown {
  return new Proxy(object, {
    get: (target, key) => {
      if (key in target || typeof key === 'symbol' || key === '__esModule' || key === 'default') return Reflect.get(target, key) as unknown
      throw new Error(`the Chromium host does not offer ${name}.${key}`)
    },
  })
}
