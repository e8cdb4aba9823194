/** How a job stays answerable: both are called between native runs, which cannot be stopped. */
export interface Turn {
  readonly cancelled: () => boolean
  /** Lets the process hear its messages, a cancel among them. */
  readonly pause: () => Promise<void>
}

/** Milliseconds of each stage by name, filled in as they pass. */
export type Stages = Record<string, number>
