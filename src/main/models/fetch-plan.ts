import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { failure, type Result } from '../../shared/codes'
import { downloadFile } from './download-file'
import { withFiles } from './file-failure'
import { checkSpace } from './free-space'
import { inside, type Places } from './places'
import { planSize, writePlan, type Plan } from './plan'
import type { Progress } from './progress'
import type { Line } from './request'
import { retry } from './retry'

/** Bytes that stay free on the disk for everybody else. */
export const RESERVE = 200 * 1024 * 1024

async function sizeAt(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch {
    return 0
  }
}

/** Bytes of each file that are there, finished or not, by path. */
export async function received(places: Places, plan: Pick<Plan, 'files'>): Promise<Map<string, number>> {
  const found = await Promise.all(
    plan.files.map(async ({ path, size }) => {
      const done = await sizeAt(inside(places.files, path))
      return [path, Math.min(size, done || (await sizeAt(inside(places.parts, path))))] as const
    }),
  )
  return new Map(found)
}

export const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0)

/** Fetches all files of a plan that are not there yet, the small ones first. */
export async function fetchPlan(
  plan: Plan,
  places: Places,
  line: Line,
  reserve: number,
  progress: Progress,
): Promise<Result<object>> {
  const total = planSize(plan)
  const there = await received(places, plan)
  const space = await withFiles(() => checkSpace(dirname(places.partial), total - sum(there.values()), reserve))
  if (!space.ok) return space
  let asks = false
  const ask = (): void => {
    if (!asks) progress.phase('downloading', sum(there.values()), total)
    asks = true
  }
  if (sum(there.values()) > 0) progress.phase('checking', sum(there.values()), total)
  let kept = plan
  for (const file of [...plan.files].sort((a, b) => a.size - b.size)) {
    if ((await sizeAt(inside(places.files, file.path))) === file.size && file.size > 0) continue
    const work = (): Promise<Result<object>> =>
      downloadFile(file, line.publisher.file(plan.repository, plan.revision, file.path), {
        ...line,
        places,
        reserve,
        mark: kept.marks[file.path],
        async keepMark(mark) {
          const others = Object.entries(kept.marks).filter(([path]) => path !== file.path)
          kept = { ...kept, marks: Object.fromEntries(mark === undefined ? others : [...others, [file.path, mark]]) }
          await writePlan(places, kept)
        },
        onAsk: ask,
        onReceived(bytes) {
          there.set(file.path, bytes)
          progress.set(sum(there.values()))
        },
      })
    const fetched = await retry(() => withFiles(work), line.clock, line.signal)
    if (!fetched.ok) return fetched
    if (line.signal?.aborted) return failure('cancelled')
  }
  progress.phase('downloading', total, total)
  return { ok: true }
}
