import { useEffect, useState } from 'react'
import type { AppState } from '../shared/app-state'
import { descry } from './descry'

/** What main told last; null until it told anything. */
export function useAppState(): AppState | null {
  const [state, setState] = useState<AppState | null>(null)
  useEffect(() => {
    let told = false
    const end = descry.on('app:state', (next) => {
      told = true
      setState(next)
    })
    // The answer to the question may be older than what was told meanwhile.
    void descry.invoke('app:state').then((first) => {
      if (!told) setState(first)
    })
    return end
  }, [])
  return state
}
