import { dirname } from 'node:path'
import { tokenRate } from '../../cli/bench-figures'
import type { Answer } from '../../shared/answer'
import { readMemory } from '../engine-host/memory-verdict'
import { freeSpace } from '../models/free-space'
import type { MachineFacts } from '../models/recommendation'

interface FactsParts {
  /** Where models lie, or would. */
  readonly folder: string
  readonly modelInUse: string
  /** The newest answer of the model in use; undefined where there is none yet. */
  readonly answer: Pick<Answer, 'modelText' | 'timings' | 'tokens'> | undefined
  readonly languages: readonly string[]
}

/** What is known of this machine now, for recommending a model. */
export async function machineFacts({ folder, modelInUse, answer, languages }: FactsParts): Promise<MachineFacts> {
  const { available, total } = readMemory()
  const firstToken = answer?.timings['first-token']
  return {
    firstTokenSeconds: firstToken === undefined ? null : firstToken / 1000,
    tokensPerSecond: (answer && tokenRate(answer)) ?? null,
    modelInUse,
    freeMemory: available,
    totalMemory: total,
    freeDisk: await spaceAt(folder),
    languages,
  }
}

/** Bytes for this user where a folder is, or is to be made; 0 where the system does not tell. */
async function spaceAt(folder: string): Promise<number> {
  try {
    return await freeSpace(folder)
  } catch {
    const above = dirname(folder)
    return above === folder ? 0 : spaceAt(above)
  }
}
