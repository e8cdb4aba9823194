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
export type CatalogueFile = z.infer<typeof catalogueFileSchema>

export const catalogueEntrySchema = z.strictObject({
  id: modelIdSchema,
  name: z.string().min(1),
  /** `config.json`'s model_type. */
  modelType: z.string().min(1),
  /** Where the publisher keeps it: `owner/name`. */
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  /** A commit of the publisher's; a name that can move is refused. */
  revision: z.string().regex(/^[0-9a-f]{40}$/).nullable(),
  /**
   * Paths of the files that are fetched, with size and hash. Null where the publisher's own list at the
   * revision is asked for when the user starts the download, and kept beside the files from then on.
   */
  files: z.array(catalogueFileSchema).min(1).nullable(),
  /** Paths that are wanted where `files` is null. */
  wanted: z.array(modelPathSchema).min(1),
  /** Bytes of the whole download, the publisher's figure; for the user until the exact one is known. */
  downloadSize: bytes,
  /** Bytes of memory that the engine needs with it. */
  memory: bytes,
  /** Decoder's parameters that are read for every token, in millions: what the speed estimate goes by. */
  millionParameters: z.number().positive(),
  licence: z.strictObject({
    name: z.string().min(1),
    url: z.url({ protocol: /^https$/ }),
    /** The user must accept it before the download begins. */
    needsConsent: z.boolean(),
  }),
  /** BCP 47, those it answers in. */
  languages: z.array(z.string().min(2)).min(1),
  /** What it is good at; each has a sentence `app.model.good-at.<name>`. */
  goodAt: z.array(z.enum(['captions', 'questions', 'text', 'several-pictures', 'languages'])).min(1),
})
export type CatalogueEntry = z.infer<typeof catalogueEntrySchema>

export const catalogueSchema = z.strictObject({
  version: z.literal(1),
  /** Hosts that a download may be redirected to, the first one is where it begins. */
  hosts: z.array(z.string().min(1)).min(1),
  models: z.array(catalogueEntrySchema),
})
export type Catalogue = z.infer<typeof catalogueSchema>

/** What a download is doing now. */
export const DOWNLOAD_PHASES = ['listing', 'checking', 'downloading', 'verifying', 'installing'] as const
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
})
export type InstalledModel = z.infer<typeof installedModelSchema>
