import type { SpokenCell } from '../../shared/cell-words'

/** An element as it is said, without words: what `describe.ts` finds and `words.ts` puts into a sentence. */
export interface Control {
  readonly name: string
  /** ARIA's name for what it is; null for plain text. */
  readonly role: string | null
  readonly states: readonly State[]
  /** Of a heading. */
  readonly level: number | null
  /** What a slider, a text field or a list has now. */
  readonly value: string
  readonly description: string
  /** Which of how many: "2 of 5". */
  readonly position: { readonly at: number; readonly of: number } | null
  /** As aria-keyshortcuts has it: "Control+Alt+Shift+D". */
  readonly shortcut: string
  /** Plain text behind a heading, up to the next heading or control: what a view or dialog says first. */
  readonly text: string
  /** Of a table's cell that has the focus; all else is silent then. */
  readonly cell: SpokenCell | null
}

export type State =
  | 'checked'
  | 'unchecked'
  | 'mixed'
  | 'on'
  | 'off'
  | 'pressed'
  | 'not-pressed'
  | 'expanded'
  | 'collapsed'
  | 'selected'
  | 'current'
  | 'unavailable'
  | 'invalid'
  | 'required'
  | 'read-only'
  | 'several-lines'
  | 'menu'

/** What one comes into with the focus: a group, a dialog, the navigation. */
export interface Surrounding {
  readonly role: string
  readonly name: string
  /** Heard behind what is in it: which keys a menu has. */
  readonly description: string
  /** Of a table whose cells have the focus. */
  readonly size?: { readonly rows: number; readonly columns: number }
}
