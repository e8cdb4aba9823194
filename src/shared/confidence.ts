/** The recogniser's limit: what is under it is "unclear". Apart from the schemas, which would cost every window their loading. */
export const CLEAR = 0.9
/** What is under it is noise: kept for `--json`, never said. */
export const NOISE = 0.5
