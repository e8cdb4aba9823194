import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { failure, type Result } from '../../shared/codes'
import type { CatalogueEntry, InstalledModel } from '../../shared/model-catalogue'
import { fetchPlan } from './fetch-plan'
import { describeFiles, install } from './install'
import { askListing } from './listing'
import type { Places } from './places'
import { planSize, readPlan, writePlan, type Plan } from './plan'
import type { Progress } from './progress'
import type { Line } from './request'
import { retry } from './retry'

/** A download that was begun before and is still about what the catalogue offers. */
async function begun(places: Places, entry: CatalogueEntry): Promise<Plan | null> {
  const plan = await readPlan(places)
  const same =
    plan?.purpose === 'install' &&
    plan.id === entry.id &&
    plan.repository === entry.repository &&
    (entry.revision === null || plan.revision === entry.revision) &&
    entry.wanted.length === plan.files.length &&
    entry.wanted.every((path) => plan.files.some((file) => file.path === path))
  return same ? plan : null
}

async function makePlan(
  places: Places,
  entry: CatalogueEntry,
  consentAt: number | null,
  line: Line,
): Promise<Result<{ plan: Plan }>> {
  const listed = await retry(() => askListing(entry, line), line.clock, line.signal)
  if (!listed.ok) return listed
  const { id, repository } = entry
  const { revision, files } = listed
  const plan: Plan = { version: 1, id, repository, revision, purpose: 'install', files, marks: {}, consentAt }
  // What is there belongs to another state of the model.
  await rm(places.partial, { recursive: true, force: true })
  await writePlan(places, plan)
  return { ok: true, plan }
}

/** Fetches a model of the catalogue, or goes on with it, and installs it. */
export async function downloadModel(
  places: Places,
  entry: CatalogueEntry,
  consent: boolean,
  line: Line,
  reserve: number,
  progress: Progress,
): Promise<Result<{ folder: string }>> {
  const before = await begun(places, entry)
  const consentAt = consent && entry.licence.needsConsent ? line.clock.now() : (before?.consentAt ?? null)
  if (entry.licence.needsConsent && consentAt === null) return failure('consent-needed', entry.licence.name)
  if (existsSync(places.model)) return failure('model-exists')
  progress.phase('listing', 0, 0)
  const made = before ? { ok: true as const, plan: before } : await makePlan(places, entry, consentAt, line)
  if (!made.ok) return made
  const plan = { ...made.plan, consentAt }
  const fetched = await fetchPlan(plan, places, line, reserve, progress)
  if (!fetched.ok) return fetched
  progress.phase('verifying', 0, 0)
  const described = await describeFiles(places.files, plan.files, line.signal)
  if (!described.ok) return described
  progress.phase('installing', planSize(plan), planSize(plan))
  const record: InstalledModel = {
    version: 1,
    id: entry.id,
    name: entry.name,
    origin: 'catalogue',
    revision: plan.revision,
    licence: entry.licence.name,
    files: described.files,
    installedAt: line.clock.now(),
    consentAt,
    damaged: [],
  }
  await install(places, record)
  return { ok: true, folder: places.model }
}
