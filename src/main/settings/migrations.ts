/** Settings as they were read, of some version. */
export type RawSettings = Readonly<Record<string, unknown>>
/** By the version it starts from: makes settings of the next version; `version` itself is set by the caller. */
export type Migrations = Readonly<Record<number, (settings: RawSettings) => RawSettings>>

/** None yet: version 1 is the first. */
export const MIGRATIONS: Migrations = {}
