import { isDeepStrictEqual } from 'node:util'
import { failure, type Result } from '../../shared/codes'
import type { Rect } from '../../shared/rect'
import { area, intersect, share } from '../../shared/rects'
import type { ScreenCapture, ScreenWish } from '../capture/screen'
import type { Desktop, FrontWindow, StackedWindow } from '../desktop/desktop'
import { ownParts } from '../desktop/regions'
import type { Frame, NewWindow, ScreenSource, Seen } from '../narrate/narration/parts'
import { areaOf, aroundPointer, centerOf, isInside, type Pictures, type Scene } from './pictures'

/** Pixels across of frames that are only looked at. */
const LOOK_WIDTH = 320
/** Milliseconds for which it is not asked anew where everything is, between two looks. */
const SETTLED = 600
/** More of a window than this behind others, and it is not narrated. */
const MOSTLY_BEHIND = 0.5
/** Milliseconds in which a new window comes to the front: it stands among the others before. */
const COMES = 3000
/** Letters of another program's title that are said. */
const LONGEST_TITLE = 120

interface SourceParts {
  readonly pictures: Pick<Pictures, 'scene' | 'inPixels'>
  readonly screen: Pick<ScreenCapture, 'film' | 'rest'>
  readonly desktop: Pick<Desktop, 'find' | 'stacking'>
  /** Native ids of Descry's windows. */
  readonly own: () => ReadonlySet<number>
  /** Milliseconds, monotonic. */
  readonly now: () => number
}

/**
 * What is narrated: a display; a window, or a part of one from its corner, which are followed; or a region of the
 * desktop, where no window lies around it.
 */
type Target =
  | { readonly is: 'screen'; readonly display: number }
  | { readonly is: 'window'; readonly window: FrontWindow; readonly part?: Rect }
  | { readonly is: 'region'; readonly area: Rect }

interface Place {
  readonly wish: ScreenWish
  readonly sees: Exclude<Seen['is'], 'screen-gone'>
}

/** Narration's eye on the screen: small frames of a film, whole ones of a part, without Descry's own windows. */
export class NarratedScreen implements ScreenSource {
  readonly #parts: SourceParts
  readonly #target: Target
  #place: { readonly found: Result<{ place: Place }>; readonly at: number } | null = null
  /** Windows that are there, since when they are new, and the one in front. */
  #known: Map<number, number> | null = null
  #front: FrontWindow | null = null
  #opened: readonly NewWindow[] = []
  /** One that has just come to the front. */
  #coming: { readonly id: number; readonly kind: NewWindow['kind'] } | null = null
  /** Whether a window is the narrated one's program's. */
  readonly #family = new Map<number, boolean>()

  constructor(parts: SourceParts, target: Target) {
    this.#parts = parts
    this.#target = target
  }

  async look(signal: AbortSignal): Promise<Result<{ seen: Seen }>> {
    const { screen, now } = this.#parts
    if (!this.#place || now() - this.#place.at >= SETTLED) this.#place = { found: await this.#find(), at: now() }
    const { found } = this.#place
    if (!found.ok) return found.code === 'screen-lost' || found.code === 'desktop-silent' ? gone : found
    const { wish, sees } = found.place
    if (sees !== 'frame') return { ok: true, seen: { is: sees } }
    const filmed = await screen.film(wish, { width: LOOK_WIDTH }, signal)
    if (filmed.ok) return { ok: true, seen: { is: 'frame', frame: filmed.picture } }
    return filmed.code === 'screen-lost' || filmed.code === 'stage-silent' ? gone : filmed
  }

  async part(part: Rect, signal: AbortSignal): Promise<Result<{ frame: Frame }>> {
    const found = await this.#find()
    if (!found.ok) return found
    const { wish, sees } = found.place
    if (sees !== 'frame') return failure('screen-lost', sees)
    // Of the film, whose stream goes on: each change of its rate counts as a key on X11, where Chromium holds the
    // screen saver off for it anew, and nothing is said while keys are pressed.
    const taken = await this.#parts.screen.film({ ...wish, crop: within(wish.crop, part) }, {}, signal)
    if (!taken.ok) return taken
    // A window of ours that came between would be read as news, and what lies beside a window that moved.
    const after = await this.#find()
    const isSame = after.ok && isDeepStrictEqual([after.place.wish.crop, after.place.wish.masks], [wish.crop, wish.masks])
    return isSame ? { ok: true, frame: taken.picture } : failure('screen-lost', 'windows moved meanwhile')
  }

  opened(): readonly NewWindow[] {
    const opened = this.#opened
    this.#opened = []
    return opened
  }

  /** No further frame is wanted. */
  close(): void {
    this.#parts.screen.rest()
  }

  /** Where it is now, and what covers it. */
  async #find(): Promise<Result<{ place: Place }>> {
    const { pictures, desktop, own } = this.#parts
    const [scene, stacked] = await Promise.all([pictures.scene(), desktop.stacking(own())])
    if (!scene) return failure('screen-lost', 'there is no display')
    // SECURITY: where nobody tells what is ours, our own words would be read, and said again.
    if (!stacked.ok) return stacked
    const { windows } = stacked
    await this.#meet(scene, windows)
    const where = await this.#where(scene)
    if (!where.ok) return where
    const ours = ownParts(windows).map((part) => pictures.inPixels(part))
    const { crop } = where
    if (!crop) return { ok: true, place: { wish: wishOf(scene, scene.display.bounds, ours), sees: 'hidden' } }
    const covers = (await this.#above(windows)).map((part) => pictures.inPixels(part))
    // A window behind Descry's own would be watched in vain, without a word.
    const isBehind = this.#target.is === 'window' && share([...covers, ...ours], crop) > MOSTLY_BEHIND
    const sees = isBehind ? 'behind' : 'frame'
    return { ok: true, place: { wish: wishOf(scene, crop, [...ours, ...covers]), sees } }
  }

  /** @returns `crop` null while the window is minimised */
  async #where(scene: Scene): Promise<Result<{ crop: Rect | null }>> {
    const target = this.#target
    if (target.is === 'region') {
      const crop = intersect(target.area, scene.desktop)
      return crop ? { ok: true, crop } : failure('screen-lost', 'the display is gone')
    }
    if (target.is === 'screen') {
      const display = scene.displays.find(({ id }) => id === target.display)
      return display ? { ok: true, crop: display.bounds } : failure('screen-lost', 'the display is gone')
    }
    const found = await this.#parts.desktop.find(target.window.id)
    if (!found.ok) return found.code === 'no-front-window' ? failure('window-closed') : found
    const { window } = found
    if (!window) return { ok: true, crop: null }
    const bounds = this.#parts.pictures.inPixels(window.bounds)
    return { ok: true, crop: intersect(target.part ? partOf(bounds, target.part) : bounds, scene.desktop) ?? null }
  }

  /** What of other programs' windows lies above the narrated one. */
  async #above(windows: readonly StackedWindow[]): Promise<Rect[]> {
    const target = this.#target
    if (target.is !== 'window') return []
    const at = windows.findIndex(({ id }) => id === target.window.id)
    const above = windows.slice(0, Math.max(0, at)).filter(({ own }) => !own)
    const strange = await Promise.all(above.map(async (window) => ((await this.#isFamily(window.id, target.window)) ? [] : window.covers)))
    return strange.flat()
  }

  async #isFamily(id: number, { pid }: FrontWindow): Promise<boolean> {
    const known = this.#family.get(id)
    if (known !== undefined) return known
    const found = await this.#parts.desktop.find(id)
    // A desktop that did not answer knows more the next time.
    if (!found.ok && found.code === 'desktop-silent') return false
    const is = found.ok && found.window !== null && found.window.pid !== null && found.window.pid === pid
    this.#family.set(id, is)
    return is
  }

  /** Tells of a window that came to the front and was not there before: any on a display, a narrated window's own. */
  async #meet({ front }: Scene, windows: readonly StackedWindow[]): Promise<void> {
    const at = this.#parts.now()
    const isFirst = this.#known === null
    const known = (this.#known ??= new Map())
    for (const { id } of windows) if (!known.has(id)) known.set(id, isFirst ? -Infinity : at)
    const [before, now] = [this.#front, front.ok ? front.window : null]
    this.#front = now
    if (!now || this.#target.is === 'region' || (this.#target.is === 'window' && this.#target.part)) return
    // At first many have no title yet, or another one: it is asked for once more.
    if (this.#coming?.id === now.id) {
      const title = now.title.slice(0, LONGEST_TITLE)
      this.#opened = [...this.#opened, { kind: this.#coming.kind, title, appName: now.appName }]
    }
    this.#coming = null
    const isNew = !isFirst && at - (known.get(now.id) ?? at) < COMES
    known.set(now.id, -Infinity)
    if (!isNew) return
    if (this.#target.is === 'window' && !(await this.#isFamily(now.id, this.#target.window))) return
    const isDialog = before !== null && before.pid !== null && before.pid === now.pid && area(now.bounds) < area(before.bounds)
    this.#coming = { id: now.id, kind: isDialog ? 'dialog' : 'window' }
  }
}

const gone: Result<{ seen: Seen }> = { ok: true, seen: { is: 'screen-gone' } }

/**
 * What a source is now.
 * @returns `name`: the program of a narrated window, else empty
 * Failures: `no-front-window`, `desktop-unsupported`, `screen-lost`.
 */
export async function narratedScreen(parts: SourceParts, source: 'screen' | 'window' | 'pointer'): Promise<Result<{ eye: NarratedScreen; name: string }>> {
  const scene = await parts.pictures.scene()
  if (!scene) return failure('screen-lost', 'there is no display')
  const stacked = await parts.desktop.stacking(parts.own())
  if (!stacked.ok) return stacked
  const eye = (target: Target) => new NarratedScreen(parts, target)
  if (source === 'screen') return { ok: true, eye: eye({ is: 'screen', display: scene.display.id }), name: '' }
  const found = areaOf(scene, source)
  if (!found.ok) return found
  if (source === 'pointer') {
    const window = await windowAround(parts, scene, found.area, stacked.windows)
    return { ok: true, eye: eye(window ?? { is: 'region', area: found.area }), name: '' }
  }
  if (!scene.front.ok) return scene.front
  const { window } = scene.front
  return { ok: true, eye: eye({ is: 'window', window }), name: window.appName }
}

/** The window under the pointer, if all of an area lies in it, and where in it. */
async function windowAround({ pictures, desktop }: SourceParts, { pointer }: Scene, area: Rect, windows: readonly StackedWindow[]): Promise<Target | null> {
  const under = pointer && windows.find(({ own, bounds }) => !own && isInside(pointer, pictures.inPixels(bounds)))
  const found = under && (await desktop.find(under.id))
  if (!found?.ok || !found.window) return null
  const bounds = pictures.inPixels(found.window.bounds)
  if (share([bounds], area) < 1) return null
  return { is: 'window', window: found.window, part: { ...area, x: area.x - bounds.x, y: area.y - bounds.y } }
}

/** A part of a window as large as ever where the window has room for it, and inside of it. */
function partOf(window: Rect, { x, y, width, height }: Rect): Rect {
  const [across, down] = [Math.min(width, window.width), Math.min(height, window.height)]
  return { x: window.x + Math.min(x, window.width - across), y: window.y + Math.min(y, window.height - down), width: across, height: down }
}

function wishOf(scene: Scene, crop: Rect, masks: readonly Rect[]): ScreenWish {
  const display = scene.displays.find(({ bounds }) => isInside(centerOf(crop), bounds)) ?? scene.display
  return { display, desktop: scene.desktop, crop, masks, pointer: scene.pointer && aroundPointer(scene.pointer, display.scale) }
}

/** A part, in shares, of a rectangle of whole pixels. */
function within({ x, y, width, height }: Rect, part: Rect): Rect {
  const [left, top] = [Math.round(part.x * width), Math.round(part.y * height)]
  const right = Math.max(left + 1, Math.round((part.x + part.width) * width))
  const bottom = Math.max(top + 1, Math.round((part.y + part.height) * height))
  return { x: x + left, y: y + top, width: right - left, height: bottom - top }
}
