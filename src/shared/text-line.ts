import { z } from 'zod'

/** Pixels of the upright picture (after EXIF rotation), origin top left. */
export const boxSchema = z.strictObject({
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
})
export type Box = z.infer<typeof boxSchema>

/**
 * One line of recognised text. Lines come in reading order; `block` numbers the paragraph or column
 * that a line belongs to, counted from 0 in reading order too.
 */
export const textLineSchema = z.strictObject({
  text: z.string(),
  /** Mean probability of the characters, 0 to 1. */
  confidence: z.number().min(0).max(1),
  box: boxSchema,
  block: z.int().min(0),
})
export type TextLine = z.infer<typeof textLineSchema>
