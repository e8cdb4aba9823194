import { computeAccessibleDescription, computeAccessibleName, getRole } from 'dom-accessibility-api'
import { cellOf, gridSize } from './cell'
import type { Control, State, Surrounding } from './control'
import { joinSentences, plainText } from './plain-text'
import { isHeading, textsAfter } from './stops'

/** Roles whose elements are counted among their like, and in what. */
const SETS: Readonly<Record<string, string>> = {
  radio: '[role=radiogroup], fieldset',
  menuitem: '[role=menu]',
  menuitemradio: '[role=menu]',
  option: '[role=listbox], select',
  tab: '[role=tablist]',
}

/** Surroundings that are said when the focus comes into them, where they have a name. */
const SURROUNDINGS = ['dialog', 'alertdialog', 'group', 'radiogroup', 'region', 'navigation', 'menu', 'listbox', 'grid', 'tablist', 'toolbar']

/** `true` and `false` of an attribute as states; what it has else as none. */
const both = (yes: State, no: State | null) => (value: string): State | null => (value === 'true' ? yes : value === 'false' ? no : null)

const ATTRIBUTES: readonly (readonly [attribute: string, state: (value: string) => State | null])[] = [
  ['aria-pressed', both('pressed', 'not-pressed')],
  ['aria-expanded', both('expanded', 'collapsed')],
  ['aria-selected', both('selected', null)],
  ['aria-current', (value) => (value === 'false' ? null : 'current')],
  ['aria-haspopup', (value) => (value === 'false' ? null : 'menu')],
  ['aria-invalid', both('invalid', null)],
  ['aria-required', both('required', null)],
]

function checkedState(element: Element, role: string | null): State[] {
  if (element instanceof HTMLInputElement && element.indeterminate) return ['mixed']
  const attribute = element.getAttribute('aria-checked')
  const isNative = element instanceof HTMLInputElement && (element.type === 'checkbox' || element.type === 'radio')
  if (!isNative && attribute === null) return []
  if (attribute === 'mixed') return ['mixed']
  const isOn = isNative ? element.checked : attribute === 'true'
  return [role === 'switch' ? (isOn ? 'on' : 'off') : isOn ? 'checked' : 'unchecked']
}

function statesOf(element: Element, role: string | null): State[] {
  const states = checkedState(element, role)
  for (const [attribute, state] of ATTRIBUTES) {
    const value = element.getAttribute(attribute)
    const found = value === null ? null : state(value)
    if (found) states.push(found)
  }
  const isText = element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && role === 'textbox')
  if (isText && (element.readOnly || element.ariaReadOnly === 'true')) states.push('read-only')
  if (element instanceof HTMLTextAreaElement) states.push('several-lines')
  if (element.matches(':disabled') || element.ariaDisabled === 'true') states.push('unavailable')
  return states
}

function valueOf(element: Element): string {
  const spoken = element.getAttribute('aria-valuetext') ?? element.getAttribute('aria-valuenow')
  if (spoken !== null) return spoken
  if (element instanceof HTMLSelectElement) return element.selectedOptions[0]?.text ?? ''
  if (element instanceof HTMLTextAreaElement) return ''
  if (!(element instanceof HTMLInputElement) || element.type === 'password') return ''
  return ['checkbox', 'radio', 'button', 'submit'].includes(element.type) ? '' : element.value
}

function positionOf(element: Element, role: string | null): Control['position'] {
  const [at, of] = [Number(element.getAttribute('aria-posinset')), Number(element.getAttribute('aria-setsize'))]
  if (at > 0 && of > 0) return { at, of }
  const set = role === null ? undefined : SETS[role]
  const around = set === undefined ? null : element.closest(set)
  if (!around) return null
  const alike = [...around.querySelectorAll('*')].filter((other) => getRole(other) === role && other.checkVisibility())
  return { at: alike.indexOf(element) + 1, of: alike.length }
}

/** An element as it is to be said. */
export function describeElement(element: Element): Control {
  const role = getRole(element)
  const heading = isHeading(element)
  const text = heading ? joinSentences(textsAfter(element)) : ''
  // A description that is heard in the text behind the heading is not heard twice.
  const description = heading && text !== '' ? '' : computeAccessibleDescription(element)
  return {
    name: isNamedByContent(role) ? plainText(element) : computeAccessibleName(element),
    role: role === 'paragraph' ? null : role,
    states: statesOf(element, role),
    level: heading ? Number(element.localName.slice(1)) : null,
    value: valueOf(element),
    description,
    position: positionOf(element, role),
    shortcut: element.getAttribute('aria-keyshortcuts') ?? '',
    text,
    cell: cellOf(element),
  }
}

/** Text that the arrow keys come to has no name of its own: its words are what is said. */
function isNamedByContent(role: string | null): boolean {
  return role === null || ['paragraph', 'listitem', 'row', 'caption', 'term', 'definition', 'blockquote', 'generic'].includes(role)
}

/** The named surroundings of an element, the outermost first. */
export function surroundingsOf(element: Element): { readonly element: Element; readonly said: Surrounding }[] {
  const found: { element: Element; said: Surrounding }[] = []
  for (let at = element.parentElement; at; at = at.parentElement) {
    const role = getRole(at)
    if (role === null || !SURROUNDINGS.includes(role)) continue
    const name = computeAccessibleName(at)
    const size = role === 'grid' ? { size: gridSize(at) } : {}
    if (name !== '') found.unshift({ element: at, said: { role, name, description: computeAccessibleDescription(at), ...size } })
  }
  return found
}
