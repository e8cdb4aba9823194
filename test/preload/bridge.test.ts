import type { IpcRenderer, IpcRendererEvent } from 'electron'
import { describe, expect, test } from 'vitest'
import { createBridge } from '../../src/preload/bridge'
import { EVENT_WINDOWS, INVOKE_WINDOWS, windowOfPage } from '../../src/preload/channels'
import { handOverPort } from '../../src/preload/stage-port'
import { EVENT_NAMES, EVENTS, INVOKE_NAMES, INVOKES, WINDOWS } from '../../src/shared/ipc-schema'
import { STAGE_PORT } from '../../src/shared/stage-protocol'

type Listener = (event: IpcRendererEvent, ...args: unknown[]) => void

function fakeRenderer() {
  const invoked: unknown[][] = []
  const listeners: [string, Listener][] = []
  const ipc = {
    invoke: async (...args: unknown[]) => (invoked.push(args), 'the reply'),
    on: (channel: string, listener: Listener) => void listeners.push([channel, listener]),
    removeListener: (channel: string, listener: Listener) => {
      listeners.splice(
        listeners.findIndex(([name, other]) => name === channel && other === listener),
        1,
      )
    },
  } as unknown as IpcRenderer
  const emit = (channel: string, event: object, ...args: unknown[]) => {
    for (const [name, listener] of [...listeners]) if (name === channel) listener(event as IpcRendererEvent, ...args)
  }
  return { ipc, invoked, listeners, emit }
}

const loose = (api: unknown) =>
  api as { invoke(name: unknown, ...args: unknown[]): Promise<unknown>; on(name: unknown, hear: () => void): () => void }

const NO_CHANNELS = ['', 'app:STATE', '__proto__', 'constructor', 'toString', 'ipc-message', 'ELECTRON_BROWSER_REQUIRE']

test('the tables of the preload script are those of the schema', () => {
  const windows = (table: Record<string, { windows: readonly string[] }>) =>
    Object.fromEntries(Object.entries(table).map(([name, spec]) => [name, spec.windows]))
  expect(INVOKE_WINDOWS).toEqual(windows(INVOKES))
  expect(EVENT_WINDOWS).toEqual(windows(EVENTS))
})

test('a page is known by its path, and no other page is', () => {
  for (const window of WINDOWS) expect(windowOfPage(`/${window}.html`)).toBe(window)
  for (const path of ['/', '', '/home', '/other.html', '/x/home.html', '/home.html/', '__proto__', 'constructor']) {
    expect(windowOfPage(path)).toBeUndefined()
  }
})

describe.each(WINDOWS)('the bridge of the %s window', (window) => {
  test('has two functions and nothing of electron', () => {
    const api = createBridge(fakeRenderer().ipc, window)
    expect(Object.keys(api)).toEqual(['invoke', 'on'])
    expect(Object.values(api).every((value) => typeof value === 'function')).toBe(true)
  })

  test('asks through the channels of this window and throws on every other name', async () => {
    for (const name of [...INVOKE_NAMES, ...NO_CHANNELS, STAGE_PORT, 'home:view']) {
      const { ipc, invoked } = fakeRenderer()
      const asked = loose(createBridge(ipc, window)).invoke(name, 1, 'two')
      const has = INVOKE_NAMES.some((n) => n === name && (INVOKES[n].windows as readonly string[]).includes(window))
      if (has) {
        expect(await asked).toBe('the reply')
        expect(invoked).toEqual([[name, 1, 'two']])
      } else {
        await expect(asked).rejects.toThrow('No such channel.')
        expect(invoked).toEqual([])
      }
    }
  })

  test('hears the events of this window and throws on every other name', () => {
    for (const name of [...EVENT_NAMES, ...NO_CHANNELS, STAGE_PORT, 'command:run']) {
      const { ipc, listeners } = fakeRenderer()
      const on = () => loose(createBridge(ipc, window)).on(name, () => {})
      const has = EVENT_NAMES.some((n) => n === name && (EVENTS[n].windows as readonly string[]).includes(window))
      if (has) on()
      else expect(on).toThrow('No such channel.')
      expect(listeners.map(([channel]) => channel)).toEqual(has ? [name] : [])
    }
  })

  test('a name that is not a text throws', async () => {
    const { ipc, invoked } = fakeRenderer()
    for (const name of [undefined, null, 1, {}, ['app:state'], { toString: () => 'nothing' }]) {
      if (window === 'stage' || String(name) !== 'app:state') {
        await expect(loose(createBridge(ipc, window)).invoke(name)).rejects.toThrow()
      }
    }
    expect(invoked).toEqual([])
  })
})

test('a listener is given the payload and never the event, which would carry ipcRenderer', () => {
  const { ipc, emit } = fakeRenderer()
  const heard: unknown[][] = []
  createBridge(ipc, 'home').on('key:pressed', (...args) => void heard.push(args))
  emit('key:pressed', { sender: ipc }, { id: 'layer' }, 'more')
  expect(heard).toEqual([[{ id: 'layer' }]])
})

test('a listener that was ended hears nothing, and others go on', () => {
  const { ipc, emit } = fakeRenderer()
  const heard: string[] = []
  const end = createBridge(ipc, 'home').on('key:pressed', () => void heard.push('first'))
  createBridge(ipc, 'home').on('key:pressed', () => void heard.push('second'))
  end()
  emit('key:pressed', {}, { id: 'layer' })
  expect(heard).toEqual(['second'])
})

test('the port goes to the stage’s page alone, addressed to its own origin', () => {
  const { ipc, emit } = fakeRenderer()
  const posted: unknown[][] = []
  const page = {
    location: { origin: 'app://descry' },
    postMessage: ((...args: unknown[]) => void posted.push(args)) as Window['postMessage'],
  }
  handOverPort(ipc, page)
  const port = { a: 'port' }
  emit(STAGE_PORT, { ports: [port] }, null)
  expect(posted).toEqual([[STAGE_PORT, 'app://descry', [port]]])
})
