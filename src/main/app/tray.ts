import { Menu, nativeImage, nativeTheme, Tray, type MenuItemConstructorOptions } from 'electron'
import { join } from 'node:path'
import { ANSWER_COMMANDS, commandSpec, type CommandId } from '../../shared/commands'
import type { Messages } from '../../shared/messages'
import type { TrayWork } from './tray-work'

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

interface TrayMenu {
  readonly messages: Messages
  readonly work: TrayWork | null
  /** Answers are shown and not spoken. */
  readonly quiet: boolean
  readonly run: (command: CommandId) => void
  readonly stopWork: () => void
  readonly quit: () => void
}

/** Its menu and name; again when the language or the work is another one. */
export function fillTray(tray: Tray, { messages, work, quiet, run, stopWork, quit }: TrayMenu): void {
  tray.setToolTip(work ? messages.say('app.models.tray', { ...work }) : messages.say(quiet ? 'tune.quiet.tray' : 'app.tray'))
  const items: MenuItemConstructorOptions[] = IN_TRAY.map((id) => ({ label: messages.say(commandSpec(id).name), click: () => run(id) }))
  items.push({ type: 'checkbox', checked: quiet, label: messages.say('tune.settings.quiet'), click: () => run('quiet') })
  const working: MenuItemConstructorOptions[] = work
    ? [
        { type: 'separator' },
        { label: messages.say('app.models.tray-work', { ...work }), enabled: false },
        { label: messages.say('app.models.tray-stop'), click: stopWork },
      ]
    : []
  tray.setContextMenu(
    Menu.buildFromTemplate([...items, ...working, { type: 'separator' }, { label: messages.say('app.quit'), click: quit }]),
  )
}
