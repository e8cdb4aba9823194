import { offer } from './offer'

/** A row of a menu: the part of Electron's MenuItemConstructorOptions that the tray shows. */
export interface MenuRow {
  readonly label?: string
  readonly type?: 'normal' | 'separator' | 'checkbox' | 'radio' | 'submenu'
  readonly enabled?: boolean
  readonly visible?: boolean
  readonly checked?: boolean
  readonly click?: () => void
}

const ROW_KEYS = ['label', 'type', 'enabled', 'visible', 'checked', 'click', 'id']

/** electron.Menu, for the tray: a list of rows. */
export class HostMenu {
  constructor(readonly items: readonly MenuRow[]) {}
}

const rows = new WeakMap<object, HostMenu>()
export function menuRows(menu: object): readonly MenuRow[] {
  const known = rows.get(menu)
  if (!known) throw new TypeError('not a menu that Menu.buildFromTemplate made')
  return known.items
}

export const Menu = offer(
  'Menu',
  {
    buildFromTemplate: (template: readonly MenuRow[]): HostMenu => {
      for (const row of template)
        for (const key of Object.keys(row)) if (!ROW_KEYS.includes(key)) throw new Error(`the Chromium host does not offer a menu item's ${key}`)
      const menu = new HostMenu([...template])
      const seen = offer('Menu', menu, ['items'])
      rows.set(seen, menu)
      return seen
    },
    /** The host's windows have no menu bar; only taking it away is offered. */
    setApplicationMenu: (menu: object | null): void => {
      if (menu !== null) throw new Error('the Chromium host does not offer a menu bar')
    },
  },
  ['buildFromTemplate', 'setApplicationMenu'],
)
