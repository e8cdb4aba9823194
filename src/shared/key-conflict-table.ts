import type { Neighbour } from './key-conflicts'

interface KeyConflict {
  readonly by: Neighbour
  /** As `readKey` writes them. Where all keys of some modifiers are meant, the key is `*`. */
  readonly keys: readonly string[]
  /** What they do there, for whoever keeps this table. */
  readonly does: string
  /** Where that is written. */
  readonly source: string
}

const ARROWS = ['Left', 'Right', 'Up', 'Down']
const all = (prefix: string, keys: Iterable<string>): string[] => [...keys].map((key) => `${prefix}+${key}`)

/**
 * Only keys that Descry uses, offers or takes from a user: at least two modifiers. What readers do with
 * modifiers of their own (Insert, Caps Lock) can be no key of Descry's, and neither can VirtualBox's host key,
 * which is one key alone.
 */
export const KEY_CONFLICTS: readonly KeyConflict[] = [
  {
    by: 'gnome',
    keys: ['Control+Alt+Shift+R'],
    does: 'records the screen',
    source: 'gnome-shell, data/org.gnome.shell.gschema.xml: show-screen-recording-ui',
  },
  {
    by: 'gnome',
    keys: [...all('Control+Alt+Shift', ARROWS), ...all('Control+Alt', ARROWS)],
    does: 'moves the window to another workspace, or goes there',
    source: 'gsettings-desktop-schemas, org.gnome.desktop.wm.keybindings: move-to-workspace-*, switch-to-workspace-*',
  },
  {
    by: 'gnome',
    keys: all('Shift+Super', [...ARROWS, 'Home', 'End', 'PageUp', 'PageDown', 'Space']),
    does: 'moves the window to another monitor or workspace, goes back in the input sources',
    source: 'gsettings-desktop-schemas, org.gnome.desktop.wm.keybindings: move-to-monitor-*, switch-input-source-backward',
  },
  {
    by: 'gnome',
    keys: ['Control+Alt+Delete', 'Alt+Super+S', 'Alt+Super+8', 'Alt+Super+=', 'Alt+Super+-'],
    does: 'logs out, starts and ends the screen reader and the magnifier, zooms',
    source: 'gnome-settings-daemon, org.gnome.settings-daemon.plugins.media-keys: logout, screenreader, magnifier*',
  },
  {
    by: 'kde',
    keys: ['Control+Alt+Shift+PageUp', 'Control+Alt+Shift+PageDown', 'Control+Alt+Shift+Delete'],
    does: 'restarts, shuts down, logs out without asking (Plasma 5 and earlier)',
    source: 'plasma-workspace, ksmserver/server.cpp: global shortcuts',
  },
  {
    by: 'kde',
    keys: [...all('Control+Super', ARROWS), ...all('Control+Shift+Super', ARROWS), ...all('Alt+Super', ARROWS)],
    does: 'goes to another desktop, moves the window there, goes to the window beside',
    source: 'kwin, src/useractions.cpp and virtualdesktops.cpp: Switch One Desktop*, Window One Desktop*, Switch Window*',
  },
  {
    by: 'kde',
    keys: ['Control+Super+A', 'Control+Super+X', 'Shift+Super+A', 'Shift+Super+Left', 'Shift+Super+Right', ...all('Alt+Super', 'KLPS')],
    does: 'a window that wants attention, clipboard, activities, other screens, layouts, panels, the screen reader',
    source: 'kglobalshortcutsrc of Plasma 6: kwin, plasmashell, kaccess, Keyboard Layout Switcher',
  },
  {
    by: 'kde',
    keys: ['Control+Alt+Delete', 'Control+Alt+L', 'Control+Alt+T'],
    does: 'logs out, locks the screen (Plasma 5), opens a terminal',
    source: 'kglobalshortcutsrc of Plasma: ksmserver, org.kde.konsole.desktop',
  },
  {
    by: 'xfce',
    keys: all('Control+Alt+Shift', ARROWS),
    does: 'moves the window to another workspace',
    source: 'libxfce4ui, xfce4-keyboard-shortcuts.xml: move_window_*_key',
  },
  {
    by: 'xfce',
    keys: [...all('Control+Alt', [...ARROWS, 'Home', 'End']), ...all('Control+Alt', 'DLT123456789'), 'Control+Alt+Delete'],
    does: 'goes to another workspace, moves the window there, shows the desktop, locks, opens a terminal, logs out',
    source: 'libxfce4ui, xfce4-keyboard-shortcuts.xml: *_workspace_*key, show_desktop_key, commands',
  },
  {
    by: 'cinnamon',
    keys: ['Control+Alt+Shift+R', ...all('Control+Alt+Shift', ARROWS), ...all('Control+Alt', ARROWS), ...all('Shift+Super', ARROWS)],
    does: 'records the desktop, moves the window to another workspace or monitor',
    source: 'cinnamon-desktop, org.cinnamon.desktop.keybindings.wm: toggle-recording, move-to-*, switch-to-workspace-*',
  },
  {
    by: 'cinnamon',
    keys: ['Control+Alt+Delete', 'Control+Alt+End', 'Control+Alt+L', 'Control+Alt+T', 'Alt+Super+S', 'Shift+Super+Space'],
    does: 'logs out, shuts down, locks, opens a terminal, starts and ends the screen reader, input sources',
    source: 'cinnamon-desktop, org.cinnamon.desktop.keybindings.media-keys and .wm',
  },
  {
    by: 'mate',
    keys: [...all('Control+Alt+Shift', ARROWS), ...all('Control+Alt', ARROWS)],
    does: 'moves the window to another workspace, or goes there',
    source: 'marco, src/org.mate.marco.gschema.xml: move-to-workspace-*, switch-to-workspace-*',
  },
  {
    by: 'mate',
    keys: ['Control+Alt+Delete', ...all('Control+Alt', 'DLT')],
    does: 'logs out, shows the desktop, locks, opens a terminal',
    source: 'marco, global-keybindings; mate-settings-daemon, org.mate.SettingsDaemon.plugins.media-keys',
  },
  {
    by: 'windows',
    keys: all('Control+Alt+Shift+Super', 'DLNOPTWXY'),
    does: 'opens Office programs: Control Alt Shift Windows is the Office key',
    source: 'Microsoft Support, Using the Office key',
  },
  {
    by: 'windows',
    keys: ['Control+Shift+Super+B', ...all('Control+Shift+Super', '123456789')],
    does: 'restarts the graphics driver, opens a program of the taskbar as administrator',
    source: 'Microsoft Support, Keyboard shortcuts in Windows',
  },
  {
    by: 'windows',
    keys: [...all('Control+Super', [...'CDFLMOQSV', 'Left', 'Right', 'F4', 'Space']), ...all('Control+Super', '123456789')],
    does: 'colour filters, desktops, live captions, magnifier, on-screen keyboard, Quick Assist, speech, sound output',
    source: 'Microsoft Support, Keyboard shortcuts in Windows; Windows keyboard shortcuts for accessibility',
  },
  {
    by: 'windows',
    keys: [...all('Alt+Super', 'BDGKMRTW'), ...all('Alt+Super', '0123456789'), 'Alt+Super+Up', 'Alt+Super+Down'],
    does: 'HDR, date, Game Bar, microphone, jump lists, snapping',
    source: 'Microsoft Support, Keyboard shortcuts in Windows; Keyboard shortcuts for Game Bar',
  },
  {
    by: 'windows',
    keys: [...all('Shift+Super', [...'CMRSV', ...ARROWS, 'Space']), ...all('Shift+Super', '0123456789')],
    does: 'restores windows, snips and records the screen, notifications, other monitors, input, a second window',
    source: 'Microsoft Support, Keyboard shortcuts in Windows',
  },
  {
    by: 'windows',
    keys: [...all('Control+Alt', ARROWS), 'Control+Alt+-', 'Control+Alt+='],
    does: 'moves the view and zooms, while Magnifier runs',
    source: 'Microsoft Support, Windows keyboard shortcuts for accessibility: Magnifier',
  },
  {
    by: 'macos',
    keys: ['Control+Shift+Command+3', 'Control+Shift+Command+4'],
    does: 'puts a picture of the screen on the clipboard',
    source: 'Apple, Human Interface Guidelines, Keyboards: standard keyboard shortcuts',
  },
  {
    by: 'macos',
    keys: ['Alt+Shift+Command+Q', 'Alt+Shift+Command+V'],
    does: 'logs out at once, pastes in the style of the text',
    source: 'Apple, Human Interface Guidelines, Keyboards: standard keyboard shortcuts',
  },
  {
    by: 'macos',
    keys: [
      ...all('Shift+Command', [...'3456ACDFGHIKNOPQSTUVWZ', '=', '/']),
      ...all('Control+Command', [...'CDFQV', 'Space']),
      ...all('Alt+Command', [...'CDFHIMTVW8', '=', '-', '/', 'F5']),
      ...all('Control+Alt+Command', ['8', ',', '.']),
    ],
    does: 'pictures of the screen, logs out, Finder’s folders, locks, full screen, emoji, the Dock, zoom, contrast',
    source: 'Apple, Human Interface Guidelines, Keyboards: standard keyboard shortcuts; Apple Support, Mac keyboard shortcuts',
  },
  {
    by: 'orca',
    keys: ['Alt+Super+S'],
    does: 'starts and ends Orca in GNOME, KDE and Cinnamon',
    source: 'gnome-settings-daemon, org.gnome.settings-daemon.plugins.media-keys: screenreader',
  },
  {
    by: 'orca',
    keys: all('Alt+Shift', [...'ABCEFGHIKLMOPQRTUVX', ...ARROWS, 'Home', 'End']),
    does: 'lists links, headings and so on, and walks the cells of a table, in documents',
    source: 'Orca 43, src/orca/structural_navigation.py: SHIFT_ALT_MODIFIER_MASK',
  },
  {
    by: 'nvda',
    keys: ['Control+Alt+N'],
    does: 'starts NVDA',
    source: 'NVDA User Guide, Launching NVDA',
  },
  {
    by: 'nvda',
    keys: all('Control+Alt', [...ARROWS, 'Home', 'End', 'PageUp', 'PageDown']),
    does: 'walks the cells of a table',
    source: 'NVDA User Guide, Navigating with the System Caret: tables',
  },
  {
    by: 'jaws',
    keys: ['Control+Alt+J'],
    does: 'starts JAWS, by the shortcut on its desktop icon',
    source: 'Freedom Scientific, JAWS Hotkeys',
  },
  {
    by: 'jaws',
    keys: all('Control+Alt', ARROWS),
    does: 'walks the cells of a table',
    source: 'Freedom Scientific, JAWS Hotkeys: Table Reading Commands',
  },
  {
    by: 'narrator',
    keys: ['Control+Super+N', ...all('Control+Alt', ARROWS)],
    does: 'opens the settings of Narrator, walks the cells of a table',
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
    keys: all('Control+Shift+Command', 'ACERSVW'),
    does: 'asks, reads the window, the VoiceOver cursor and the camera, explores, opens its menu',
    source: 'chigkim/VOCR, Shortcuts.json; docs/README.md: Global Shortcuts',
  },
  {
    by: 'vocr',
    keys: ['Control+Shift+Command+Left', 'Control+Shift+Command+Right', ...all('Control+Command', [...ARROWS, 'Home', 'End', 'PageUp', 'PageDown', 'L', 'I'])],
    does: 'walks a result',
    source: 'chigkim/VOCR, Shortcuts.json; docs/README.md: Navigation Shortcuts',
  },
  {
    by: 'ibus',
    keys: ['Control+Shift+U', 'Shift+Super+Space'],
    does: 'types a sign by its number, goes back in the input methods',
    source: 'ibus, data/dconf/org.freedesktop.ibus.gschema.xml: unicode-hotkey, triggers',
  },
  {
    by: 'fcitx',
    keys: ['Control+Alt+Shift+U', 'Control+Shift+U', 'Control+Shift+F', 'Control+Alt+H', 'Control+Alt+P'],
    does: 'types a sign by its name or number, traditional characters, spelling hints, preedit',
    source: 'fcitx5, unicode (TriggerKey, DirectUnicodeMode), keyboard (Hint Trigger), globalconfig (TogglePreedit), chttrans',
  },
  {
    by: 'vmware',
    keys: ['Control+Alt+Insert', 'Control+Alt+Space', 'Control+Alt+Left', 'Control+Alt+Right'],
    does: 'sends Control Alt Delete to the guest, passes the next key on, goes to another machine',
    source: 'VMware Workstation Pro documentation: Using keyboard shortcuts',
  },
]
