import { cellWords, withPauses, type SpokenCell } from '../../shared/cell-words'
import type { MessageKey, Messages } from '../../shared/messages'
import type { Control, State, Surrounding } from './control'
import { joinSentences, joinWords } from './plain-text'

type Say = Messages['say']

/** What a role is called; one that is not here goes unsaid, and only the name is heard. */
const ROLE_WORDS: Readonly<Record<string, MessageKey>> = {
  button: 'context.role.button',
  link: 'context.role.link',
  checkbox: 'context.role.checkbox',
  switch: 'context.role.switch',
  radio: 'context.role.radio',
  slider: 'context.role.slider',
  textbox: 'context.role.textbox',
  searchbox: 'context.role.textbox',
  spinbutton: 'context.role.spinbutton',
  combobox: 'context.role.combobox',
  listbox: 'context.role.listbox',
  tab: 'context.role.tab',
  progressbar: 'context.role.progressbar',
  img: 'context.role.img',
  dialog: 'context.role.dialog',
  alertdialog: 'context.role.dialog',
  group: 'context.role.group',
  radiogroup: 'context.role.group',
  toolbar: 'context.role.group',
  region: 'context.role.region',
  navigation: 'context.role.navigation',
  menu: 'context.role.menu',
  grid: 'context.role.grid',
  tablist: 'context.role.tablist',
}

const roleWord = (role: string | null, say: Say): string => {
  const key = role === null ? undefined : ROLE_WORDS[role]
  return key === undefined ? '' : say(key)
}

const stateWord = (state: State, say: Say): string => say(`context.state.${state}`)

const commas = (parts: readonly string[]): string => parts.filter(Boolean).join(', ')

/** What one comes into; where it has the name of the heading in it, that is heard in a moment. */
function aroundWords({ role, name, size }: Surrounding, inner: string, say: Say): string {
  if (size) return commas([name, roleWord(role, say), say('table.size', size)])
  if (name !== inner) return commas([name, roleWord(role, say)])
  return role.endsWith('dialog') ? roleWord(role, say) : ''
}

function cellSentence(cell: SpokenCell, before: SpokenCell | null, say: Say): string {
  const words = cellWords({ ...cell, text: cell.text || say('table.empty') }, before, say)
  return [withPauses(words.read), words.place].join(' ')
}

/**
 * A control as a screen reader says it: what one comes into, name, role, states, value, place, then what explains it.
 * @param before the cell of the same table from which one comes
 */
export function controlWords(
  control: Control,
  entered: readonly Surrounding[],
  shortcut: (accelerator: string) => string,
  say: Say,
  before: SpokenCell | null = null,
): string {
  const { name, role, states, level, value, description, position, text } = control
  const isEmpty = value === '' && (role === 'textbox' || role === 'searchbox') && !states.includes('several-lines')
  const cell = control.cell ? cellSentence(control.cell, before, say) : ''
  const first = cell || commas([
    name,
    level === null ? roleWord(role, say) : say('context.role.heading', { level }),
    ...states.map((state) => stateWord(state, say)),
    isEmpty ? say('context.value.empty') : value,
    position ? say('context.position', position) : '',
  ])
  const key = control.shortcut === '' ? '' : shortcut(control.shortcut)
  return joinSentences([
    ...entered.map((around) => aroundWords(around, name, say)),
    first,
    description,
    key,
    text,
    ...entered.map((around) => (description.includes(around.description) ? '' : around.description)),
  ])
}

/** What changed at the control that has the focus, in words; empty where nothing did that is worth a word. */
export function changeWords(before: Control, after: Control, say: Say): string {
  const fresh = after.states.filter((state) => !before.states.includes(state))
  // What is no longer marked as unavailable, say, is simply there again; switches always have a word.
  return [
    after.name === before.name ? '' : after.name,
    ...fresh.map((state) => stateWord(state, say)),
    after.value === before.value ? '' : after.value || say('context.value.empty'),
    after.text === before.text ? '' : newWords(before.text, after.text),
  ].reduce((text, part) => (part === '' ? text : joinWords(text, part)), '')
}

/** What was added behind a text, or between two of its sentences; all of it where it is another one. */
function newWords(before: string, after: string): string {
  if (after.startsWith(before)) return after.slice(before.length).replace(/^[\s,]+/, '')
  const [was, now] = [sentencesOf(before), sentencesOf(after)]
  const from = was.findIndex((sentence, i) => sentence !== now[i])
  const rest = was.slice(from)
  const to = now.length - rest.length
  return to > from && rest.every((sentence, i) => sentence === now[to + i]) ? now.slice(from, to).join(' ') : after
}

const sentencesOf = (text: string): string[] => text.split(/(?<=[.!?…])\s+/u)
