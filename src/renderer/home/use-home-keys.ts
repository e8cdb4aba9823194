import { useEffect, useEffectEvent } from 'react'
import type { Zoom } from '../../shared/ipc-schema'
import { descry } from '../descry'
import { SYSTEM } from '../system'
import type { Moves } from './use-place'
import { NAVIGATION, pressOf } from './window-keys'

const IS_MAC = SYSTEM === 'macos'

/** Each landmark and what in it gets the focus, in the order of F6. */
const LANDMARKS: readonly (readonly [landmark: string, target: string])[] = [
  ['header', 'button'],
  ['nav', '[aria-current=page]'],
  ['main', '.text-view textarea, :not([hidden]) > .view > h1'],
]

function focusLandmark(step: 1 | -1): void {
  const there = LANDMARKS.filter(([, target]) => document.querySelector(target))
  const at = there.findIndex(([landmark]) => document.activeElement?.closest(landmark))
  // Outside of all of them, forward begins at the first and backward at the last.
  const next = there.at(at === -1 && step === -1 ? -1 : (at + step) % there.length)
  document.querySelector<HTMLElement>(next ? `${next[0]} ${next[1]}` : 'h1')?.focus()
}

/** With Control, or Command on macOS; plus is also where it is written without Shift. */
const ZOOM_KEYS: Readonly<Record<string, Zoom>> = { '+': 'in', '=': 'in', '-': 'out', '0': 'reset' }

type Pressed = NonNullable<ReturnType<typeof pressOf>>

interface Keys {
  readonly moves: Moves
  readonly learning: boolean
  readonly stopLearning: () => void
  /** A key of the window is pressed while keys are learned: it says what it does. */
  readonly learn: (press: Pressed) => void
  readonly openHelp: () => void
  /** A question is being spoken: Escape ends that. */
  readonly listening: boolean
  readonly stopListening: () => void
}

/** The keys of the window itself: help, landmarks, views, zoom, the end of learn-keys mode. */
export function useHomeKeys({ moves, learning, stopLearning, learn, openHelp, listening, stopListening }: Keys): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const digit = /^Digit([1-5])$/.exec(event.code)?.[1]
    const held = IS_MAC ? event.metaKey && !event.altKey : event.altKey && !event.metaKey
    const view = digit && held && !event.ctrlKey && !event.shiftKey ? NAVIGATION[Number(digit) - 1] : undefined

    const zoom = (IS_MAC ? event.metaKey : event.ctrlKey) && !event.altKey ? ZOOM_KEYS[event.key] : undefined

    if (zoom) void descry.invoke('window:zoom', zoom)
    else if (event.key === 'Escape' && listening) stopListening()
    else if (event.key === 'F1') openHelp()
    else if (event.key === 'F6') focusLandmark(event.shiftKey ? -1 : 1)
    else if (view && moves.place.view !== 'first-run') moves.show(view)
    else return
    event.preventDefault()
  })
  /** Before anything else in the window hears of it: no key does what it does otherwise. */
  const onLearned = useEffectEvent((event: KeyboardEvent) => {
    if (!learning) return
    event.preventDefault()
    event.stopImmediatePropagation()
    const press = pressOf(event)
    if (event.key === 'Escape') stopLearning()
    else if (press && !event.repeat) learn(press)
  })
  useEffect(() => {
    const stop = new AbortController()
    const { signal } = stop
    window.addEventListener('keydown', (event) => onLearned(event), { signal, capture: true })
    document.addEventListener('keydown', (event) => onKey(event), { signal })
    return () => stop.abort()
  }, [])
}
