/** What a page tells the host over its socket. `c` names a channel, `v` carries the arguments. */
export type FromPage =
  | { readonly k: 'send'; readonly c: string; readonly v: unknown[]; readonly ports: readonly number[] }
  | { readonly k: 'invoke'; readonly c: string; readonly v: unknown[]; readonly id: number }
  | { readonly k: 'port'; readonly port: number; readonly v: unknown; readonly ports: readonly number[] }
  | { readonly k: 'port-close'; readonly port: number }
  | { readonly k: 'ask'; readonly id: number; readonly what: Question; readonly about: unknown }
  | { readonly k: 'scheme'; readonly scheme: Scheme }
  | { readonly k: 'title'; readonly title: string }

/** What the host tells a page. */
export type ToPage =
  | { readonly k: 'send'; readonly c: string; readonly v: unknown[]; readonly ports: readonly number[] }
  | { readonly k: 'result'; readonly id: number; readonly v: unknown }
  | { readonly k: 'failure'; readonly id: number; readonly message: string }
  | { readonly k: 'port'; readonly port: number; readonly v: unknown; readonly ports: readonly number[] }
  | { readonly k: 'port-close'; readonly port: number }

/** What the page's wrapped functions ask before they do anything. */
type Question = 'permission' | 'permission-state' | 'display-media' | 'window-open'

/** What the page sees of the system's colours, by its media queries. */
export interface Scheme {
  readonly dark: boolean
  readonly moreContrast: boolean
  readonly forcedColors: boolean
  readonly reducedTransparency: boolean
}

/** What the scripts in a page are started with. */
export interface PageOptions {
  /** The name of the DOM events between the two worlds; nobody else knows it. */
  readonly bridge: string
  /** The origin that the host serves. */
  readonly origin: string
  /** The binding by which the isolated world asks for its socket's token. */
  readonly binding: string
  readonly webgl: boolean
}
