import { z } from 'zod'

/** What can be fetched, as data: `resources/catalogue.json` holds entries of this form. */

const bytes = z.int().min(0)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** Identifies a model in settings, on the command line and as the name of its folder. */
export const modelIdSchema = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/)

/** A path inside the model's folder: relative, forward slashes, no dot segments. */
export const modelPathSchema = z
  .string()
  .max(300)
  .regex(/^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[A-Za-z0-9_][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/)

const catalogueFileSchema = z.strictObject({
  path: modelPathSchema,
  size: bytes,
  sha256,
})

export const licenceSchema = z.strictObject({
  name: z.string().min(1),
  /** Null where its text lies in the model's own folder. */
  url: z.url({ protocol: /^https$/ }).nullable(),
  /** The user must accept it before the download begins. */
  needsConsent: z.boolean(),
})

/** What it is good at; each has a sentence `models.good-at.<name>`. */
export const goodAtSchema = z.enum(['captions', 'questions', 'text', 'several-pictures', 'languages'])

/** What is known about a model wherever it lies. */
const about = {
  id: modelIdSchema,
  name: z.string().min(1),
  /** `config.json`'s model_type. */
  modelType: z.string().min(1),
  /** Bytes of memory that the engine needs with it. */
  memory: bytes,
  /** Decoder's parameters that are read for every token, in millions: what the speed estimate goes by. */
  millionParameters: z.number().positive(),
  /** Billions of floating point operations from a picture to the first token: the other half of the estimate. */
  gigaflops: z.number().positive(),
  licence: licenceSchema,
  /** BCP 47, those it answers in. */
  languages: z.array(z.string().min(2)).min(1),
  goodAt: z.array(goodAtSchema).min(1),
}

/** A model that comes with Descry, under `resources/models/<id>`. */
const boxModelSchema = z.strictObject(about)
export type BoxModel = z.infer<typeof boxModelSchema>

const knownFileSchema = z.strictObject({
  path: modelPathSchema,
  size: bytes.nullable(),
  sha256: sha256.nullable(),
})

const catalogueEntrySchema = z.strictObject({
  ...about,
  /** Where the publisher keeps it: `owner/name`. */
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  /**
   * A commit of the publisher's; a name that can move is refused. Null where it is not known: then the
   * commit that the publisher's main branch has when the user starts the download is kept from then on.
   */
  revision: z.string().regex(/^[0-9a-f]{40}$/).nullable(),
  /** Paths of the files that are fetched. */
  wanted: z.array(modelPathSchema).min(1),
  /**
   * What is known beforehand of some of them. The rest is asked of the publisher at the revision when the
   * user starts the download, and what the publisher says of a known file must be the same.
   */
  known: z.array(knownFileSchema),
  /** Bytes of the whole download, the publisher's figure; for the user until the exact one is known. */
  downloadSize: bytes,
})
export type CatalogueEntry = z.infer<typeof catalogueEntrySchema>

export const catalogueSchema = z.strictObject({
  version: z.literal(1),
  publisher: z.url({ protocol: /^https$/ }),
  /** Hosts that the publisher may redirect a download to, `*.` for any below; the publisher's is always one. */
  hosts: z.array(z.string().regex(/^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+$/)),
  box: z.array(boxModelSchema),
  models: z.array(catalogueEntrySchema),
})
export type Catalogue = z.infer<typeof catalogueSchema>

/** What a download is doing now. */
const DOWNLOAD_PHASES = ['listing', 'checking', 'downloading', 'verifying', 'installing'] as const
export const downloadProgressSchema = z.strictObject({
  id: modelIdSchema,
  phase: z.enum(DOWNLOAD_PHASES),
  /** Bytes there and bytes wanted, over all files; 0 of 0 before they are known. */
  received: bytes,
  total: bytes,
})
export type DownloadProgress = z.infer<typeof downloadProgressSchema>

/** A model that is on this machine; its folder's `descry.json` says this much. */
export const installedModelSchema = z.strictObject({
  version: z.literal(1),
  id: modelIdSchema,
  name: z.string().min(1),
  /** `catalogue`: fetched by us; `imported`: a copy of a folder or archive of the user's. */
  origin: z.enum(['catalogue', 'imported']),
  revision: z.string().nullable(),
  licence: z.string().nullable(),
  files: z.array(catalogueFileSchema).min(1),
  /** Milliseconds since the epoch. */
  installedAt: z.number(),
  /** When the user accepted the licence; null where it needs none. */
  consentAt: z.number().nullable(),
  /** Files that the last check found wrong; fetched again by a repair. */
  damaged: z.array(modelPathSchema),
})
export type InstalledModel = z.infer<typeof installedModelSchema>
