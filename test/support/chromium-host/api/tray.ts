import type { Message, MessageBus } from '@jellybrick/dbus-next'
import { callBus, hearBus, openBus } from './bus'
import { hostApp } from './app'
import { menuRows, type MenuRow } from './menu'
import { bytesOf } from './native-image'
import { HostEmitter, offer } from './offer'
import { decodePixels, type Pixels } from './pixels'
import { answerTray, MENU, type TrayState } from './tray-answers'

const WATCHER = 'org.kde.StatusNotifierWatcher'
let count = 0

/**
 * electron.Tray on Linux: a StatusNotifierItem with a com.canonical.dbusmenu. Where nobody watches for items
 * (GNOME without an extension) there is nothing to see, as with Electron.
 */
class Tray extends HostEmitter {
  private readonly name = `org.kde.StatusNotifierItem-${process.pid}-${++count}`
  private bus: MessageBus | undefined
  private pixels: Pixels | undefined
  private tip = ''
  private rows: readonly MenuRow[] = []
  private revision = 1
  private destroyed = false

  constructor(picture: unknown) {
    super('Tray', ['click'])
    void this.begin(bytesOf(picture)).catch(() => undefined)
  }

  setToolTip(tip: string): void {
    this.tip = tip
    this.signal('/StatusNotifierItem', 'org.kde.StatusNotifierItem', 'NewToolTip')
  }

  setContextMenu(menu: object | null): void {
    this.rows = menu ? menuRows(menu) : []
    this.revision++
    this.signal(MENU, 'com.canonical.dbusmenu', 'LayoutUpdated', 'ui', [this.revision, 0])
  }

  destroy(): void {
    this.destroyed = true
    this.bus?.disconnect()
    this.bus = undefined
  }

  isDestroyed(): boolean {
    return this.destroyed
  }

  private async begin(picture: Buffer): Promise<void> {
    const bus = await openBus('session')
    if (!bus || this.destroyed) return bus?.disconnect()
    this.bus = bus
    this.pixels = picture.length ? await decodePixels(picture, 48) : undefined
    const { Message } = await import('@jellybrick/dbus-next')
    bus.addMethodHandler((message: Message) => {
      const answer = answerTray(message, this.state())
      if (!answer) return false
      bus.send(Message.newMethodReturn(message, answer[0], [...answer[1]]))
      return true
    })
    await bus.requestName(this.name, 4)
    await this.register()
    // A panel that starts later, or starts again.
    const rule = `type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='${WATCHER}'`
    await hearBus(bus, rule, ({ member, body }) => {
      if (member === 'NameOwnerChanged' && body[0] === WATCHER && body[2] !== '') void this.register()
    })
  }

  private async register(): Promise<void> {
    if (this.bus) await callBus(this.bus, WATCHER, '/StatusNotifierWatcher', WATCHER, 'RegisterStatusNotifierItem', 's', [this.name])
  }

  private state(): TrayState {
    return {
      title: hostApp.getName(),
      tip: this.tip,
      pixels: this.pixels,
      rows: this.rows,
      revision: this.revision,
      clicked: () => this.emit('click', {}, { x: 0, y: 0, width: 0, height: 0 }, { x: 0, y: 0 }),
    }
  }

  private signal(path: string, face: string, member: string, signature = '', body: unknown[] = []): void {
    const { bus } = this
    if (!bus) return
    void import('@jellybrick/dbus-next').then(({ Message }) => bus.send(Message.newSignal(path, face, member, signature, body)))
  }
}

const constructed = function (this: unknown, picture: unknown): Tray {
  return offer('Tray', new Tray(picture), ['setToolTip', 'setContextMenu', 'destroy', 'isDestroyed'])
} as unknown as new (picture: unknown) => Tray
export { constructed as Tray }
