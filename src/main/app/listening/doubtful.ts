import type { Transcript } from '../../../shared/engine-protocol'

/**
 * Below these what was understood is said before the answer: the mean probability of the transcript's tokens, and
 * that of its least probable word (docs/performance.md, "Spoken questions": where wrong transcripts lie).
 */
const CERTAIN = { mean: 0.8, least: 0.3 } as const

/** What was understood may be something else than what was said. Pure. */
export const isDoubtful = ({ certainty, least }: Pick<Transcript, 'certainty' | 'least'>): boolean => certainty < CERTAIN.mean || least < CERTAIN.least
