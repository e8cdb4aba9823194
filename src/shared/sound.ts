/** Samples a second of all sound of a microphone; one channel, -1 to 1. */
export const SAMPLE_RATE = 16_000
/** Seconds of sound that are understood in one piece, at most. */
export const MOST_SECONDS = 30
