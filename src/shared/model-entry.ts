import { z } from 'zod'
import { goodAtSchema, licenceSchema, modelIdSchema } from './model-catalogue'

/** What the list of models says about one of them, for windows and the command line. */

/**
 * `box`: came with Descry; `installed`: complete on this machine; `partial`: some of the download is
 * there and goes on where it stopped; `damaged`: a file is missing or wrong; `available`: can be fetched.
 */
export const MODEL_STATES = ['box', 'installed', 'partial', 'damaged', 'available'] as const

const bytes = z.int().min(0)

export const modelEntrySchema = z.strictObject({
  id: modelIdSchema,
  name: z.string().min(1),
  state: z.enum(MODEL_STATES),
  /** `imported`: from a folder or archive of the user's, so that it cannot be fetched again. */
  origin: z.enum(['box', 'catalogue', 'imported']),
  /** Bytes on disk, or of the download where it is not there yet. */
  size: bytes,
  /** Bytes of a download that are there; `size` where it is complete. */
  received: bytes,
  /** Bytes of memory that the engine needs with it; null where nobody knows. */
  memory: bytes.nullable(),
  licence: licenceSchema.nullable(),
  needsConsent: z.boolean(),
  /** BCP 47; empty where nobody knows. */
  languages: z.array(z.string()),
  /** Each has a sentence `models.good-at.<name>`. */
  goodAt: z.array(goodAtSchema),
  /** Where it lies, for the engine; null where it is not complete. */
  folder: z.string().nullable(),
})
export type ModelEntry = z.infer<typeof modelEntrySchema>

/** Why a model of the catalogue suits this machine or does not; each has `models.why.<name>`. */
export const MODEL_VERDICTS = ['fits', 'installed', 'memory', 'disk', 'slow', 'consent'] as const

/** A model of the catalogue, judged for this machine. */
export interface Candidate {
  readonly id: string
  readonly name: string
  readonly verdict: (typeof MODEL_VERDICTS)[number]
  /** Estimated seconds from a picture to the end of a description; null before anything was measured. */
  readonly seconds: number | null
  /** Bytes. */
  readonly download: number
}

export interface Recommendation {
  /** The model to offer; null where none suits better than what is there. */
  readonly id: string | null
  readonly candidates: readonly Candidate[]
}
