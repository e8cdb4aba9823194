import type { Floats } from '../runtime/floats'

/**
 * Writes features over the embeddings of the image tokens, in order, in place.
 *
 * @param embeddings [ids.length × hidden]
 * @param features of each picture, [image tokens × hidden]
 */
export function putFeatures(
  embeddings: Floats,
  ids: readonly number[],
  imageTokenId: number,
  features: readonly Floats[],
  hidden: number,
): void {
  const places = ids.flatMap((id, position) => (id === imageTokenId ? [position] : []))
  const rows = features.flatMap((picture) =>
    Array.from({ length: picture.length / hidden }, (_, row) => picture.subarray(row * hidden, (row + 1) * hidden)),
  )
  if (rows.length !== places.length) throw new RangeError(`${rows.length} feature rows for ${places.length} image tokens`)
  places.forEach((position, i) => embeddings.set(rows[i] as Floats, position * hidden))
}
