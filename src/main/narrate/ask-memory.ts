import type { Picture, PictureKind } from '../../shared/picture'
import type { EngineClient } from '../engine-host/engine-client'
import type { ReadLines } from './draft'

interface Known {
  /** What it is called in the engine. */
  readonly name: string
  /** Of the picture, once it is known. */
  kind: PictureKind | null
  /** What the recogniser read in it. */
  read: ReadLines | null
}

/** What was found out about pictures that questions come back to, for as long as somebody keeps the picture. */
export class AskMemory {
  readonly #known = new WeakMap<Picture, Known>()
  /** By process: the picture that it was last told to encode, as far as that is known here. */
  readonly #encoded = new WeakMap<EngineClient, string>()
  #count = 0

  of(picture: Picture): Known {
    const known = this.#known.get(picture) ?? { name: `picture-${++this.#count}`, kind: null, read: null }
    this.#known.set(picture, known)
    return known
  }

  /** Whether a question may name the picture instead of bringing it. The engine has the last word: it may have been started anew. */
  isEncoded(picture: Picture, client: EngineClient): boolean {
    return this.#encoded.get(client) === this.of(picture).name
  }

  /** From now on another picture may be the one that is encoded. */
  sends(client: EngineClient): void {
    this.#encoded.delete(client)
  }

  encoded(picture: Picture, client: EngineClient): void {
    this.#encoded.set(client, this.of(picture).name)
  }
}
