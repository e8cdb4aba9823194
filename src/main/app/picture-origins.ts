import type { Result } from '../../shared/codes'
import type { Picture } from '../../shared/picture'
import type { PicturePlace, TakenPicture } from './answering'
import type { PictureSources, Source } from './descry'

/** Where a picture came from, and what was known beside it. */
export interface PictureOrigin {
  readonly source: Source
  /** In words: "The window of Mail". */
  readonly about: string
  /** The window in front; null where that is no matter. */
  readonly front: number | null
  /** Absent of the camera and the clipboard. */
  readonly place?: PicturePlace
  /** Said of it where it is black: that a screen curtain is on. */
  readonly black?: TakenPicture['black']
}

/**
 * The same pictures, with a memory of where each came from, for as long as somebody keeps the picture: what is
 * forgotten with its answer is forgotten here, too.
 */
export class PictureOrigins implements PictureSources {
  readonly #pictures: PictureSources
  readonly #origins = new WeakMap<Picture, PictureOrigin>()

  constructor(pictures: PictureSources) {
    this.#pictures = pictures
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
    const took = await taking
    if (!took.ok) return took
    const { picture, about, front, place, black } = took.taken
    this.#origins.set(picture, { source, about, front, ...(place ? { place } : {}), ...(black ? { black } : {}) })
    return took
  }
}
