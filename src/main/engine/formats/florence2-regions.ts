import type { AnswerKind } from './florence2-tasks'

/** A part of the picture that the model named. */
export interface Region {
  /** What is there; empty where the model only says that something is. */
  readonly label: string
  /** x, y, x, y, … in pixels: two corners of a box, four of a line of text, or an outline. */
  readonly points: readonly number[]
}

/** A generated token as it bears on places: text, a place (0 to 999), or a mark between outlines. */
export type Piece = string | number | { readonly mark: string }

/** Locations are counted in thousandths of a side; source: Florence2PostProcessor of transformers. */
const PLACES = 1000

interface Segment {
  label: string
  /** Places of each outline, x and y in turn. */
  readonly outlines: number[][]
  isOutlined: boolean
}

/**
 * The regions of an answer. Differs from transformers' post-processor in that a label is all the words
 * directly before its places and nothing else, in every alphabet, and that half a pixel is not cut off.
 */
export function regionsOf(
  pieces: readonly Piece[],
  kind: AnswerKind,
  size: { readonly width: number; readonly height: number },
): Region[] {
  const pixels = (places: readonly number[]): number[] =>
    // The middle of a thousandth.
    places.map((place, i) => ((place + 0.5) / PLACES) * (i % 2 === 0 ? size.width : size.height))
  const segments = segmentsOf(pieces)
  const isEither = kind === 'description_with_bboxes_or_polygons'
  const isOutlined = kind === 'polygons' || (isEither && segments.some((segment) => segment.isOutlined))
  return segments.flatMap(({ label, outlines }) => {
    const name = kind === 'bboxes' ? '' : label.trim()
    const whole = (places: readonly number[]) => places.slice(0, places.length - (places.length % 2))
    if (isOutlined) return outlines.map((places) => ({ label: name, points: pixels(whole(places)) }))
    if (kind !== 'bboxes' && label === '') return []
    return boxes(outlines.flat(), kind).map((places) => ({ label: name, points: pixels(places) }))
  })
}

/** Two corners each, as many as there are; a line of text has four, once. */
function boxes(places: readonly number[], kind: AnswerKind): number[][] {
  if (kind === 'ocr') return places.length < 8 ? [] : [places.slice(0, 8)]
  const count = Math.floor(places.length / 4)
  return Array.from({ length: count }, (_, i) => places.slice(i * 4, i * 4 + 4))
}

function segmentsOf(pieces: readonly Piece[]): Segment[] {
  const segments: Segment[] = []
  let segment: Segment | undefined
  let outline: number[] | undefined
  const begin = (label: string): Segment => {
    outline = undefined
    segment = { label, outlines: [], isOutlined: false }
    segments.push(segment)
    return segment
  }
  for (const piece of pieces) {
    if (typeof piece === 'number') {
      segment ??= begin('')
      if (!outline) segment.outlines.push((outline = []))
      outline.push(piece)
    } else if (typeof piece === 'string') {
      if (segment?.outlines.length === 0) segment.label += piece
      else begin(piece)
    } else if (piece.mark === '<poly>') {
      // What is outlined several times has its label once.
      if (!segment || segment.outlines.length > 0) begin(segment?.label ?? '')
      if (segment) segment.isOutlined = true
    } else outline = undefined
  }
  return segments
}
