import { expect, test } from 'vitest'
import type { AtSpiObject } from '../support/desktop-session/at-spi-tree'
import { flawsOf } from './tree-rules'

const object = (role: string, name: string, part: Partial<AtSpiObject> = {}): AtSpiObject => ({
  ...{ role, name, description: '', states: ['enabled', 'sensitive', 'visible'], attributes: {}, keys: [], value: null, children: [] },
  ...part,
})
const FOCUSABLE = ['enabled', 'sensitive', 'visible', 'focusable']
const control = (role: string, name: string, part: Partial<AtSpiObject> = {}) => object(role, name, { states: FOCUSABLE, ...part })
const landmark = (kind: string, name: string, ...children: AtSpiObject[]) => object('landmark', name, { attributes: { 'xml-roles': kind }, children })
const heading = (level: number, name: string) => object('heading', name, { attributes: { level: String(level) } })
const regions = ['1', '2'].map(() => object('section', '', { attributes: { live: 'assertive' } }))

/** A page as it should be, and these in its main part. */
const page = (...content: AtSpiObject[]): AtSpiObject =>
  object('document web', 'Settings – Descry', {
    children: [landmark('banner', ''), landmark('navigation', 'Views'), landmark('main', '', heading(1, 'Settings'), ...content), object('section', '', { children: regions })],
  })

test('a page as it should be has no flaws', () => {
  const voice = object('panel', 'Voice', {
    attributes: { 'xml-roles': 'radiogroup' },
    children: ['Orca', 'Own'].map((name, i) => control('radio button', name, { states: [...FOCUSABLE, 'checkable', ...(i === 0 ? ['checked'] : [])] })),
  })
  const stop = control('push button', 'Stop', { attributes: { keyshortcuts: 'Control+Alt+Shift+Q' } })
  expect(flawsOf(page(heading(2, 'Speech'), voice, heading(3, 'Rate'), control('slider', 'Rate', { value: 3 }), heading(2, 'Keys'), stop))).toEqual([])
})

const choice = (...checked: boolean[]) =>
  object('panel', 'Who', {
    attributes: { 'xml-roles': 'radiogroup' },
    children: checked.map((on, i) => control('radio button', `${i}`, { states: [...FOCUSABLE, 'checkable', ...(on ? ['checked'] : [])] })),
  })

test.each<[string, AtSpiObject[]]>([
  ['a control without a name: push button ""', [control('push button', ' ')].map((o) => ({ ...o, name: '' }))],
  ['a picture without a name: image ""', [object('image', '')]],
  ['a holder without a name: panel ""', [object('panel', '', { attributes: { 'xml-roles': 'group' } })]],
  ['focusable, but what is it: section "x"', [control('section', 'x')]],
  ['a control that cannot have the focus: push button "x"', [object('push button', 'x')]],
  ['a control that is disabled: push button "x"', [control('push button', 'x', { states: ['focusable', 'visible'] })]],
  ['focusable and hidden: push button "x"', [control('push button', 'x', { attributes: { hidden: 'true' } })]],
  ['no state to be checked: check box "x"', [control('check box', 'x')]],
  ['without a value: slider "x"', [control('slider', 'x')]],
  ['the focus in several places: entry "x", entry "y"', ['x', 'y'].map((n) => control('entry', n, { states: [...FOCUSABLE, 'focused'] }))],
  ['0 chosen in panel "Who"', [choice(false, false)]],
  ['2 chosen in panel "Who"', [choice(true, true)]],
  ['2 headings of level 1, the first heading is "Settings"', [heading(1, 'Again')]],
  ['a gap before the heading "Deep"', [heading(3, 'Deep')]],
  ['an empty heading', [heading(2, '')]],
  ['2 of landmark main', [landmark('main', '')]],
  ['several landmarks navigation', [landmark('navigation', 'More')]],
  ['live regions: notification polite, section assertive, section assertive', [object('notification', '', { attributes: { live: 'polite' } })]],
  ['two buttons called "Remove"', [control('push button', 'Remove'), control('push button', 'Remove')]],
  ['a table without column headers: table "Keys"', [object('table', 'Keys')]],
  ['its key in its name, and so said twice: push button "Stop Control Alt Q"', [control('push button', 'Stop Control Alt Q', { attributes: { keyshortcuts: 'Control+Alt+Q' } })]],
])('%s', (flaw, content) => {
  expect(flawsOf(page(...content))).toEqual([flaw])
})

test('a status that holds nothing yet is no flaw, one that speaks is', () => {
  const status = (part: Partial<AtSpiObject>) => object('statusbar', '', { attributes: { 'xml-roles': 'status', live: 'polite' }, ...part })
  expect(flawsOf(page(status({})))).toEqual([])
  expect(flawsOf(page(status({ children: [object('static', 'Three answers')] })))).toEqual(['live regions: statusbar polite, section assertive, section assertive'])
})
