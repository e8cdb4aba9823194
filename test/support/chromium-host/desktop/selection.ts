import type { XEvent } from './x11'
import { events, type AtomName, type XServer } from './x-server'

/** How long an owner may take for one piece of the selection, ms. */
const PATIENCE = 2_000
const TEXTS: readonly AtomName[] = ['UTF8_STRING', 'text/plain;charset=utf-8', 'text/plain', 'STRING', 'TEXT']

/** The clipboard by the X11 protocol itself (ICCCM 2): reads what others own, offers text of its own. */
export class Selection {
  private readonly window: number
  private text: string | undefined
  private line: Promise<unknown> = Promise.resolve()
  private waiting: ((event: XEvent) => void) | undefined

  constructor(private readonly x: XServer) {
    this.window = x.display.client.AllocID()
    x.send('CreateWindow', this.window, x.root, -100, -100, 1, 1, 0, 0, 0, 0, { eventMask: events('PropertyChange') })
  }

  writeText(text: string): void {
    this.text = text
    this.x.send('SetSelectionOwner', this.window, this.x.atom('CLIPBOARD'), 0)
  }

  async readText(): Promise<string> {
    if (this.text !== undefined) return this.text
    const bytes = await this.read(this.x.atom('UTF8_STRING'))
    return bytes ? bytes.toString('utf8') : ''
  }

  /** The formats' names, as the owner lists them. */
  async formats(): Promise<string[]> {
    if (this.text !== undefined) return ['text/plain']
    const bytes = await this.read(this.x.atom('TARGETS'))
    if (!bytes) return []
    const atoms = Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readUInt32LE(at * 4))
    return Promise.all(atoms.map((atom) => this.x.ask<string>('GetAtomName', atom)))
  }

  /** The bytes in a format, by its MIME type; undefined where the owner has none such. */
  async readBytes(type: string): Promise<Uint8Array | undefined> {
    if (this.text !== undefined) return undefined
    return this.read(await this.x.ask<number>('InternAtom', false, type))
  }

  /** Takes the selection and offers nothing. */
  clear(): void {
    this.text = undefined
    this.x.send('SetSelectionOwner', 0, this.x.atom('CLIPBOARD'), 0)
  }

  hear(event: XEvent): void {
    if (event.name === 'SelectionRequest' && event.owner === this.window) this.answer(event)
    else if (event.name === 'SelectionClear' && event.owner === this.window) this.text = undefined
    else if (event.name === 'SelectionNotify' && event.requestor === this.window) this.waiting?.(event)
    else if (event.name === 'PropertyNotify' && event.wid === this.window && event.state === 0) this.waiting?.(event)
  }

  /** One reading after the other: they share a property. */
  private read(target: number): Promise<Buffer | undefined> {
    const next = this.line.then(() => this.readOne(target))
    this.line = next.catch(() => undefined)
    return next
  }

  private async readOne(target: number): Promise<Buffer | undefined> {
    const property = this.x.atom('DESCRY_SELECTION')
    const notified = this.next((event) => event.name === 'SelectionNotify')
    this.x.send('ConvertSelection', this.window, this.x.atom('CLIPBOARD'), target, property, 0)
    const event = await notified
    if (!event?.property) return undefined
    // Watched before the property is taken away: that is what makes the owner go on.
    let piece = this.next((next) => next.name === 'PropertyNotify' && next.atom === property)
    const first = await this.x.property(this.window, 'DESCRY_SELECTION', true)
    if (first.type !== this.x.atom('INCR')) {
      this.waiting = undefined
      return first.data
    }
    const pieces: Buffer[] = []
    while (await piece) {
      piece = this.next((next) => next.name === 'PropertyNotify' && next.atom === property)
      const { data } = await this.x.property(this.window, 'DESCRY_SELECTION', true)
      if (!data.length) break
      pieces.push(data)
    }
    this.waiting = undefined
    return Buffer.concat(pieces)
  }

  private next(wanted: (event: XEvent) => boolean): Promise<XEvent | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(undefined), PATIENCE)
      this.waiting = (event) => {
        if (!wanted(event)) return
        clearTimeout(timer)
        resolve(event)
      }
    })
  }

  private answer(event: XEvent): void {
    const property = event.property || event.target
    const texts = TEXTS.map((name) => this.x.atom(name))
    let given = property
    if (event.target === this.x.atom('TARGETS')) {
      const all = [this.x.atom('TARGETS'), ...texts]
      this.x.send('ChangeProperty', 0, event.requestor, property, this.x.atom('ATOM'), 32, all)
    } else if (texts.includes(event.target)) {
      this.x.send('ChangeProperty', 0, event.requestor, property, event.target, 8, Buffer.from(this.text ?? ''))
    } else given = 0
    const notify = Buffer.alloc(32)
    notify[0] = 31
    notify.writeUInt32LE(event.time, 4)
    notify.writeUInt32LE(event.requestor, 8)
    notify.writeUInt32LE(event.selection, 12)
    notify.writeUInt32LE(event.target, 16)
    notify.writeUInt32LE(given, 20)
    this.x.send('SendEvent', event.requestor, 0, 0, notify)
  }
}
