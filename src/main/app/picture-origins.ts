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
  /** Taken where nothing is to be kept: nor is what is said of it later, wherever that is asked. */
  readonly isFleeting: boolean
}

/**
 * The same pictures, with a memory of where each came from, for as long as somebody keeps the picture: what is
 * forgotten with its answer is forgotten here, too.
 */
export class PictureOrigins implements PictureSources {
  readonly #pictures: PictureSources
  readonly #keeps: () => boolean
  readonly #origins = new WeakMap<Picture, PictureOrigin>()

  /** @param keeps false while answers are not to be remembered, by the settings or by the profile of the program in front */
  constructor(pictures: PictureSources, keeps: () => boolean = () => true) {
    this.#pictures = pictures
    this.#keeps = keeps
  }

  take(source: Source, signal: AbortSignal): Promise<Result<{ taken: TakenPicture }>> {
    return this.#noted(source, !this.#keeps(), this.#pictures.take(source, signal))
  }

  part(layer: TakenPicture, source: Source, signal: AbortSignal): Promise<Result<{ taken: TakenPicture }>> {
    return this.#noted(source, this.#isFleeting(layer.picture), this.#pictures.part(layer, source, signal))
  }

  of(picture: Picture): PictureOrigin | undefined {
    return this.#origins.get(picture)
  }

  /** Whether an answer about it that begins now is remembered. @param picture null where there is none */
  keeps(picture: Picture | null): boolean {
    return this.#keeps() && !(picture && this.#isFleeting(picture))
  }

  /** What is said of a picture that is compared tells of both. */
  compared(picture: Picture, earlier: Picture): void {
    const origin = this.of(picture)
    if (origin && this.#isFleeting(earlier)) this.#origins.set(picture, { ...origin, isFleeting: true })
  }

  #isFleeting(picture: Picture): boolean {
    return this.of(picture)?.isFleeting === true
  }

  async #noted(source: Source, wasFleeting: boolean, taking: Promise<Result<{ taken: TakenPicture }>>): Promise<Result<{ taken: TakenPicture }>> {
    const took = await taking
    if (!took.ok) return took
    const { picture, about, front, place, black } = took.taken
    // Another window may have come to the front meanwhile: which of them is in the picture nobody tells.
    const isFleeting = wasFleeting || !this.#keeps()
    this.#origins.set(picture, { source, about, front, isFleeting, ...(place ? { place } : {}), ...(black ? { black } : {}) })
    return took
  }
}
