import { useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { HomeView } from '../../shared/ipc-schema'
import { descry } from '../descry'
import { useEvent } from '../use-event'
import { goTo, isCovered, leaveOver, type Place, startPlace } from './place'

/** The views that lie over another one. */
const OVER = '.text-view, .ask-view'

/** The heading of the view that is seen: the text view keeps the one under it, hidden; see `use-leaving`, too. */
function visibleHeading(): HTMLElement | undefined {
  return [...document.querySelectorAll('h1')].find((heading) => !heading.closest('[hidden], .leaving'))
}

export interface Moves {
  readonly place: Place
  readonly show: (view: HomeView, focus?: 'heading' | 'answer') => void
  /** Back from the text view to where the user was, the focus too. */
  readonly closeText: () => void
  /** The same from the field for a question: nothing was asked. */
  readonly closeAsk: () => void
  /** A question was put: main has seen to the focus in other windows. */
  readonly leaveAsk: () => void
}

/** Where the user is, and the focus that goes along. */
export function usePlace(firstRunDone: boolean): Moves {
  const [place, setPlace] = useState(() => startPlace(firstRunDone))
  const before = useRef<HTMLElement | null>(null)

  const remember = useCallback((view: HomeView) => {
    const active = document.activeElement
    const isOver = view === 'text' || view === 'ask'
    if (isOver && !active?.closest(OVER)) before.current = active instanceof HTMLElement ? active : null
  }, [])
  useEvent('home:view', (wish) => {
    remember(wish.view)
    setPlace((from) => goTo(from, wish))
  })
  const show = useCallback(
    (view: HomeView, focus: 'heading' | 'answer' = 'heading') => {
      remember(view)
      setPlace((from) => goTo(from, { view, focus }))
    },
    [remember],
  )
  // Main brings the focus back to the window where it was first: else what lies under would be said on the way.
  const { move } = place
  const leave = useCallback(() => setPlace((from) => (from.move === move ? leaveOver(from) : from)), [move])
  const closeText = useCallback(() => void descry.invoke('text:close').then(leave), [leave])
  const closeAsk = useCallback(() => void descry.invoke('ask:close').then(leave), [leave])

  useLayoutEffect(() => {
    if (isCovered(place)) return
    const kept = before.current?.isConnected ? before.current : undefined
    before.current = null
    const wanted = { heading: undefined, answer: document.getElementById('answer'), kept }[place.focus]
    const target = wanted && wanted !== document.body ? wanted : visibleHeading()
    // Asked for once more, it is said once more.
    if (target === document.activeElement) target.blur()
    target?.focus()
  }, [place])

  return { place, show, closeText, closeAsk, leaveAsk: leave }
}
