/** No tick before this: most answers are there by then. Milliseconds, as are the others. */
const FIRST_TICK = 2000
const TICK_EVERY = 2000
/** From here on words say that work goes on. */
const WORDS_AFTER = 8000
const WORDS_EVERY = 8000

export type ProgressSign = 'began' | 'tick' | 'words'

export interface Timers {
  setTimeout(run: () => void, milliseconds: number): unknown
  clearTimeout(timer: never): void
}

export interface ProgressSchedule {
  /** The first words are there, or the work ended; harmless when repeated. */
  stop(): void
}

/** The sign that is due `elapsed` milliseconds after work began, a multiple of the tick. Pure. */
export function signAt(elapsed: number): ProgressSign | undefined {
  if (elapsed <= 0) return 'began'
  if (elapsed < FIRST_TICK) return undefined
  return elapsed >= WORDS_AFTER && elapsed % WORDS_EVERY < TICK_EVERY ? 'words' : 'tick'
}

/**
 * Signs of life while an answer is worked out: at once that it began, after two seconds a tick every
 * two seconds, every eight seconds words.
 *
 * @param atOnce how long the first sign waits, so that an answer which is there already needs none
 */
export function startProgressSchedule(
  sign: (sign: ProgressSign) => void,
  timers: Timers,
  atOnce: number,
): ProgressSchedule {
  let elapsed = 0
  let timer: unknown
  const step = (): void => {
    const due = signAt(elapsed)
    elapsed += TICK_EVERY
    timer = timers.setTimeout(step, TICK_EVERY)
    if (due) sign(due)
  }
  timer = timers.setTimeout(step, atOnce)
  return { stop: () => timers.clearTimeout(timer as never) }
}
