import type { EventPayload, HomeView } from '../../shared/ipc-schema'

/** The views that have a place of their own; the text view and the field for a question lie over one of them. */
export type BaseView = Exclude<HomeView, 'text' | 'ask'>

/** Where the user is. */
export interface Place {
  readonly view: BaseView
  /** The text view is open, its caret in this line, counted from 0. */
  readonly textLine: number | null
  /** The field for a question is open. */
  readonly asks: boolean
  /** What gets the focus; `kept` leaves it where it is. */
  readonly focus: 'heading' | 'answer' | 'kept'
  /** Counts the moves, so that going to the same place again moves the focus again. */
  readonly move: number
}

export function startPlace(firstRunDone: boolean): Place {
  return { view: firstRunDone ? 'home' : 'first-run', textLine: null, asks: false, focus: 'heading', move: 0 }
}

/** Where main's or the user's wish leads from here. */
export function goTo(from: Place, to: EventPayload<'home:view'>): Place {
  const move = from.move + 1
  if (to.view === 'text') return { view: from.view, textLine: to.line ?? 0, asks: false, focus: 'kept', move }
  if (to.view === 'ask') return { view: from.view, textLine: null, asks: true, focus: 'kept', move }
  return { view: to.view, textLine: null, asks: false, focus: to.focus, move }
}

/** Out of the text view or the field for a question, to what lies under it. */
export function leaveOver(from: Place): Place {
  return { ...from, textLine: null, asks: false, focus: 'kept', move: from.move + 1 }
}

/** Whether something lies over the view. */
export function isCovered({ textLine, asks }: Place): boolean {
  return textLine !== null || asks
}
