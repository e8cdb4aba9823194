import { useCallback, useMemo, useState } from 'react'
import type { CommandId } from '../../shared/commands'
import type { Reply } from '../../shared/ipc-schema'
import { MAX_ENCODED_BYTES } from '../../shared/picture-limit'
import { descry } from '../descry'
import { usePage } from '../page-context'

export interface Actions {
  readonly run: (id: CommandId) => void
  readonly give: (picture: File) => void
  readonly openFile: () => void
  readonly describeSample: () => void
  readonly forgetAnswers: () => void
  /** Resolves when main has begun to say that it is over. */
  readonly endFirstRun: () => Promise<void>
  /** Why the last of them was refused, in a sentence; empty when it was not. */
  readonly refusal: string
}

/** What the window can ask main to do with pictures and answers; main says the outcome, too. */
export function useActions(): Actions {
  const { say } = usePage()
  const [refusal, setRefusal] = useState('')

  const told = useCallback(async (reply: Promise<Reply>) => {
    setRefusal('')
    const r = await reply
    if (!r.ok && r.code !== 'cancelled') setRefusal(r.sentence)
  }, [])
  const ask = useCallback((reply: Promise<Reply>) => void told(reply), [told])
  const give = useCallback(
    (picture: File) => {
      if (picture.size > MAX_ENCODED_BYTES) setRefusal(say('failure.picture-too-large'))
      else {
        ask(
          picture
            .arrayBuffer()
            .then((b) => descry.invoke('picture:given', { name: picture.name.slice(0, 500), bytes: new Uint8Array(b) }))
            // A folder that was dropped, or a file that went away.
            .catch((): Reply => ({ ok: false, code: 'picture-unsupported', sentence: say('failure.picture-unsupported') })),
        )
      }
    },
    [ask, say],
  )
  return useMemo(
    () => ({
      run: (id) => ask(descry.invoke('command:run', id)),
      give,
      openFile: () => ask(descry.invoke('picture:open')),
      describeSample: () => ask(descry.invoke('picture:sample')),
      forgetAnswers: () => ask(descry.invoke('answers:clear')),
      endFirstRun: () => told(descry.invoke('settings:change', { firstRunDone: true })),
      refusal,
    }),
    [ask, told, give, refusal],
  )
}
