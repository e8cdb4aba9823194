import { useEffect, useEffectEvent } from 'react'
import type { EventName, EventPayload } from '../shared/ipc-schema'
import { descry } from './descry'

/** Hears one of main's events for as long as the component is there. */
export function useEvent<N extends EventName>(name: N, hear: (payload: EventPayload<N>) => void): void {
  const heard = useEffectEvent(hear)
  useEffect(() => descry.on(name, (payload) => heard(payload)), [name])
}
