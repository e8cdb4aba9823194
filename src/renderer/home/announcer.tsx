import { useEffect, useState } from 'react'
import { usePage } from '../page-context'
import { useEvent } from '../use-event'

/** Long enough for any reader to take the words; then nobody finds them when reading through the page. */
const KEPT_MS = 10_000

/**
 * Put behind words that are said again: Orca 43 takes a change to the same words for one that it knows (of
 * four it spoke two, with this all four). It is neither heard nor felt.
 */
const AGAIN = '\u00a0'

interface Announcement {
  readonly text: string
  readonly lang: string
  readonly count: number
}

/**
 * The live region: silent but for what main sends while this window is the voice's route, one message at a
 * time and not too fast. It holds no earlier words: readers that read a changed region whole would
 * repeat them. Sticky words stay until the next ones, to be found and read again, in braille too.
 */
export function Announcer() {
  const { sticky } = usePage().state.settings.braille
  const [said, setSaid] = useState<Announcement | null>(null)
  useEvent('announce', ({ text, lang }) =>
    setSaid((before) => ({
      text: before?.text === text ? text + AGAIN : text,
      lang,
      count: (before?.count ?? 0) + 1,
    })),
  )
  useEffect(() => {
    if (sticky) return undefined
    const timer = setTimeout(() => setSaid(null), KEPT_MS)
    return () => clearTimeout(timer)
  }, [said, sticky])
  return (
    <div className="visually-hidden" aria-live="assertive" data-announcer>
      {said && (
        // A new element each time: the same words said twice are two messages.
        <p key={said.count} lang={said.lang}>
          {said.text}
        </p>
      )}
    </div>
  )
}
