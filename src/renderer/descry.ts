import type { DescryApi } from '../shared/ipc-schema'

declare global {
  interface Window {
    readonly descry: DescryApi
  }
}

/** What the preload script put into this window: the only way out of it. */
export const descry = window.descry
