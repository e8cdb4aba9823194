import { useCallback, useState } from 'react'
import type { Reply } from '../../shared/ipc-schema'
import type { SettingsPatch } from '../../shared/settings'
import { descry } from '../descry'

interface Change {
  readonly change: (patch: SettingsPatch) => Promise<void>
  /** Asks for something else than a setting, with the same place for its refusal. */
  readonly ask: (reply: Promise<Reply>) => Promise<boolean>
  /** Why the last change was refused; empty when it was not. */
  readonly error: string
}

/** A setting's way to main, for one control: what is refused is said at that control. */
export function useChange(): Change {
  const [error, setError] = useState('')
  const ask = useCallback(async (reply: Promise<Reply>) => {
    const r = await reply
    setError(r.ok ? '' : r.sentence)
    return r.ok
  }, [])
  const change = useCallback(
    async (patch: SettingsPatch) => {
      await ask(descry.invoke('settings:change', patch))
    },
    [ask],
  )
  return { change, ask, error }
}
