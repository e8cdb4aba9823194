import { createRequire } from 'node:module'

/* The part of the package `x11` that the host uses; it brings no types of its own. */

export interface XEvent {
  readonly name: string
  readonly type: number
  readonly wid: number
  readonly wid1: number
  readonly event: number
  readonly parent: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly overrideRedirect: boolean
  readonly detail: number
  readonly mode: number
  readonly keycode: number
  readonly buttons: number
  readonly time: number
  readonly atom: number
  readonly state: number
  readonly mask: number
  readonly message_type: number
  readonly data: number[]
  readonly owner: number
  readonly requestor: number
  readonly selection: number
  readonly target: number
  readonly property: number
  readonly rawData: Buffer
}
export interface XProperty {
  readonly type: number
  readonly format: number
  readonly bytesAfter: number
  readonly data: Buffer
}
type XCallback<T> = (error: Error | null, value: T) => void
export interface XExtension {
  readonly majorOpcode: number
  readonly firstEvent: number
  readonly NotifyMask: Record<string, number>
  SelectInput(window: number, mask: number): void
  QueryInfo(drawable: number, callback: XCallback<{ idle: number }>): void
}
interface XClient {
  seq_num: number
  readonly pack_stream: { put(bytes: Buffer): void; submit(expectsReply: boolean): boolean }
  readonly replies: Record<number, [(reply: Buffer, option: number) => unknown, XCallback<never>]>
  on(name: 'event', listener: (event: XEvent) => void): void
  on(name: 'error', listener: (error: Error) => void): void
  on(name: 'end', listener: () => void): void
  AllocID(): number
  require(name: string, callback: XCallback<XExtension>): void
  terminate(): void
  [request: string]: unknown
}
export interface XDisplay {
  readonly client: XClient
  readonly resource_mask: number
  readonly min_keycode: number
  readonly max_keycode: number
  readonly screen: { readonly root: number; readonly pixel_width: number; readonly pixel_height: number }[]
}
interface Package {
  createClient(options: Record<string, unknown>, callback: (error: Error | null, display: XDisplay) => void): XClient
  readonly eventMask: Record<string, number>
}
export const x11 = createRequire(import.meta.url)('x11') as Package
