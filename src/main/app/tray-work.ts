import type { ModelsState } from '../../shared/app-state'
import { percentOf } from '../../shared/model-words'

/** What is being done with a model, as the panel tells it. */
export interface TrayWork {
  readonly name: string
  readonly percent: number
}

/** Per cents between two changes of the panel: an open menu is made anew by each. */
const STEP = 5

/** Null for what the panel does not tell: there is nothing, or how much is not known. Pure. */
export function trayWork({ work }: Pick<ModelsState, 'work'>): TrayWork | null {
  if (!work?.progress || work.progress.total === 0) return null
  const { received, total } = work.progress
  return { name: work.name, percent: Math.floor(percentOf(received, total) / STEP) * STEP }
}
