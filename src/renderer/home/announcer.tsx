import { useEffect, useState } from 'react'
import { usePage } from '../page-context'
import { useEvent } from '../use-event'

/** Long enough for any reader to take the words; then nobody finds them when reading through the page. */
const KEPT_MS = 10_000

/**
 * Messages take turns in so many regions. Words that are replaced before a slow reader has fetched them are
 * lost to it (Orca 43 on a busy machine, half a second later), and a region that holds earlier words, too,
 * is repeated by readers that read a changed region whole.
 */
const REGIONS = 4

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

/** The messages that are in the regions after another one came, the newest last. Pure. */
function withNext(before: readonly Announcement[], { text, lang }: Omit<Announcement, 'count'>): Announcement[] {
  const last = before.at(-1)
  const next = { text: last?.text === text ? text + AGAIN : text, lang, count: (last?.count ?? 0) + 1 }
  return [...before, next].slice(-REGIONS)
}

/**
 * The live regions: silent but for what main sends while this window is the voice's route. Sticky words stay
 * until the next ones, to be found and read again, in braille too.
 */
export function Announcer() {
  const { sticky } = usePage().state.settings.braille
  const [said, setSaid] = useState<readonly Announcement[]>([])
  useEvent('announce', (words) => setSaid((before) => withNext(before, words)))
  useEffect(() => {
    const timer = setTimeout(() => setSaid((all) => (sticky ? all.slice(-1) : [])), KEPT_MS)
    return () => clearTimeout(timer)
  }, [said.at(-1)?.count, sticky])
  return (
    <div className="visually-hidden" data-announcer>
      {Array.from({ length: REGIONS }, (_, region) => (
        <div key={region} aria-live="assertive">
          {said
            .filter(({ count }) => count % REGIONS === region)
            .map(({ text, lang, count }) => (
              // A new element each time: the same words said twice are two messages.
              <p key={count} lang={lang}>
                {text}
              </p>
            ))}
        </div>
      ))}
    </div>
  )
}
