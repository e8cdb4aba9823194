import { isControl, scopeOf, stopsIn } from './stops'

/** Where up and down already do something: they choose, move a caret or change a value. */
const USES_ARROWS = [
  ...['textarea', 'select', 'input:not([type=checkbox], [type=button], [type=submit])', '[contenteditable=true]'],
  ...['menu', 'menuitem', 'listbox', 'option', 'tab', 'slider', 'radio', 'radiogroup', 'grid', 'combobox', 'textbox'].map((role) => `[role=${role}]`),
].join(',')

/** The stop before or after an element, in the order of the document; the element itself need not be one. */
function nextStop(from: Element, step: 1 | -1): HTMLElement | undefined {
  const side = step === 1 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING
  const beyond = stopsIn(scopeOf(from)).filter((stop) => {
    const place = from.compareDocumentPosition(stop)
    return (place & side) !== 0 && (step === 1 || (place & Node.DOCUMENT_POSITION_CONTAINS) === 0)
  })
  return step === 1 ? beyond[0] : beyond.at(-1)
}

/** Gives plain text the focus, so that it is heard and seen, and Tab goes on from there. */
function visit(stop: HTMLElement): void {
  const isPlain = !isControl(stop) && !stop.hasAttribute('tabindex')
  if (isPlain) {
    stop.tabIndex = -1
    stop.addEventListener('blur', () => stop.removeAttribute('tabindex'), { once: true })
  }
  stop.focus()
}

/**
 * Down and up read through the window, text by text: without a screen reader nothing else reaches what is no
 * control.
 * @returns whether it went to another text or control
 */
export function readingKey(event: KeyboardEvent): boolean {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  const isHeld = event.ctrlKey || event.altKey || event.metaKey || event.shiftKey
  const at = document.activeElement
  if (step === 0 || isHeld || event.defaultPrevented || !at || at.matches(USES_ARROWS)) return false
  const next = nextStop(at === document.body ? document.documentElement : at, step)
  if (!next) return false
  event.preventDefault()
  visit(next)
  return true
}
