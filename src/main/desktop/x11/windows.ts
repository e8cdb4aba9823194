import type { XAttributes, XGeometry } from 'x11'
import type { Rect } from '../../../shared/rect'
import type { Connection } from './connection'
import { number, numbers } from './properties'

const VIEWABLE = 2
const INPUT_ONLY = 2
const ALL_DESKTOPS = 0xffff_ffff
/** Window managers nest a client at most this deep in frames of their own. */
const MAX_DEPTH = 16

/** Kinds of window that nobody works in (EWMH, _NET_WM_WINDOW_TYPE). */
const ASIDE = ['DOCK', 'DESKTOP', 'SPLASH', 'NOTIFICATION', 'TOOLTIP', 'MENU', 'POPUP_MENU', 'DROPDOWN_MENU', 'COMBO', 'DND']

export interface Placed {
  readonly bounds: Rect
  readonly depth: number
  readonly attributes: XAttributes
}

/** A window that is drawn on the screen: its place on the root window, border included. */
export async function placed(x: Connection, window: number): Promise<Placed | undefined> {
  const [attributes, geometry] = await Promise.all([
    x.ask<XAttributes>((c, done) => c.GetWindowAttributes(window, done)),
    x.ask<XGeometry>((c, done) => c.GetGeometry(window, done)),
  ])
  if (!attributes || !geometry || attributes.mapState !== VIEWABLE || attributes.klass === INPUT_ONLY) return undefined
  const border = 2 * geometry.borderWidth
  return {
    // A child of the root has its place on the root; others are asked for by `topLevel` first.
    bounds: { x: geometry.xPos, y: geometry.yPos, width: geometry.width + border, height: geometry.height + border },
    depth: geometry.depth,
    attributes,
  }
}

/** The child of the root that holds this window: the window manager's frame, or the window itself. */
export async function topLevel(x: Connection, window: number): Promise<number | undefined> {
  let at = window
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const tree = await x.ask<{ parent: number }>((c, done) => c.QueryTree(at, done))
    if (!tree) return undefined
    if (tree.parent === x.root || tree.parent === 0) return at
    at = tree.parent
  }
  return undefined
}

/** Children of the root, bottom to top. */
export async function rootChildren(x: Connection): Promise<readonly number[]> {
  return (await x.ask<{ children: number[] }>((c, done) => c.QueryTree(x.root, done)))?.children ?? []
}

/** The windows that the window manager knows, bottom to top; undefined without a window manager. */
export async function clients(x: Connection): Promise<readonly number[] | undefined> {
  return (await numbers(x, x.root, '_NET_CLIENT_LIST_STACKING')) ?? (await numbers(x, x.root, '_NET_CLIENT_LIST'))
}

/** Whether a person could be working in it: mapped, of a normal kind, not minimised, on this workspace. */
export async function isNormal(x: Connection, window: number): Promise<boolean> {
  const [attributes, types, states, workspace, current, hidden, ...aside] = await Promise.all([
    x.ask<XAttributes>((c, done) => c.GetWindowAttributes(window, done)),
    numbers(x, window, '_NET_WM_WINDOW_TYPE'),
    numbers(x, window, '_NET_WM_STATE'),
    number(x, window, '_NET_WM_DESKTOP'),
    number(x, x.root, '_NET_CURRENT_DESKTOP'),
    x.atom('_NET_WM_STATE_HIDDEN'),
    ...ASIDE.map((kind) => x.atom(`_NET_WM_WINDOW_TYPE_${kind}`)),
  ])
  if (attributes?.mapState !== VIEWABLE || attributes.klass === INPUT_ONLY) return false
  // The first type is the one that counts.
  if (types?.[0] !== undefined && aside.includes(types[0])) return false
  if (states?.includes(hidden)) return false
  return workspace === undefined || current === undefined || workspace === ALL_DESKTOPS || workspace === current
}
