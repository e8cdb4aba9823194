import type { Display } from 'electron'
import type { AnswerSentence } from '../../shared/answer'
import { failure, type Result } from '../../shared/codes'
import type { Messages } from '../../shared/messages'
import type { Picture } from '../../shared/picture'
import type { Rect } from '../../shared/rect'
import type { Settings } from '../../shared/settings'
import { around, intersect, share } from '../../shared/rects'
import type { ScreenCapture, ScreenPicture } from '../capture/screen'
import type { Desktop, FrontWindow, StackedWindow } from '../desktop/desktop'
import { elementAround } from '../desktop/element-around'
import { ownParts } from '../desktop/regions'
import type { SeenWindow } from '../narrate/changed/window-changes'
import type { PicturePlace, TakenPicture } from './answering'
import { cropFrame } from './crop-frame'
import { curtainSentences } from './curtain'
import type { PictureSources, Source } from './descry'
import { pixelsOf, pointInPixels, rectInPixels } from './display-pixels'
import { inOrder } from './displays'

type Took = Promise<Result<{ taken: TakenPicture }>>

interface PicturesParts {
  readonly screen: ScreenCapture
  readonly camera: { look(signal: AbortSignal): Promise<Result<{ picture: Picture }>> }
  readonly desktop: Desktop
  readonly displays: () => readonly Display[]
  /** Id of the main one of them. */
  readonly primary: () => number
  /** Which display "the screen" is. */
  readonly monitor: () => Settings['monitor']
  /** Whose window and which display it is, is said first. */
  readonly tellsPlaces: () => boolean
  /** Null where the system does not tell (Wayland). */
  readonly cursor: () => { x: number; y: number } | null
  readonly clipboard: (signal: AbortSignal) => Promise<Result<{ bytes: Uint8Array<ArrayBuffer> }>>
  /** Native ids of Descry's windows. */
  readonly own: () => ReadonlySet<number>
  /** Hides Descry's windows while `work` runs, where they cover most of what is wanted. */
  readonly withoutOwn: <T>(work: () => Promise<T>) => Promise<T>
  readonly messages: () => Messages
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

interface SceneDisplay {
  readonly id: number
  readonly bounds: Rect
  readonly scale: number
}

/** The screen at one moment; all rectangles in device pixels of the desktop. */
export interface Scene {
  readonly displays: readonly SceneDisplay[]
  readonly desktop: Rect
  /** The one that is meant, by the setting. */
  readonly display: SceneDisplay
  /** The setting means one that is not there. */
  readonly missing: number | null
  /** The one with the pointer. */
  readonly under: SceneDisplay
  readonly front: Result<{ window: FrontWindow }>
  readonly pointer: { x: number; y: number } | null
}

/** A picture of the whole display, of which other commands of the layer menu take their part. */
interface ScenePicture extends TakenPicture {
  readonly scene: Scene
  readonly crop: Rect
  readonly place: PicturePlace
}

interface Shot extends ScreenPicture {
  /** All visible windows when it was taken; null where the desktop does not tell. */
  readonly stacked: readonly StackedWindow[] | null
  readonly display: number
}

/** Less of what is wanted in the layer menu's picture, and another one is taken. */
const MOSTLY_SEEN = 0.5

/** More of a picture than this covered by Descry's own windows, and they are hidden for it. */
const MOSTLY_OWN = 0.5

/** Takes pictures for all commands: of the screen and its parts, the camera and the clipboard. */
export class Pictures implements PictureSources {
  readonly #parts: PicturesParts
  /** Pictures that are being taken with Descry's windows off the screen. */
  #withoutOwn = 0
  /** The display that was said to be missing: that is said once. */
  #saidMissing: number | null = null

  constructor(parts: PicturesParts) {
    this.#parts = parts
  }

  async take(source: Source, signal: AbortSignal): Took {
    const { camera, clipboard, now, messages } = this.#parts
    const takenAt = now()
    const about = messages().say(`app.about.${source}`, { name: '' })
    const still = (picture: Picture): { ok: true; taken: TakenPicture } => ({
      ok: true,
      taken: { picture, takenAt, about, opening: [], front: null },
    })
    if (source === 'clipboard') {
      const read = await clipboard(signal)
      return read.ok ? still({ kind: 'encoded', bytes: read.bytes }) : read
    }
    if (source === 'camera') {
      const looked = await camera.look(signal)
      return looked.ok ? still(looked.picture) : looked
    }
    const scene = await this.scene()
    return scene ? this.#ofScene(scene, source, signal) : failure('screen-lost', 'there is no display')
  }

  async part(layer: TakenPicture, source: Source, signal: AbortSignal): Took {
    if (source === 'screen' || !('scene' in layer)) return { ok: true, taken: layer }
    const whole = layer as ScenePicture
    const wanted = areaOf(whole.scene, source)
    if (!wanted.ok) return wanted
    const { picture } = whole
    const inPicture = intersect(wanted.area, whole.crop)
    // What is wanted may be on another display than the picture, most of it at least.
    if (picture.kind !== 'frame' || !inPicture || share([inPicture], wanted.area) < MOSTLY_SEEN) return this.take(source, signal)
    const cut = cropFrame(picture, whole.crop, inPicture)
    const place = { ...whole.place, area: inPicture }
    return { ok: true, taken: { ...whole, ...(await this.#words(whole.scene, source)), picture: cut, place } }
  }

  async #ofScene(scene: Scene, source: Source, signal: AbortSignal): Took {
    const wanted = areaOf(scene, source)
    if (!wanted.ok) return wanted
    const crop = wanted.area
    const shot = await this.#shoot(scene, crop, signal)
    if (!shot.ok) return shot
    const words = await this.#words(scene, source)
    const { picture, stacked, display } = shot
    const windows = stacked && this.#seen(stacked, crop)
    const taken: ScenePicture = { ...words, picture, takenAt: picture.t, scene, crop, place: { display, area: crop, windows } }
    return { ok: true, taken }
  }

  /** Other programs' windows that reach into a part of the desktop. What has no title is a menu, a panel, a shadow. */
  #seen(stacked: readonly StackedWindow[], area: Rect): SeenWindow[] {
    const shown = stacked.filter(({ own, title, bounds }) => !own && title !== '' && intersect(this.inPixels(bounds), area))
    return shown.map(({ id, title, bounds }) => ({ id, name: title, bounds }))
  }

  async #shoot(scene: Scene, crop: Rect, signal: AbortSignal): Promise<Result<Shot>> {
    const { screen, desktop, own } = this.#parts
    // For an earlier picture: they may come back before this one is taken, and are not stacked now.
    const areHidden = this.#withoutOwn > 0
    const stacked = await desktop.stacking(own())
    const masks = stacked.ok ? ownParts(stacked.windows).map((part) => this.inPixels(part)) : []
    const display = scene.displays.find(({ bounds }) => isInside(centerOf(crop), bounds)) ?? scene.display
    const pointer = scene.pointer && aroundPointer(scene.pointer, display.scale)
    const wish = { display, desktop: scene.desktop, crop, pointer }
    const work = (hidden: readonly Rect[]) => screen.take({ ...wish, masks: hidden }, signal)
    // Where the desktop does not tell what is where, nothing can be painted over.
    const hide = areHidden || !stacked.ok || share(masks, crop) > MOSTLY_OWN
    const shot = await (hide ? this.#hidden(() => work([])) : work(masks))
    return shot.ok ? { ...shot, stacked: stacked.ok ? stacked.windows : null, display: display.id } : shot
  }

  async #hidden<T>(work: () => Promise<T>): Promise<T> {
    this.#withoutOwn++
    try {
      return await this.#parts.withoutOwn(work)
    } finally {
      this.#withoutOwn--
    }
  }

  /** A rectangle as the desktop counts in those of the screen's picture. */
  inPixels(rect: Rect): Rect {
    const { desktop, displays } = this.#parts
    return desktop.unit === 'points' ? rectInPixels(rect, displays()) : rect
  }

  /** The screen now; null while no display is there: a lid was closed, a cable pulled. */
  async scene(): Promise<Scene | null> {
    const { desktop, own, displays, cursor, primary, monitor } = this.#parts
    const found = await desktop.frontWindow(own())
    const front = found.ok ? { ok: true as const, window: { ...found.window, bounds: this.inPixels(found.window.bounds) } } : found
    const all = inOrder(displays())
    const inPixels = all.map((display) => ({ id: display.id, bounds: pixelsOf(display), scale: display.scaleFactor }))
    const at = cursor()
    const pointer = at && pointInPixels(at, all)
    const id = primary()
    const main = inPixels.find((one) => one.id === id) ?? inPixels[0]
    if (!main) return null
    const under = (pointer && inPixels.find(({ bounds }) => isInside(pointer, bounds))) ?? main
    const center = front.ok ? centerOf(front.window.bounds) : pointer
    const ofFront = (center && inPixels.find(({ bounds }) => isInside(center, bounds))) ?? under
    const wanted = monitor()
    const meant = typeof wanted === 'number' ? inPixels[wanted - 1] : { front: ofFront, pointer: under, main }[wanted]
    const missing = typeof wanted === 'number' && !meant ? wanted : null
    const whole = around(inPixels.map(({ bounds }) => bounds))
    return { displays: inPixels, desktop: whole, display: meant ?? ofFront, missing, under, front, pointer }
  }

  /** What is said of a picture of the screen before and instead of the model's words. */
  async #words(scene: Scene, source: Source): Promise<Omit<TakenPicture, 'picture' | 'takenAt'>> {
    const messages = this.#parts.messages()
    const { front, display, displays, missing } = scene
    const name = front.ok ? front.window.appName : ''
    const own = (text: string): AnswerSentence => ({ text, lang: messages.locale, source: 'app' })
    const opening: AnswerSentence[] = []
    if (source === 'screen') opening.push(...this.#missing(missing).map(own))
    if (source === 'screen' && displays.length > 1) {
      const number = displays.indexOf(display) + 1
      opening.push(own(messages.say('app.display', { number, count: displays.length })))
    }
    if (source === 'screen' && name) opening.push(own(messages.say('app.in-front', { name })))
    if (source === 'window') opening.push(own(messages.say('app.window', { name })))
    const reader = await this.#parts.desktop.screenReader()
    return {
      about: messages.say(`app.about.${source}`, { name }),
      opening: this.#parts.tellsPlaces() ? opening : [],
      black: curtainSentences(reader, messages),
      front: front.ok ? front.window.id : null,
    }
  }

  /** That the chosen display is not there, once until it was there again. */
  #missing(number: number | null): string[] {
    const isNew = number !== null && number !== this.#saidMissing
    this.#saidMissing = number
    return isNew ? [this.#parts.messages().say('app.display.missing', { number })] : []
  }
}

/** Where what a command is about lies. */
export function areaOf(scene: Scene, source: Source): Result<{ area: Rect }> {
  const { front, display, desktop, pointer } = scene
  if (source === 'window') {
    if (!front.ok) return front
    const area = intersect(front.window.bounds, desktop)
    return area ? { ok: true, area } : failure('no-front-window', 'it lies outside of every display')
  }
  if (source === 'pointer') {
    if (!pointer) return failure('desktop-unsupported', 'where the pointer is')
    const window = front.ok ? front.window.bounds : null
    return { ok: true, area: elementAround({ pointer, display: scene.under.bounds, window, scale: scene.under.scale }) }
  }
  return { ok: true, area: display.bounds }
}

/** How far a pointer reaches from its hot spot, also a large one, in pixels at scale 1. */
const POINTER_REACH = 64

/** Where the pointer may be painted, with its hot spot there. */
export function aroundPointer({ x, y }: { x: number; y: number }, scale: number): Rect {
  const reach = Math.round(POINTER_REACH * scale)
  return { x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach }
}

export function centerOf({ x, y, width, height }: Rect): { x: number; y: number } {
  return { x: x + width / 2, y: y + height / 2 }
}

export function isInside(point: { x: number; y: number }, { x, y, width, height }: Rect): boolean {
  return point.x >= x && point.x < x + width && point.y >= y && point.y < y + height
}
