import { everyObject, type AtSpiObject } from '../support/desktop-session/at-spi-tree'

/** AT-SPI's roles of what can be worked; each has to have a name. */
const CONTROLS = new Set([
  ...['push button', 'toggle button', 'check box', 'radio button', 'slider', 'spin button', 'entry', 'password text', 'combo box'],
  ...['link', 'menu item', 'check menu item', 'radio menu item', 'list box', 'tree item', 'page tab', 'progress bar', 'switch'],
])
/** What the program gives the focus to, so that reading begins there; nothing to be worked. */
const PLACES = new Set(['document web', 'document frame', 'heading', 'landmark', 'menu', 'dialog'])
/** What holds others and is said when the focus goes into it. */
const HOLDERS = new Set(['region', 'group', 'radiogroup', 'navigation', 'dialog', 'alertdialog', 'menu', 'application', 'table'])

const has = (object: AtSpiObject, state: string): boolean => object.states.includes(state)
const kind = (object: AtSpiObject): string => object.attributes['xml-roles'] ?? ''
const isOf = (object: AtSpiObject, role: string): boolean => kind(object).split(' ').includes(role)
/** Chromium keeps what is not drawn in the tree as ignored, and says so. */
const isHidden = (object: AtSpiObject): boolean => object.attributes['hidden'] === 'true' || !has(object, 'visible')
const isLive = (object: AtSpiObject): boolean => (object.attributes['live'] ?? 'off') !== 'off'
/** A place for what an action came to, which says nothing by itself: it holds nothing until then. */
const isIdleStatus = (object: AtSpiObject): boolean => isOf(object, 'status') && object.name === '' && object.children.length === 0
const called = ({ role, name }: AtSpiObject): string => `${role} "${name}"`

type Rule = (all: readonly AtSpiObject[]) => string[]

const of = (all: readonly AtSpiObject[], wrong: (object: AtSpiObject) => boolean, what: string): string[] =>
  all.filter(wrong).map((object) => `${what}: ${called(object)}`)

/** A rule a line: what no view may have. */
const RULES: Readonly<Record<string, Rule>> = {
  unnamed: (all) => of(all, (o) => CONTROLS.has(o.role) && o.name.trim() === '', 'a control without a name'),
  pictures: (all) => of(all, (o) => o.role === 'image' && o.name.trim() === '', 'a picture without a name'),
  holders: (all) => of(all, (o) => kind(o).split(' ').some((role) => HOLDERS.has(role)) && o.name.trim() === '', 'a holder without a name'),
  roles: (all) => of(all, (o) => has(o, 'focusable') && !CONTROLS.has(o.role) && !PLACES.has(o.role), 'focusable, but what is it'),
  focusable: (all) => of(all, (o) => CONTROLS.has(o.role) && o.role !== 'progress bar' && !has(o, 'focusable'), 'a control that cannot have the focus'),
  enabled: (all) => of(all, (o) => CONTROLS.has(o.role) && !has(o, 'read-only') && !(has(o, 'enabled') && has(o, 'sensitive')), 'a control that is disabled'),
  hidden: (all) => of(all, (o) => has(o, 'focusable') && isHidden(o), 'focusable and hidden'),
  checkable: (all) => of(all, (o) => ['check box', 'radio button'].includes(o.role) && !has(o, 'checkable'), 'no state to be checked'),
  values: (all) => of(all, (o) => ['slider', 'spin button', 'progress bar'].includes(o.role) && o.value === null, 'without a value'),
  focused: (all) => {
    const focused = all.filter((o) => has(o, 'focused'))
    return focused.length > 1 ? [`the focus in several places: ${focused.map(called).join(', ')}`] : []
  },
  choices: (all) =>
    all.filter((o) => isOf(o, 'radiogroup')).flatMap((group) => {
      const checked = everyObject(group).filter((o) => o.role === 'radio button' && has(o, 'checked'))
      return checked.length === 1 ? [] : [`${checked.length} chosen in ${called(group)}`]
    }),
  headings(all) {
    const levels = all.filter((o) => o.role === 'heading').map((o) => ({ level: Number(o.attributes['level']), name: o.name }))
    const first = levels.filter(({ level }) => level === 1)
    return [
      ...(first.length === 1 && levels[0]?.level === 1 ? [] : [`${first.length} headings of level 1, the first heading is "${levels[0]?.name}"`]),
      ...levels.flatMap(({ level, name }, i) => (level > (levels[i - 1]?.level ?? level) + 1 ? [`a gap before the heading "${name}"`] : [])),
      ...levels.filter(({ name }) => name.trim() === '').map(() => 'an empty heading'),
    ]
  },
  landmarks(all) {
    const count = (role: string): number => all.filter((o) => isOf(o, role)).length
    return [
      ...['banner', 'main'].filter((role) => count(role) !== 1).map((role) => `${count(role)} of landmark ${role}`),
      ...(count('navigation') > 1 ? ['several landmarks navigation'] : []),
    ]
  },
  live(all) {
    // The announcer's regions take turns, and are all that is in it.
    const live = all.filter((o) => isLive(o) && !isIdleStatus(o))
    const announcers = all.filter((o) => o.children.length > 0 && o.children.every(isLive))
    const isAnnouncers = live.every((o) => o.role === 'section' && o.attributes['live'] === 'assertive' && announcers[0]?.children.includes(o))
    return announcers.length === 1 && isAnnouncers ? [] : [`live regions: ${live.map((o) => `${o.role} ${o.attributes['live']}`).join(', ')}`]
  },
  doubles(all) {
    const buttons = all.filter((o) => o.role === 'push button').map((o) => o.name)
    return buttons.filter((name, i) => buttons.indexOf(name) !== i).map((name) => `two buttons called "${name}"`)
  },
  tables: (all) =>
    all.filter((o) => o.role === 'table').flatMap((table) => {
      const columns = everyObject(table).filter((o) => o.role === 'column header')
      return columns.length > 0 && columns.every((o) => o.name !== '') ? [] : [`a table without column headers: ${called(table)}`]
    }),
  keys: (all) =>
    of(
      all,
      (o) => {
        const keys = o.attributes['keyshortcuts']
        return keys !== undefined && o.name.includes(keys.replaceAll('+', ' '))
      },
      'its key in its name, and so said twice',
    ),
}
type RuleName = keyof typeof RULES

/**
 * What is wrong with a page's tree; empty where nothing is.
 *
 * @param document the object of role "document web" with all below it
 * @param without rules that do not hold for it
 */
export function flawsOf(document: AtSpiObject, without: readonly RuleName[] = []): string[] {
  const all = everyObject(document)
  return Object.entries(RULES).flatMap(([name, rule]) => (without.includes(name) ? [] : rule(all)))
}
