import { readlink } from 'node:fs/promises'
import { failure, type Result } from '../../../shared/codes'
import type { Rect } from '../../../shared/rect'
import type { AppNames } from '../app-names'
import type { FrontWindow, OwnWindows } from '../desktop'
import { oneLine } from '../text'
import type { Connection } from './connection'
import { number, numbers, property, text } from './properties'
import { clients, isNormal, placed, topLevel } from './windows'

/** Processes that Descry's windows belong to, so that its dialogs count as its own, too. */
export async function ownProcesses(x: Connection, own: OwnWindows): Promise<ReadonlySet<number>> {
  const pids = await Promise.all([...own].map((window) => number(x, window, '_NET_WM_PID')))
  return new Set(pids.filter((pid) => pid !== undefined))
}

/** The active window if it is not ours and a normal one, else the topmost such window. */
export async function findFront(
  x: Connection,
  own: OwnWindows,
  names: AppNames,
): Promise<Result<{ window: FrontWindow }>> {
  const [active, stack, pids] = await Promise.all([
    number(x, x.root, '_NET_ACTIVE_WINDOW'),
    clients(x),
    ownProcesses(x, own),
  ])
  if (!stack) return failure('desktop-unsupported', 'no window manager that lists its windows')
  const candidates = [...new Set([...(active ? [active] : []), ...stack.toReversed()])]
  for (const id of candidates) {
    if (own.has(id) || !(await isNormal(x, id))) continue
    const pid = await number(x, id, '_NET_WM_PID')
    if (pid !== undefined && pids.has(pid)) continue
    const window = await describe(x, id, pid ?? null, names)
    // Undefined: it was closed while we looked.
    if (window) return { ok: true, window }
  }
  return failure('no-front-window')
}

/** A window that was found before. */
export async function findById(x: Connection, id: number, names: AppNames): Promise<Result<{ window: FrontWindow | null }>> {
  const [listed, pid] = await Promise.all([clients(x), number(x, id, '_NET_WM_PID')])
  const window = await describe(x, id, pid ?? null, names)
  // A minimised window is listed still.
  if (!window && !listed?.includes(id)) return failure('no-front-window', 'the window was closed')
  return { ok: true, window: window && (await isNormal(x, id)) ? window : null }
}

async function describe(
  x: Connection,
  id: number,
  pid: number | null,
  names: AppNames,
): Promise<FrontWindow | undefined> {
  const [bounds, title, oldTitle, wmClass, exe] = await Promise.all([
    frameBounds(x, id),
    text(x, id, '_NET_WM_NAME'),
    text(x, id, 'WM_NAME'),
    property(x, id, 'WM_CLASS'),
    pid === null ? null : readlink(`/proc/${pid}/exe`).catch(() => null),
  ])
  if (!bounds) return undefined
  // Two texts, each ended by a zero: the instance, then the class (ICCCM 4.1.2.5).
  const [instance = '', appClass = ''] = (wmClass?.data.toString('utf8') ?? '').split('\0').map(oneLine)
  const plainTitle = oneLine(title ?? oldTitle ?? '')
  const appName = (await names.find([appClass, instance], exe)) || plainTitle || 'Window'
  return { id, title: plainTitle, appClass: appClass || instance, appName, exe, bounds, pid }
}

/** With the window manager's frame; without the shadow that GTK draws itself (_GTK_FRAME_EXTENTS). */
async function frameBounds(x: Connection, id: number): Promise<Rect | undefined> {
  const [top, shadow] = await Promise.all([topLevel(x, id), numbers(x, id, '_GTK_FRAME_EXTENTS')])
  const frame = top === undefined ? undefined : await placed(x, top)
  if (!frame) return undefined
  const [left = 0, right = 0, above = 0, below = 0] = shadow ?? []
  const { bounds } = frame
  const width = bounds.width - left - right
  const height = bounds.height - above - below
  // Nonsense extents would leave nothing.
  return width > 0 && height > 0 ? { x: bounds.x + left, y: bounds.y + above, width, height } : bounds
}
