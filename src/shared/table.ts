import { z } from 'zod'
import { boxSchema } from './text-line'

/** Indices into the answer's recognised lines, in reading order. */
const linesSchema = z.array(z.int().min(0)).max(200)

/** A cell of a table. Rows and columns are counted from 0; a cell that spans several stands at its first ones. */
const cellSchema = z.strictObject({
  row: z.int().min(0),
  column: z.int().min(0),
  rowSpan: z.int().min(1),
  columnSpan: z.int().min(1),
  /** Its lines joined by spaces; empty where nothing was read in it. */
  text: z.string().max(10_000),
  /** Of a check box or radio button in it: whether it is checked. */
  checked: z.boolean().optional(),
  /** Least of its lines', 0 to 1; 1 for an empty cell. */
  confidence: z.number().min(0).max(1),
  /** It names its column or row (of both: the column). */
  header: z.enum(['column', 'row']).nullable(),
  /** Pixels of the upright picture. */
  box: boxSchema,
  lines: linesSchema,
})
export type Cell = z.infer<typeof cellSchema>

/** A table, by the recogniser's lines and by what is drawn between them. */
const tableSchema = z.strictObject({
  rows: z.int().min(1).max(1000),
  columns: z.int().min(1).max(200),
  /** Lines are drawn between its rows or columns. */
  ruled: z.boolean(),
  /** A line above it that names it; empty where there is none. */
  caption: z.string().max(2000),
  box: boxSchema,
  /** By row, then column; every place of the grid is in exactly one of them. */
  cells: z.array(cellSchema).max(20_000),
})
export type Table = z.infer<typeof tableSchema>

/** A label and what stands for it: "Name: Ada", a field of a form with its words above or beside it. */
const fieldSchema = z.strictObject({
  label: z.string().max(2000),
  /** Empty where nothing is filled in, and of what is checked or not. */
  value: z.string().max(10_000),
  /** Of a check box or radio button: whether it is checked. */
  checked: z.boolean().optional(),
  /** What is filled in is no text that can be read: the dots of a password. */
  marked: z.literal(true).optional(),
  /** Least of its lines', 0 to 1. */
  confidence: z.number().min(0).max(1),
  box: boxSchema,
  lines: linesSchema,
})
export type Field = z.infer<typeof fieldSchema>

/** Tables and fields of one picture, top to bottom. */
export const tablesSchema = z.array(tableSchema).max(100)
export const fieldsSchema = z.array(fieldSchema).max(500)
