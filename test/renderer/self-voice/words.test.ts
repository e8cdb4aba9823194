import { expect, test } from 'vitest'
import type { Control, Surrounding } from '../../../src/renderer/self-voice/control'
import { changeWords, controlWords } from '../../../src/renderer/self-voice/words'
import { speakKey } from '../../../src/shared/keys'
import { createMessages } from '../../../src/shared/messages'

const en = createMessages('en')
const de = createMessages('de')

const PLAIN: Control = { name: '', role: null, states: [], level: null, value: '', description: '', position: null, shortcut: '', text: '', cell: null }
const control = (part: Partial<Control>): Control => ({ ...PLAIN, ...part })
const around = (role: string, name: string, description = ''): Surrounding => ({ role, name, description })

const words = (part: Partial<Control>, entered: readonly Surrounding[] = [], messages = en): string =>
  controlWords(control(part), entered, (key) => speakKey(key, 'linux', messages), (key, values) => messages.say(key, values))
const change = (before: Partial<Control>, after: Partial<Control>): string =>
  changeWords(control(before), control(after), (key, values) => en.say(key, values))

const SAID: readonly (readonly [string, Partial<Control>])[] = [
  ['Next step, button', { name: 'Next step', role: 'button' }],
  ['Stop, button. Control Alt Shift Q', { name: 'Stop', role: 'button', shortcut: 'Control+Alt+Shift+Q' }],
  ['Home, button, this view. Alt 1', { name: 'Home', role: 'button', states: ['current'], shortcut: 'Alt+1' }],
  ['Help on this view, button. F1', { name: 'Help on this view', role: 'button', shortcut: 'F1' }],
  ['Skip to the content, link', { name: 'Skip to the content', role: 'link' }],
  ['Play sounds, check box, not checked', { name: 'Play sounds', role: 'checkbox', states: ['unchecked'] }],
  ['Play sounds, check box, partly checked', { name: 'Play sounds', role: 'checkbox', states: ['mixed'] }],
  ['Dark, switch, on', { name: 'Dark', role: 'switch', states: ['on'] }],
  ['Orca, radio button, checked, 2 of 11', { name: 'Orca', role: 'radio', states: ['checked'], position: { at: 2, of: 11 } }],
  ['Volume, slider, 55 percent', { name: 'Volume', role: 'slider', value: '55 percent' }],
  ['Speed, number field, 200', { name: 'Speed', role: 'spinbutton', value: '200' }],
  ['Your question, text field, empty', { name: 'Your question', role: 'textbox' }],
  ['New key, text field, not right, Ctrl J. It cannot be used.', { name: 'New key', role: 'textbox', states: ['invalid'], value: 'Ctrl J', description: 'It cannot be used.' }],
  ['The answer, text field, read only, several lines', { name: 'The answer', role: 'textbox', states: ['read-only', 'several-lines'] }],
  ['Voice, choice, collapsed, Anna', { name: 'Voice', role: 'combobox', states: ['collapsed'], value: 'Anna' }],
  ['Details, button, expanded', { name: 'Details', role: 'button', states: ['expanded'] }],
  ['More, button, opens a menu', { name: 'More', role: 'button', states: ['menu'] }],
  ['Bold, button, not pressed', { name: 'Bold', role: 'button', states: ['not-pressed'] }],
  ['Save, button, unavailable', { name: 'Save', role: 'button', states: ['unavailable'] }],
  ['Describe the screen, D, 1 of 19', { name: 'Describe the screen, D', role: 'menuitem', position: { at: 1, of: 19 } }],
  ['Anna, selected, 1 of 3', { name: 'Anna', role: 'option', states: ['selected'], position: { at: 1, of: 3 } }],
  ['Speech, tab, selected, 1 of 2', { name: 'Speech', role: 'tab', states: ['selected'], position: { at: 1, of: 2 } }],
  ['A cat, picture', { name: 'A cat', role: 'img' }],
  ['Welcome, heading level 1. Descry looks at a picture.', { name: 'Welcome', role: 'heading', level: 1, text: 'Descry looks at a picture.' }],
  ['Does it work? Press it once.', { name: 'Does it work?', description: 'Press it once.' }],
  ['Plain text', { name: 'Plain text' }],
  ['Odd', { name: 'Odd', role: 'marquee' }],
]

test.each(SAID)('says "%s"', (said, part) => {
  expect(words(part)).toBe(said)
})

test('says what one comes into before what is in it, and what explains it behind', () => {
  expect(words({ name: 'Orca', role: 'radio', states: ['unchecked'], position: { at: 2, of: 3 } }, [around('group', 'Speech'), around('radiogroup', 'Who speaks')])).toBe(
    'Speech, group. Who speaks, group. Orca, radio button, not checked, 2 of 3',
  )
  expect(words({ name: 'Describe, D', role: 'menuitem', position: { at: 1, of: 9 } }, [around('menu', 'Descry menu', 'A letter chooses.')])).toBe(
    'Descry menu, menu. Describe, D, 1 of 9. A letter chooses.',
  )
})

test('says the name of a dialog once, although its heading has it too', () => {
  expect(words({ name: 'Remove it?', role: 'heading', level: 2, text: 'It is gone then.' }, [around('dialog', 'Remove it?')])).toBe(
    'dialog. Remove it?, heading level 2. It is gone then.',
  )
})

test('speaks German', () => {
  expect(words({ name: 'Orca', role: 'radio', states: ['unchecked'], position: { at: 2, of: 11 }, shortcut: 'Control+Shift+O' }, [], de)).toBe(
    'Orca, Auswahlschalter, nicht aktiviert, 2 von 11. Strg Umschalt O',
  )
})

test('says only what changed', () => {
  expect(change({ states: ['unchecked'] }, { states: ['checked'] })).toBe('checked')
  expect(change({ value: '50 percent' }, { value: '55 percent' })).toBe('55 percent')
  expect(change({ value: 'a' }, { value: '' })).toBe('empty')
  expect(change({ name: 'Start learning' }, { name: 'Stop learning' })).toBe('Stop learning')
  expect(change({ states: ['expanded'], name: 'More' }, { states: ['expanded'], name: 'More' })).toBe('')
  expect(change({ states: ['unavailable'] }, { states: [] })).toBe('')
  expect(change({ text: 'Step 1.' }, { text: 'Step 1. The picture is described.' })).toBe('The picture is described.')
  // As the number of answers comes a moment after the history.
  expect(change({ text: 'They are kept. All words must be in one.' }, { text: 'They are kept. 3 answers. All words must be in one.' })).toBe('3 answers.')
  expect(change({ text: 'They are kept. 3 answers. All.' }, { text: 'They are kept. 2 answers. All.' })).toBe('They are kept. 2 answers. All.')
})
