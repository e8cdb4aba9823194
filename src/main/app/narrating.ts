/** Narration of the camera, as the app starts and ends it. */
export interface Narrating {
  /** On, or off where it is on. */
  toggle(): void
  /** Ends it and releases the camera; nothing where it is off. */
  stop(): void
  readonly isOn: boolean
}
