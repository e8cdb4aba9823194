import type { Rect } from '../../../shared/rect'
import type { OwnWindows, StackedWindow } from '../desktop'
import { oneLine } from '../text'
import type { Connection } from './connection'
import { ownProcesses } from './front'
import { number, numbers, text } from './properties'
import { clients, placed, rootChildren, topLevel, type Placed } from './windows'

const FULLY_OPAQUE = 0xffff_ffff
/** A window with this many bits a pixel may be translucent where a compositor runs. */
const WITH_ALPHA = 32

/** Every window on the screen, top to bottom, menus and docks included; frames hold their client's id. */
export async function findStacking(x: Connection, own: OwnWindows): Promise<readonly StackedWindow[]> {
  const [children, listed, pids, compositor] = await Promise.all([
    rootChildren(x),
    clients(x),
    ownProcesses(x, own),
    compositorRuns(x),
  ])
  const clientOf = new Map<number, number>()
  // Without a window manager, the children of the root are the clients themselves.
  const known = new Set([...(listed ?? []), ...own])
  await Promise.all(
    [...known].map(async (id) => {
      const top = await topLevel(x, id)
      if (top !== undefined) clientOf.set(top, id)
    }),
  )
  const windows = await Promise.all(
    children.toReversed().map(async (top): Promise<StackedWindow | undefined> => {
      const place = await placed(x, top)
      if (!place) return undefined
      const id = clientOf.get(top) ?? top
      const [pid, title, oldTitle] = await Promise.all([number(x, id, '_NET_WM_PID'), text(x, id, '_NET_WM_NAME'), text(x, id, 'WM_NAME')])
      return {
        id,
        title: oneLine(title ?? oldTitle ?? ''),
        bounds: place.bounds,
        covers: compositor ? await opaqueParts(x, id, top, place) : [place.bounds],
        own: own.has(id) || (pid !== undefined && pids.has(pid)),
      }
    }),
  )
  return windows.filter((window) => window !== undefined)
}

/** A compositing manager owns this selection (EWMH, _NET_WM_CM_Sn); without one nothing is translucent. */
async function compositorRuns(x: Connection): Promise<boolean> {
  const selection = await x.atom(`_NET_WM_CM_S${x.screen}`)
  return Boolean(await x.ask<number>((c, done) => c.GetSelectionOwner(selection, done)))
}

/** Where nothing behind the window shows: all of it, or the opaque region that a window with alpha declares. */
async function opaqueParts(x: Connection, id: number, top: number, place: Placed): Promise<readonly Rect[]> {
  const [opacity, frameOpacity, region] = await Promise.all([
    number(x, id, '_NET_WM_WINDOW_OPACITY'),
    number(x, top, '_NET_WM_WINDOW_OPACITY'),
    numbers(x, id, '_NET_WM_OPAQUE_REGION'),
  ])
  if ((opacity ?? FULLY_OPAQUE) !== FULLY_OPAQUE || (frameOpacity ?? FULLY_OPAQUE) !== FULLY_OPAQUE) return []
  if (place.depth !== WITH_ALPHA) return [place.bounds]
  // Its numbers start at the client's corner; inside of a frame with alpha that corner is not known.
  if (!region || id !== top) return []
  const { x: left, y: above } = place.bounds
  const parts: Rect[] = []
  for (let i = 0; i + 3 < region.length; i += 4) {
    const [dx = 0, dy = 0, width = 0, height = 0] = region.slice(i, i + 4)
    parts.push({ x: left + dx, y: above + dy, width, height })
  }
  return parts
}
