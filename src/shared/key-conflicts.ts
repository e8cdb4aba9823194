/** Desktops, screen readers and programs whose keys are known. Names are said as they are. */
export const NEIGHBOURS = {
  gnome: 'GNOME',
  kde: 'KDE Plasma',
  xfce: 'Xfce',
  cinnamon: 'Cinnamon',
  windows: 'Windows',
  macos: 'macOS',
  orca: 'Orca',
  nvda: 'NVDA',
  jaws: 'JAWS',
  voiceover: 'VoiceOver',
  narrator: 'Narrator',
  vocr: 'VOCR',
} as const
export type Neighbour = keyof typeof NEIGHBOURS

interface KeyConflict {
  readonly by: Neighbour
  /** As `readKey` writes them. Where all keys of some modifiers are meant, the key is `*`. */
  readonly keys: readonly string[]
  /** What they do there, for whoever keeps this table. */
  readonly does: string
  /** Where that is written. */
  readonly source: string
}

const arrows = (prefix: string): string[] => ['Left', 'Right', 'Up', 'Down'].map((key) => `${prefix}+${key}`)
const letters = (prefix: string, all: string): string[] => [...all].map((letter) => `${prefix}+${letter}`)

/** Only keys that Descry uses, offers or takes from a user: at least two modifiers. */
export const KEY_CONFLICTS: readonly KeyConflict[] = [
  {
    by: 'gnome',
    keys: ['Control+Alt+Shift+R'],
    does: 'records the screen',
    source: 'gnome-shell, data/org.gnome.shell.gschema.xml: show-screen-recording-ui',
  },
  {
    by: 'gnome',
    keys: arrows('Control+Alt+Shift'),
    does: 'moves the window to another workspace',
    source: 'gsettings-desktop-schemas, org.gnome.desktop.wm.keybindings: move-to-workspace-*',
  },
  {
    by: 'gnome',
    keys: ['Control+Alt+Delete', 'Control+Alt+T'],
    does: 'logs out, opens a terminal',
    source: 'gnome-settings-daemon, org.gnome.settings-daemon.plugins.media-keys: logout, terminal',
  },
  {
    by: 'kde',
    keys: ['Control+Alt+Shift+PageUp', 'Control+Alt+Shift+PageDown', 'Control+Alt+Shift+Delete'],
    does: 'restarts, shuts down, logs out without asking',
    source: 'plasma-workspace, ksmserver/server.cpp: global shortcuts',
  },
  {
    by: 'xfce',
    keys: arrows('Control+Alt+Shift'),
    does: 'moves the window to another workspace',
    source: 'libxfce4ui, xfce4-keyboard-shortcuts.xml: move_window_*_key',
  },
  {
    by: 'cinnamon',
    keys: ['Control+Alt+Shift+R', ...arrows('Control+Alt+Shift')],
    does: 'records the desktop, moves the window to another workspace',
    source: 'Cinnamon, org.cinnamon.desktop.keybindings.gschema.xml',
  },
  {
    by: 'windows',
    keys: letters('Control+Alt+Shift+Super', 'DLNOPTWXY'),
    does: 'opens Office programs: Control Alt Shift Windows is the Office key',
    source: 'Microsoft Support, Using the Office key',
  },
  {
    by: 'windows',
    keys: ['Control+Shift+Super+B'],
    does: 'restarts the graphics driver',
    source: 'Microsoft Support, Keyboard shortcuts in Windows',
  },
  {
    by: 'macos',
    keys: ['Control+Shift+Command+3', 'Control+Shift+Command+4'],
    does: 'puts a picture of the screen on the clipboard',
    source: 'Apple Support, Mac keyboard shortcuts',
  },
  {
    by: 'macos',
    keys: ['Alt+Shift+Command+Q', 'Alt+Shift+Command+V'],
    does: 'logs out at once, pastes in the style of the text',
    source: 'Apple Support, Mac keyboard shortcuts',
  },
  {
    by: 'orca',
    keys: ['Alt+Super+S'],
    does: 'starts and ends Orca in GNOME',
    source: 'gnome-settings-daemon, org.gnome.settings-daemon.plugins.media-keys: screenreader',
  },
  {
    by: 'nvda',
    keys: ['Control+Alt+N'],
    does: 'starts NVDA',
    source: 'NVDA User Guide, Launching NVDA',
  },
  {
    by: 'jaws',
    keys: ['Control+Alt+J'],
    does: 'starts JAWS, by the shortcut on its desktop icon',
    source: 'Freedom Scientific, JAWS Hotkeys',
  },
  {
    by: 'narrator',
    keys: ['Control+Super+N'],
    does: 'opens the settings of Narrator',
    source: 'Microsoft Support, Complete guide to Narrator, Appendix B',
  },
  {
    by: 'voiceover',
    keys: ['Control+Alt+*', 'Control+Alt+Shift+*', 'Control+Alt+Command+*', 'Control+Alt+Shift+Command+*'],
    does: "Control Option is VoiceOver's own modifier",
    source: 'Apple, VoiceOver User Guide: the VoiceOver modifier',
  },
  {
    by: 'vocr',
    keys: letters('Control+Shift+Command', 'ACERSVW'),
    does: 'reads the window, the VoiceOver cursor, the camera; opens its menu',
    source: 'chigkim/VOCR, docs/README.md: Global Shortcuts',
  },
  {
    by: 'vocr',
    keys: ['Control+Shift+Command+Left', 'Control+Shift+Command+Right'],
    does: 'goes through a result by letters',
    source: 'chigkim/VOCR, docs/README.md: Navigation Shortcuts',
  },
]

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
