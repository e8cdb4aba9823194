import { useState } from 'react'
import { useEvent } from '../../use-event'

/** The first run, in this order: a success first, then what it needs. */
export const STEPS = ['picture', 'key', 'login', 'voice'] as const
export type Step = (typeof STEPS)[number]

/** Id of what is to be done in a step: a reader says it with the step's heading. */
export const STEP_TEXT = 'step-text'

export interface FirstRunStep {
  readonly step: Step
  /** Null at the last step. */
  readonly next: (() => void) | null
  /** The user pressed one of Descry's keys and it arrived. */
  readonly keyArrived: boolean
}

/** Where the first run is; kept while the user looks at the settings in between. */
export function useFirstRunStep(isShown: boolean): FirstRunStep {
  const [index, setIndex] = useState(0)
  const [keyArrived, setKeyArrived] = useState(false)
  const step = STEPS[index] ?? 'voice'
  useEvent('key:pressed', ({ id }) => {
    if (isShown && step === 'key' && (id === 'layer' || id === 'describe-screen')) setKeyArrived(true)
  })
  const next = index < STEPS.length - 1 ? () => setIndex(index + 1) : null
  return { step, next, keyArrived }
}
