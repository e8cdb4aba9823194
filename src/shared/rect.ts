import { z } from 'zod'

/** A rectangle in pixels, origin top left; which pixels is said where it is used. */
export const rectSchema = z.strictObject({ x: z.int(), y: z.int(), width: z.int().min(0), height: z.int().min(0) })
export type Rect = z.infer<typeof rectSchema>
