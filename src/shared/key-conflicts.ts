import { KEY_CONFLICTS } from './key-conflict-table'

/** Desktops, screen readers and programs whose keys are known. Names are said as they are. */
export const NEIGHBOURS = {
  gnome: 'GNOME',
  kde: 'KDE Plasma',
  xfce: 'Xfce',
  cinnamon: 'Cinnamon',
  mate: 'MATE',
  windows: 'Windows',
  macos: 'macOS',
  orca: 'Orca',
  nvda: 'NVDA',
  jaws: 'JAWS',
  voiceover: 'VoiceOver',
  narrator: 'Narrator',
  vocr: 'VOCR',
  ibus: 'IBus',
  fcitx: 'Fcitx',
  vmware: 'VMware',
} as const
export type Neighbour = keyof typeof NEIGHBOURS

/** Who of these also uses a key; null when nobody is known to. */
export function conflictOf(accelerator: string, running: ReadonlySet<Neighbour>): Neighbour | null {
  const anyKey = accelerator.replace(/[^+]+$/, '*')
  const row = KEY_CONFLICTS.find(
    ({ by, keys }) => running.has(by) && (keys.includes(accelerator) || keys.includes(anyKey)),
  )
  return row?.by ?? null
}

/** How desktops call themselves in XDG_CURRENT_DESKTOP, in small letters. */
const DESKTOP_NAMES: Readonly<Record<string, Neighbour>> = {
  gnome: 'gnome',
  'gnome-classic': 'gnome',
  ubuntu: 'gnome',
  unity: 'gnome',
  kde: 'kde',
  xfce: 'xfce',
  'x-cinnamon': 'cinnamon',
  cinnamon: 'cinnamon',
  mate: 'mate',
}

/**
 * Who keeps keys here. `desktop`: XDG_CURRENT_DESKTOP, names separated by colons; `running`: screen
 * readers and programs that were found to run.
 */
export function neighbours(
  platform: string,
  desktop: string | undefined,
  running: readonly Neighbour[],
): ReadonlySet<Neighbour> {
  if (platform === 'win32') return new Set<Neighbour>(['windows', ...running])
  if (platform === 'darwin') return new Set<Neighbour>(['macos', ...running])
  const names = (desktop ?? '').toLowerCase().split(':')
  const known = names.map((name) => (Object.hasOwn(DESKTOP_NAMES, name) ? DESKTOP_NAMES[name] : undefined))
  return new Set([...known.filter((neighbour) => neighbour !== undefined), ...running])
}
