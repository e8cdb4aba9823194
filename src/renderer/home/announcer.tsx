import { useEffect, useState } from 'react'
import { useEvent } from '../use-event'

/** Long enough for any reader to take the words; then nobody finds them when reading through the page. */
const KEPT_MS = 10_000

interface Announcement {
  readonly text: string
  readonly lang: string
  readonly count: number
}

/** The live region: silent but for what main sends while this window is the voice's route. */
export function Announcer() {
  const [said, setSaid] = useState<Announcement | null>(null)
  useEvent('announce', ({ text, lang }) => setSaid((before) => ({ text, lang, count: (before?.count ?? 0) + 1 })))
  useEffect(() => {
    const timer = setTimeout(() => setSaid(null), KEPT_MS)
    return () => clearTimeout(timer)
  }, [said])
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
