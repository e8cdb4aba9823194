import { Variant, type Message } from '@jellybrick/dbus-next'
import type { MenuRow } from './menu'
import type { Pixels } from './pixels'

export const MENU = '/MenuBar'
const ITEM = 'org.kde.StatusNotifierItem'
const DBUSMENU = 'com.canonical.dbusmenu'
const PROPERTIES = 'org.freedesktop.DBus.Properties'

export interface TrayState {
  readonly title: string
  readonly tip: string
  readonly pixels: Pixels | undefined
  readonly rows: readonly MenuRow[]
  readonly revision: number
  clicked(): void
}
/** A D-Bus signature and the values for it. */
type Answer = readonly [signature: string, body: readonly unknown[]]
type Layout = readonly [number, Record<string, Variant>, Variant[]]

const pixmaps = (pixels: Pixels | undefined): unknown[] => (pixels ? [[pixels.width, pixels.height, pixels.argb]] : [])

/** freedesktop.org's StatusNotifierItem, its properties. */
const itemProperties = (state: TrayState): Record<string, Variant> => ({
  Category: new Variant('s', 'ApplicationStatus'),
  Id: new Variant('s', state.title.toLowerCase()),
  Title: new Variant('s', state.title),
  Status: new Variant('s', 'Active'),
  WindowId: new Variant('i', 0),
  IconName: new Variant('s', ''),
  IconPixmap: new Variant('a(iiay)', pixmaps(state.pixels)),
  OverlayIconName: new Variant('s', ''),
  AttentionIconName: new Variant('s', ''),
  ToolTip: new Variant('(sa(iiay)ss)', ['', [], state.tip || state.title, '']),
  ItemIsMenu: new Variant('b', false),
  Menu: new Variant('o', MENU),
})

const menuProperties = (): Record<string, Variant> => ({
  Version: new Variant('u', 3),
  TextDirection: new Variant('s', 'ltr'),
  Status: new Variant('s', 'normal'),
  IconThemePath: new Variant('as', []),
})

/** A row as com.canonical.dbusmenu tells it. Rows are numbered from one; nought is the menu itself. */
function rowProperties(row: MenuRow): Record<string, Variant> {
  const toggled = row.type === 'checkbox' || row.type === 'radio'
  return {
    ...(row.type === 'separator' ? { type: new Variant('s', 'separator') } : { label: new Variant('s', (row.label ?? '').replaceAll('_', '__')) }),
    enabled: new Variant('b', row.enabled ?? true),
    visible: new Variant('b', row.visible ?? true),
    ...(toggled
      ? {
          'toggle-type': new Variant('s', row.type === 'radio' ? 'radio' : 'checkmark'),
          'toggle-state': new Variant('i', row.checked ? 1 : 0),
        }
      : {}),
  }
}

function layout(state: TrayState, parent: number): Layout {
  if (parent > 0) return [parent, rowProperties(state.rows[parent - 1] ?? {}), []]
  const rows = state.rows.map((row, at) => new Variant('(ia{sv}av)', [at + 1, rowProperties(row), []]))
  return [0, { 'children-display': new Variant('s', 'submenu') }, rows]
}

function happened(state: TrayState, id: unknown, event: unknown): void {
  if (event === 'clicked' && typeof id === 'number') state.rows[id - 1]?.click?.()
}

type Method = (state: TrayState, body: readonly unknown[]) => Answer
const METHODS: Readonly<Record<string, Method>> = {
  [`${ITEM}.Activate`]: (state) => {
    state.clicked()
    return ['', []]
  },
  [`${ITEM}.SecondaryActivate`]: () => ['', []],
  [`${ITEM}.ContextMenu`]: () => ['', []],
  [`${ITEM}.Scroll`]: () => ['', []],
  [`${DBUSMENU}.GetLayout`]: (state, [parent]) => ['u(ia{sv}av)', [state.revision, layout(state, Number(parent))]],
  [`${DBUSMENU}.GetGroupProperties`]: (state, [ids]) => [
    'a(ia{sv})',
    [
      state.rows
        .map((row, at): [number, Record<string, Variant>] => [at + 1, rowProperties(row)])
        .filter(([id]) => (ids as number[]).length === 0 || (ids as number[]).includes(id)),
    ],
  ],
  [`${DBUSMENU}.Event`]: (state, [id, event]) => {
    happened(state, id, event)
    return ['', []]
  },
  [`${DBUSMENU}.EventGroup`]: (state, [events]) => {
    for (const [id, event] of events as [number, string][]) happened(state, id, event)
    return ['ai', [[]]]
  },
  [`${DBUSMENU}.AboutToShow`]: () => ['b', [false]],
  [`${PROPERTIES}.GetAll`]: (state, [face]) => ['a{sv}', [face === ITEM ? itemProperties(state) : menuProperties()]],
  [`${PROPERTIES}.Get`]: (state, [face, name]) => [
    'v',
    [(face === ITEM ? itemProperties(state) : menuProperties())[String(name)] ?? new Variant('s', '')],
  ],
}

/** Answers what a panel asks; undefined where it is not ours to answer. */
export function answerTray(message: Message, state: TrayState): Answer | undefined {
  if (message.path !== '/StatusNotifierItem' && message.path !== MENU) return undefined
  return METHODS[`${message.interface}.${message.member}`]?.(state, message.body)
}
