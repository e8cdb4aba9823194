import { failure, type Result } from '../../../shared/codes'
import type { TextTokenizer } from '../language/tokenizer'
import type { Piece } from './florence2-regions'

/** Places that have a token each. */
const PLACES = 1000
/** Marks between outlines that the parser of regions knows. */
const MARKS = ['<poly>', '</poly>', '<sep>']

/** Turns generated ids into text and places. */
export type ReadPieces = (ids: readonly number[]) => Piece[]

/** Finds the tokens for places in a model's own vocabulary. */
export function placeReader(tokenizer: TextTokenizer): Result<{ read: ReadPieces }> {
  const special = new Map<number, Piece>()
  for (let place = 0; place < PLACES; place++) {
    const id = tokenizer.id(`<loc_${place}>`)
    if (id === undefined) return failure('model-unsupported', `tokenizer.json: there is no <loc_${place}>`)
    special.set(id, place)
  }
  for (const mark of MARKS) {
    const id = tokenizer.id(mark)
    if (id !== undefined) special.set(id, { mark })
  }
  return { ok: true, read: (ids) => pieces(ids, special, tokenizer) }
}

function pieces(ids: readonly number[], special: ReadonlyMap<number, Piece>, tokenizer: TextTokenizer): Piece[] {
  const found: Piece[] = []
  let words: number[] = []
  // Bytes of one letter may be spread over several tokens, so that words are decoded together.
  const flush = (): void => {
    const text = tokenizer.decode(words)
    if (text !== '') found.push(text)
    words = []
  }
  for (const id of ids) {
    const piece = special.get(id)
    if (piece === undefined) words.push(id)
    else {
      flush()
      found.push(piece)
    }
  }
  flush()
  return found
}
