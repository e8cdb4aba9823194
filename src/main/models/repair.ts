import { mkdir, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { failure, type Result } from '../../shared/codes'
import type { CatalogueEntry, InstalledModel } from '../../shared/model-catalogue'
import { settle } from './durable'
import { fetchPlan } from './fetch-plan'
import { inside, type Places } from './places'
import { readPlan, writePlan, type Plan } from './plan'
import type { Progress } from './progress'
import { writeRecord } from './record'
import type { Line } from './request'
import { findWrong } from './verify'

const samePaths = (plan: Plan, wrong: readonly string[]): boolean =>
  plan.files.map(({ path }) => path).join() === wrong.join()

/** Fetches a model's wrong files again, of the commit that it was installed from, and puts them in place. */
export async function repairModel(
  places: Places,
  record: InstalledModel,
  entry: CatalogueEntry | undefined,
  line: Line,
  reserve: number,
  progress: Progress,
): Promise<Result<{ folder: string }>> {
  if (record.origin === 'imported' || record.revision === null || !entry) return failure('model-imported')
  const found = await findWrong(places, record, progress, line.signal)
  if (!found.ok) return found
  const { wrong } = found
  if (wrong.length > 0) {
    const files = record.files.filter(({ path }) => wrong.includes(path)).map((file) => ({ ...file, blob: null }))
    const left = await readPlan(places)
    const goesOn = left?.purpose === 'repair' && left.revision === record.revision && samePaths(left, wrong)
    if (!goesOn) await rm(places.partial, { recursive: true, force: true })
    const plan: Plan = goesOn
      ? left
      : {
          version: 1,
          id: record.id,
          repository: entry.repository,
          revision: record.revision,
          purpose: 'repair',
          files,
          marks: {},
          consentAt: record.consentAt,
        }
    await writePlan(places, plan)
    const fetched = await fetchPlan(plan, places, line, reserve, progress)
    if (!fetched.ok) return fetched
    progress.phase('installing', 0, 0)
    for (const path of wrong) {
      const target = inside(places.model, path)
      await mkdir(dirname(target), { recursive: true })
      await settle(inside(places.files, path), target)
    }
    await rm(places.partial, { recursive: true, force: true })
  }
  if (record.damaged.length > 0) await writeRecord(places.record, { ...record, damaged: [] })
  return { ok: true, folder: places.model }
}
