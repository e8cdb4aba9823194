import type { EVENTS, EventName, INVOKES, InvokeName, WindowName } from '../shared/ipc-schema'

/**
 * Which channels a window's page is given: `src/shared/ipc-schema.ts` again, without its schemas, since
 * the schema library would cost every window its loading. The types hold both tables to be the same, down
 * to the windows; a test does so too.
 */
export const INVOKE_WINDOWS: { readonly [N in InvokeName]: (typeof INVOKES)[N]['windows'] } = {
  'app:state': ['home', 'menu', 'caption'],
  'command:run': ['home', 'menu'],
  'picture:given': ['home'],
  'picture:open': ['home'],
  'picture:sample': ['home'],
  'answer:picture': ['home'],
  'answers:clear': ['home'],
  'settings:change': ['home'],
  'keys:change': ['home'],
  'keys:editing': ['home'],
  'keys:learn': ['home'],
  'voice:try': ['home'],
  'voice:list': ['home'],
  'models:list': ['home'],
  'models:download': ['home'],
  'models:cancel': ['home'],
  'models:use': ['home'],
  'models:remove': ['home'],
  'models:check': ['home'],
  'models:repair': ['home'],
  'models:add': ['home'],
  'device:change': ['home'],
  'login:get': ['home'],
  'login:set': ['home'],
  'menu:close': ['menu'],
  'window:zoom': ['home'],
  'text:close': ['home'],
  'ask:put': ['home'],
  'ask:close': ['home'],
  'ask:listen': ['home'],
  'history:list': ['home'],
  'history:show': ['home'],
  'history:forget': ['home'],
  'history:export': ['home'],
  'profiles:front': ['home'],
  'window:said': ['home', 'menu'],
  'app:quit': ['home'],
}

export const EVENT_WINDOWS: { readonly [N in EventName]: (typeof EVENTS)[N]['windows'] } = {
  'app:state': ['home', 'menu', 'caption'],
  'home:view': ['home'],
  'key:pressed': ['home'],
  announce: ['home'],
  'menu:opened': ['menu'],
}

/** The page of each window, as `src/main/app/security/scheme.ts` serves it. */
const PAGES = new Map<string, WindowName>([
  ['/home.html', 'home'],
  ['/menu.html', 'menu'],
  ['/caption.html', 'caption'],
  ['/stage.html', 'stage'],
])

/** @returns the window that a page's path is of, or undefined for a page that is none of ours */
export function windowOfPage(path: string): WindowName | undefined {
  return PAGES.get(path)
}

/** Whether a table has `name` as its own and for `window`; names from a page are anything at all. */
export function has(
  table: Readonly<Record<string, readonly WindowName[]>>,
  name: string,
  window: WindowName,
): boolean {
  return Object.hasOwn(table, name) && (table[name]?.includes(window) ?? false)
}
