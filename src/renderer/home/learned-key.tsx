import { useCallback, useState } from 'react'
import { descry } from '../descry'
import { usePage } from '../page-context'
import { SYSTEM } from '../system'
import { useEvent } from '../use-event'
import { keyHelp, keyName } from './key-name'
import { learnedWords, type pressOf } from './window-keys'

interface LearnedKeys {
  /** The key that came last and what it does; empty before the first one. */
  readonly words: string
  /** A key of the window was pressed. */
  readonly learn: (press: NonNullable<ReturnType<typeof pressOf>>) => void
}

/** The keys that are learned, as they are pressed: the global ones are told and said by main. */
export function useLearnedKeys(): LearnedKeys {
  const { state, say } = usePage()
  const { locale } = state
  const [words, setWords] = useState('')
  useEvent('key:pressed', ({ id }) => {
    const spoken = state.keys.find((key) => key.id === id)?.spoken ?? ''
    setWords(say('window.help.learn.pressed', { key: spoken, name: keyName(id, say), help: keyHelp(id, say) }))
  })
  const learn = useCallback<LearnedKeys['learn']>(
    (press) => {
      const text = learnedWords(press, SYSTEM, { locale, say })
      setWords(text)
      void descry.invoke('window:said', { what: 'key', text, lang: locale })
    },
    [locale, say],
  )
  return { words, learn }
}

/** In learn-keys mode: the key that came last and what it does. It is said, too; here it can be read. */
export function LearnedKey({ words }: { readonly words: string }) {
  const { say } = usePage()
  return <p className="learned-key">{words || say('window.help.learn.waiting')}</p>
}
