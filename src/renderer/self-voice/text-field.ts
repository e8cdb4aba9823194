import type { Messages } from '../../shared/messages'
import { type CaretMove, caretWords, typedWords } from './typing'

type TextField = HTMLInputElement | HTMLTextAreaElement

/** Fields that have a caret; `number` and its like tell nobody where theirs is. */
export function isTextField(element: unknown): element is TextField {
  if (element instanceof HTMLTextAreaElement) return true
  return element instanceof HTMLInputElement && ['text', 'search', 'url', 'tel', 'email'].includes(element.type)
}

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>

const LINE_KEYS = ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown']

/** How far a key moves the caret; null for one that does not. */
function caretMove({ key, ctrlKey, altKey, metaKey }: Pressed): CaretMove | null {
  const held = ctrlKey || altKey || metaKey
  if (LINE_KEYS.includes(key)) return 'line'
  if (key === 'ArrowLeft' || key === 'ArrowRight') return held ? 'word' : 'sign'
  if (key === 'Home' || key === 'End') return held ? 'line' : 'sign'
  return null
}

/** One text field as it is used: what was typed, and where the caret goes. */
export class FieldVoice {
  readonly #field: TextField
  readonly #say: Messages['say']
  #text: string
  /** A key that moves the caret was pressed, and nothing was said of it yet. */
  #moving: CaretMove | null = null
  #before = 0

  constructor(field: TextField, say: Messages['say']) {
    this.#field = field
    this.#say = say
    this.#text = field.value
  }

  /** What is typed or deleted. */
  typed(): string {
    const before = this.#text
    this.#text = this.#field.value
    this.#moving = null
    return typedWords(before, this.#text, this.#say)
  }

  /** A key is pressed; what it does comes after. */
  press(event: Pressed): void {
    this.#moving = caretMove(event) ?? this.#moving
    this.#before = this.#caret
  }

  /** The caret may have moved. @param isLast the key is up: it moves no further, since it stood at an end */
  moved(isLast: boolean): string {
    const move = this.#moving
    const { selectionStart, selectionEnd, value } = this.#field
    if (move === null || (!isLast && this.#caret === this.#before)) return ''
    this.#moving = null
    if (selectionStart !== selectionEnd) {
      return this.#say('context.selected', { text: value.slice(selectionStart ?? 0, selectionEnd ?? 0).slice(0, 500) })
    }
    return this.#wrapped(move) ?? caretWords(value, this.#caret, move, this.#say)
  }

  /** Text that stands at the caret when the focus comes into the field. */
  line(): string {
    return caretWords(this.#field.value, this.#caret, 'line', this.#say)
  }

  get #caret(): number {
    const { selectionStart, selectionEnd, selectionDirection } = this.#field
    return (selectionDirection === 'backward' ? selectionStart : selectionEnd) ?? 0
  }

  /** A long line is broken into several rows, and up and down go by rows: what is said is the rest of the line. */
  #wrapped(move: CaretMove): string | null {
    const [from, to] = [this.#before, this.#caret].sort((a, b) => a - b) as [number, number]
    const isWithin = move === 'line' && from !== to && !this.#field.value.slice(from, to).includes('\n')
    if (!isWithin || this.#caret === 0) return null
    return this.#field.value.slice(this.#caret).split('\n')[0]?.trim() || null
  }
}
