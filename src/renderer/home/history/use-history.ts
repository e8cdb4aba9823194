import { useEffect, useRef, useState } from 'react'
import type { InvokeReply } from '../../../shared/ipc-schema'
import { descry } from '../../descry'
import { usePage } from '../../page-context'

/** Milliseconds without a key after which is searched: what is still being typed is not. */
const PAUSE = 300

type List = InvokeReply<'history:list'>

interface History {
  /** Null until it is known. */
  readonly list: List | null
  /** What it was searched for. */
  readonly query: string
}

/** The remembered answers that hold the words, as they are now; a list that is no longer wanted is dropped. */
export function useHistory(typed: string): History {
  const { state } = usePage()
  const { answers, answer, memory } = state
  const [history, setHistory] = useState<History>({ list: null, query: '' })
  const before = useRef(typed)
  // Another answer came, was finished, had more said of it, or was forgotten. Not with each sentence: a search among
  // thousands would never be through.
  const said = answer?.complete ? answer.sentences.length : Math.min(answer?.sentences.length ?? 0, 1)
  const edition = `${answers.count} ${answer?.id ?? ''} ${said} ${memory.kept}`
  useEffect(() => {
    let isNewest = true
    const ask = (): void =>
      void descry.invoke('history:list', typed).then((list) => {
        if (isNewest) setHistory({ list, query: typed.trim() })
      })
    const timer = setTimeout(ask, before.current === typed ? 0 : PAUSE)
    before.current = typed
    return () => {
      isNewest = false
      clearTimeout(timer)
    }
  }, [typed, edition])
  return history
}
