/** What was measured on this machine, as far as anything was. */
export interface MachineFacts {
  /** Seconds from a picture to the first token with the model in use; null before the first answer. */
  readonly firstTokenSeconds: number | null
  /** Tokens a second of the same. */
  readonly tokensPerSecond: number | null
  /** Id of the model that these were measured with. */
  readonly modelInUse: string
  /** Bytes. */
  readonly freeMemory: number
  readonly totalMemory: number
  readonly freeDisk: number
  /** The user's languages, BCP 47, most wanted first. */
  readonly languages: readonly string[]
}
