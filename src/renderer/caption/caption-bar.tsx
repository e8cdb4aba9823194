import { useEffect, useLayoutEffect, useRef } from 'react'
import type { AppState } from '../../shared/app-state'
import type { Messages } from '../../shared/messages'
import { listeningWords } from '../home/listening-words'
import { usePage } from '../page-context'

interface Words {
  readonly text: string
  readonly lang: string
}

/** What the bar shows: what is being said, what is being worked on until its first words come, else the answer. */
function captionOf({ activity, answer, listening, locale, said, understood }: AppState, say: Messages['say']): readonly Words[] {
  if (listening) return [{ text: listeningWords({ listening }, say) ?? '', lang: locale }]
  // What was asked aloud stands before its answer.
  if (understood && activity.command === 'ask') return [{ text: say('listen.shown', understood), lang: locale }, ...said]
  if (said.length > 0) return said
  const working = activity.sentence !== '' && (!answer || answer.complete || answer.sentences.length === 0)
  if (working) return [{ text: activity.sentence, lang: locale }]
  return answer?.sentences ?? []
}

/**
 * Large words for eyes only: a reader must not find them, since it says them already, and nothing in here
 * can have the focus.
 */
export function CaptionBar() {
  const { state, say } = usePage()
  const newest = useRef<HTMLParagraphElement>(null)
  const words = captionOf(state, say)
  const scale = state.settings.caption.scale

  useEffect(() => {
    document.title = say('window.caption.title')
  }, [say])
  useLayoutEffect(() => {
    document.documentElement.style.setProperty('--caption-scale', String(scale / 100))
  }, [scale])
  const last = words.at(-1)?.text
  useLayoutEffect(() => {
    newest.current?.scrollIntoView({ block: 'nearest' })
  }, [words.length, last, scale])

  return (
    <div className="caption-bar" aria-hidden="true" inert>
      {words.map((sentence, index) => (
        <p key={index} lang={sentence.lang} dir="auto" ref={index === words.length - 1 ? newest : null}>
          {sentence.text}
        </p>
      ))}
    </div>
  )
}
