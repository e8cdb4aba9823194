import { MOST_SECONDS } from '../../../shared/sound'
import type { Hearing } from '../../../shared/engine-protocol'

/** Milliseconds of sound after which a question that nobody speaks is given up. */
const PATIENCE = 8000
/** Milliseconds of speech that are some: less is a cough or a key. The shortest questions ("Why?") take twice that. */
const LEAST_SPEECH = 200
const LONGEST = MOST_SECONDS * 1000

export interface Heard {
  /** Of the sound up to here. */
  readonly hearing: Hearing
  /** Milliseconds of it. */
  readonly length: number
  /** A key or button is held down: letting it go ends the question, a pause does not. */
  readonly held: boolean
  /** Milliseconds of silence after speech that end it. */
  readonly pause: number
}

/** Somebody has spoken. Pure. */
export const isSpoken = ({ speech }: Hearing): boolean => speech >= LEAST_SPEECH

/** Whether a spoken question is over by itself, and how: there is speech in it, or there is not; null while it goes on. Pure. */
export function questionEnd({ hearing, length, held, pause }: Heard): 'spoken' | 'silent' | null {
  const spoken = isSpoken(hearing)
  if (length >= LONGEST) return spoken ? 'spoken' : 'silent'
  if (held) return null
  if (!spoken) return length >= PATIENCE && !hearing.speaking ? 'silent' : null
  return !hearing.speaking && hearing.silence >= pause ? 'spoken' : null
}
