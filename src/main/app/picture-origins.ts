import type { Result } from '../../shared/codes'
import type { Picture } from '../../shared/picture'
import type { StackedWindow } from '../desktop/desktop'
import type { SeenWindow } from '../narrate/changed/window-changes'
import type { TakenPicture } from './answering'
import type { PictureSources, Source } from './descry'

/** Where a picture came from, and what was known beside it. */
export interface PictureOrigin {
  readonly source: Source
  /** In words: "The window of Mail". */
  readonly about: string
  /** Other programs' windows at that moment, top to bottom; null where the desktop does not tell. */
  readonly windows: readonly SeenWindow[] | null
  /** The window in front; null where that is no matter. */
  readonly front: number | null
}

/**
 * The same pictures, with a memory of where each came from, for as long as somebody keeps the picture: what is
 * forgotten with its answer is forgotten here, too.
 */
export class PictureOrigins implements PictureSources {
  readonly #pictures: PictureSources
  readonly #stacked: () => Promise<Result<{ windows: readonly StackedWindow[] }>>
  readonly #origins = new WeakMap<Picture, PictureOrigin>()

  /** @param stacked all visible windows, top to bottom */
  constructor(pictures: PictureSources, stacked: () => Promise<Result<{ windows: readonly StackedWindow[] }>>) {
    this.#pictures = pictures
    this.#stacked = stacked
  }

  take(source: Source, signal: AbortSignal): Promise<Result<{ taken: TakenPicture }>> {
    return this.#noted(source, this.#pictures.take(source, signal))
  }

  part(layer: TakenPicture, source: Source, signal: AbortSignal): Promise<Result<{ taken: TakenPicture }>> {
    return this.#noted(source, this.#pictures.part(layer, source, signal))
  }

  of(picture: Picture): PictureOrigin | undefined {
    return this.#origins.get(picture)
  }

  async #noted(source: Source, taking: Promise<Result<{ taken: TakenPicture }>>): Promise<Result<{ taken: TakenPicture }>> {
    const [took, windows] = await Promise.all([taking, source === 'screen' ? this.#windows() : null])
    if (took.ok) this.#origins.set(took.taken.picture, { source, windows, about: took.taken.about, front: took.taken.front })
    return took
  }

  /** Windows with a title: what has none is a menu, a panel, a shadow. */
  async #windows(): Promise<readonly SeenWindow[] | null> {
    const found = await this.#stacked()
    if (!found.ok) return null
    return found.windows.filter(({ own, title }) => !own && title !== '').map(({ id, title, bounds }) => ({ id, name: title, bounds }))
  }
}
