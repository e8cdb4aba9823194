import { Bridge } from './bridge'
import { guardDevices } from './guarded-functions'
import type { PageOptions } from './wire'

/** Deeply, as contextBridge does: a page cannot change what it was given. */
function freeze(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value
  Object.values(value).forEach(freeze)
  return Object.freeze(value)
}

/** As Electron's webPreferences.webgl: false: there is no such context. */
function withoutWebgl(): void {
  for (const { prototype } of [HTMLCanvasElement, OffscreenCanvas]) {
    const original = prototype.getContext as (type: string, options?: unknown) => unknown
    Object.defineProperty(prototype, 'getContext', {
      configurable: true,
      writable: true,
      value: function getContext(this: unknown, type: string, options?: unknown): unknown {
        return /webgl/i.test(type) ? null : original.call(this, type, options)
      },
    })
  }
}

/** The host's script in the page's own world, before any of the page's. */
export function start(options: PageOptions): void {
  if (location.origin !== options.origin || window.top !== window) return
  if (!options.webgl) withoutWebgl()
  new Bridge(`${options.bridge}-main`, `${options.bridge}-isolated`, (key, value) => {
    if (key === options.bridge) return guardDevices(value)
    if (Object.hasOwn(window, key))
      throw new Error('Cannot bind an API on top of an existing property on the window object')
    Object.defineProperty(window, key, { value: freeze(value), enumerable: true, configurable: false, writable: false })
  })
}
