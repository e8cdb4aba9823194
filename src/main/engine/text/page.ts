import type { Field, Table } from '../../../shared/table'
import type { Box, TextLine } from '../../../shared/text-line'
import type { Turn } from '../turn'
import type { Pixels } from '../vision/decode'
import type { Recogniser } from './recogniser'
import { straighten } from './straighten'
import { drawingOf } from './table/drawing'
import { findTables } from './table/find-tables'
import { tiltOf } from './tilt'

interface Page {
  readonly lines: TextLine[]
  readonly tables: Table[]
  readonly fields: Field[]
}

/**
 * The lines of a picture with its tables and fields. One that was taken at a slight angle is read straightened;
 * all boxes are pixels of the picture as it is.
 */
export async function readPage(recogniser: Pick<Recogniser, 'read'>, pixels: Pixels, turn: Turn): Promise<Page> {
  const drawing = drawingOf(pixels)
  const degrees = tiltOf(drawing.light)
  if (degrees === 0) return pageOf(await recogniser.read(pixels, turn, {}, drawing), drawing)
  const straight = straighten(pixels, degrees)
  const drawn = drawingOf(straight.pixels)
  return turned(pageOf(await recogniser.read(straight.pixels, turn, {}, drawn), drawn), straight.back)
}

const pageOf = (lines: TextLine[], drawing: Parameters<typeof findTables>[1]): Page => ({ lines, ...findTables(lines, drawing) })

/** A page with all its boxes elsewhere. */
function turned({ lines, tables, fields }: Page, back: (box: Box) => Box): Page {
  const move = <T extends { readonly box: Box }>(one: T): T => ({ ...one, box: back(one.box) })
  return { lines: lines.map(move), tables: tables.map((table) => ({ ...move(table), cells: table.cells.map(move) })), fields: fields.map(move) }
}
