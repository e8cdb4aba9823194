import type { Telling } from '../../shared/verbosity'
import type { ProgressSign } from './progress-schedule'

/** What is done about a sign that work goes on: a sound of that name, the words of long work, one word. */
export type SignOfLife = 'began' | 'tick' | 'words' | 'working' | null

interface Told {
  /** How "still working" is told. */
  readonly progress: Telling
  /** Nobody hears sounds. */
  readonly brailleOnly: boolean
}

/** Pure. @param saidWorking "Working" was shown for this answer already */
export function signOfLife(sign: ProgressSign, { progress, brailleOnly }: Told, saidWorking: boolean): SignOfLife {
  if (sign === 'began') return brailleOnly ? null : 'began'
  if (progress === 'off') return null
  if (sign === 'words' && progress === 'words') return 'words'
  if (!brailleOnly) return 'tick'
  return saidWorking ? null : 'working'
}
