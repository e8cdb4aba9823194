import { plainText } from './plain-text'

const CONTROLS = [
  ...['button', 'a[href]', 'input:not([type=hidden])', 'textarea', 'select', 'summary', '[contenteditable=true]'],
  ...['menuitem', 'option', 'tab', 'slider', 'switch', 'checkbox', 'radio', 'gridcell'].map((role) => `[role=${role}]`),
  ...['columnheader', 'rowheader'].map((role) => `[role=grid] [role=${role}]`),
].join(',')
const HEADINGS = 'h1,h2,h3,h4,h5,h6'
const TEXTS = 'p,li,tr,dt,dd,caption,legend,figcaption,blockquote,pre'
const STOPS = `${CONTROLS},${HEADINGS},${TEXTS}`

export const isControl = (element: Element): boolean => element.matches(CONTROLS)
export const isHeading = (element: Element): boolean => element.matches(HEADINGS)

const isDisabled = (element: Element): boolean => element.matches(':disabled')

/** Where the arrow keys stop when they read through the window: every heading, every text, every control once. */
export function stopsIn(scope: ParentNode): HTMLElement[] {
  const all = [...scope.querySelectorAll<HTMLElement>(STOPS)]
  return all.filter((element) => {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest('[aria-hidden=true], [data-announcer]')) return false
    if (isControl(element)) return !isDisabled(element)
    // A list item or cell that holds stops of its own is heard by these.
    return !element.querySelector(STOPS) && plainText(element) !== ''
  })
}

/** What the arrow keys read through: an open dialog holds them in. */
export function scopeOf(element: Element): ParentNode {
  return element.closest('dialog[open], [role=dialog]') ?? element.ownerDocument
}

/** The texts behind a heading, before the next heading, control or table. */
export function textsAfter(heading: Element): string[] {
  const behind = stopsIn(scopeOf(heading)).filter((stop) => heading.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING)
  const end = behind.findIndex((stop) => isHeading(stop) || isControl(stop) || stop.closest('table, dl') !== null)
  return (end === -1 ? behind : behind.slice(0, end)).map(plainText)
}
