import { z } from 'zod'
import { MAX_ENCODED_BYTES } from './picture-limit'

export { MAX_ENCODED_BYTES }

const bytes = z.instanceof(Uint8Array)

/** A picture file's own bytes (PNG, JPEG, WebP, AVIF, GIF); decoded in the engine, never in the caller. */
const encodedPicture = z.strictObject({
  kind: z.literal('encoded'),
  bytes: bytes.refine((b) => b.byteLength <= MAX_ENCODED_BYTES),
})

/** Raw pixels of a screen or camera frame: RGBA, 8 bits a channel, rows top to bottom, no padding. */
export const framePictureSchema = z
  .strictObject({
    kind: z.literal('frame'),
    width: z.int().min(1).max(20_000),
    height: z.int().min(1).max(20_000),
    format: z.literal('RGBA'),
    /** Milliseconds since the epoch when the frame was taken. */
    t: z.number(),
    bytes,
  })
  .refine((f) => f.bytes.byteLength === f.width * f.height * 4, 'bytes must be width × height × 4')

export const pictureSchema = z.discriminatedUnion('kind', [encodedPicture, framePictureSchema])
export type Picture = z.infer<typeof pictureSchema>

/** What the gate saw instead of a picture: said as such, no model runs. */
export const EMPTY_PICTURES = ['blank', 'black', 'single-colour', 'covered'] as const
export type EmptyPicture = (typeof EMPTY_PICTURES)[number]

/** Decided before any question is put to the model. */
export type PictureKind = 'photo' | 'screen'
