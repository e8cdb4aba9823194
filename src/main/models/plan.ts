import { mkdir } from 'node:fs/promises'
import { z } from 'zod'
import { modelIdSchema, modelPathSchema } from '../../shared/model-catalogue'
import { readJson, writeJson } from './durable'
import type { Places } from './places'

const plannedFileSchema = z.strictObject({
  path: modelPathSchema,
  size: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/).nullable(),
  /** SHA-1 of git's blob, where the publisher tells no SHA-256: of small files. */
  blob: z.string().regex(/^[0-9a-f]{40}$/).nullable(),
})
export type PlannedFile = z.infer<typeof plannedFileSchema>

/** What a download is about; kept beside its parts, so that it can go on after a restart. */
const planSchema = z.strictObject({
  version: z.literal(1),
  id: modelIdSchema,
  repository: z.string(),
  /** The commit that all files are of. */
  revision: z.string().regex(/^[0-9a-f]{40}$/),
  /** `repair`: some files of an installed model. */
  purpose: z.enum(['install', 'repair']),
  files: z.array(plannedFileSchema).min(1),
  /** The server's mark of the file that a part is of, by path. */
  marks: z.record(z.string(), z.string()),
  consentAt: z.number().nullable(),
})
export type Plan = z.infer<typeof planSchema>

export const readPlan = (places: Places): Promise<Plan | null> => readJson(places.plan, planSchema)

export async function writePlan(places: Places, plan: Plan): Promise<void> {
  // SECURITY: for this user alone, as long as nobody has checked what is in it.
  await mkdir(places.partial, { recursive: true, mode: 0o700 })
  await writeJson(places.plan, plan)
}

export const planSize = (plan: Pick<Plan, 'files'>): number => plan.files.reduce((sum, file) => sum + file.size, 0)
