import { Menu, nativeImage, nativeTheme, Tray } from 'electron'
import { join } from 'node:path'
import { ANSWER_COMMANDS, commandSpec, type CommandId } from '../../shared/commands'
import type { Messages } from '../../shared/messages'

/** By system and by the panel's brightness; on macOS the system colours the icon. */
function iconName(): string {
  if (process.platform === 'darwin') return 'trayTemplate.png'
  return nativeTheme.shouldUseDarkColors ? 'tray-on-dark.png' : 'tray-on-light.png'
}

const IN_TRAY: readonly CommandId[] = ['open', ...ANSWER_COMMANDS, 'again', 'stop']

/**
 * The icon in the panel. A desktop without a tray (GNOME) shows nothing, so no command is here alone.
 * @param icons their folder
 */
export function createTray(icons: string): Tray {
  return new Tray(nativeImage.createFromPath(join(icons, iconName())))
}

/** Its menu and name, in a language; again when that changes. */
export function fillTray(tray: Tray, messages: Messages, run: (command: CommandId) => void, quit: () => void): void {
  tray.setToolTip(messages.say('app.tray'))
  const items = IN_TRAY.map((id) => ({ label: messages.say(commandSpec(id).name), click: () => run(id) }))
  tray.setContextMenu(
    Menu.buildFromTemplate([...items, { type: 'separator' }, { label: messages.say('app.quit'), click: quit }]),
  )
}
