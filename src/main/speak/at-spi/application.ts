import type { EventEmitter } from 'node:events'
import { Message, Variant } from '@jellybrick/dbus-next'
import {
  connectBus,
  ofTheBus,
  withDeadline,
  type BusCall,
  type BusConnection,
  type BusReply,
} from '../bus-connection'
import type { Words } from '../route'
import { answer } from './answers'
import { REGISTRY, type Reader } from './reader'
import { labelOf, ROOT, Tree } from './tree'

/**
 * A reader that asks nothing about a message for this long is busy, or dropped the event in a flood of
 * others, as Orca does; milliseconds.
 */
const TAKE_DEADLINE = 2500

/**
 * One that asked something has the event in its queue: on a busy machine Orca 43 comes for the words seconds later, and
 * a message that is gone by then is one that it does not say. Milliseconds from its last question.
 */
const ASKED_DEADLINE = 5000

const BUS = 'org.freedesktop.DBus'

/** `left`: the reader is gone; `late`: it did not come for the message; `hidden`: by `hide`. */
export type Shown = 'taken' | 'left' | 'late' | 'hidden'

interface Showing {
  readonly reader: Reader
  readonly notification: string
  readonly end: (shown: Shown) => void
  /** Ends it as late after so many milliseconds from now. */
  readonly wait: (time: number) => void
}

/** What a reader asks for when it presents the message. */
const wordsOf = ({ reader, notification }: Showing): string =>
  reader.way === 'notification' ? labelOf(notification) : notification

/** Descry on the accessibility bus: registered as an application, answers what readers ask about it. */
export class AtSpiApplication {
  readonly #connection: BusConnection
  readonly #tree = new Tree('Descry')
  #desktop: readonly [string, string] = ['', '/org/a11y/atspi/null']
  #showing: Showing | undefined

  private constructor(connection: BusConnection) {
    this.#connection = connection
    connection.bus.addMethodHandler((asked) => this.#answer(asked))
    ;(connection.bus as EventEmitter).on('message', (message: Message) => this.#left(message))
    void connection.ended.then(() => this.#showing?.end('left'))
  }

  /** Undefined where the accessibility bus or its registry does not answer. */
  static async open(address: string): Promise<AtSpiApplication | undefined> {
    const connection = await connectBus(address)
    const application = new AtSpiApplication(connection)
    const embedded = await application.#embed()
    if (embedded) return application
    await connection.destroy()
    return undefined
  }

  /** Resolves when the accessibility bus is gone. */
  get ended(): Promise<unknown> {
    return this.#connection.ended
  }

  call(call: BusCall): Promise<BusReply> {
    return withDeadline(this.#connection.call(call), call.member)
  }

  /**
   * Shows one message to a reader, and to nobody else; resolves when the reader has come for it, or is
   * not going to: then the message is gone, and a reader that comes late finds nothing.
   */
  async show(reader: Reader, words: Words): Promise<Shown> {
    const notification = this.#tree.show(words)
    const { promise, resolve: end } = Promise.withResolvers<Shown>()
    let timer: NodeJS.Timeout | undefined
    const wait = (time: number): void => {
      clearTimeout(timer)
      timer = setTimeout(() => end('late'), time)
    }
    this.#showing = { reader, notification, end, wait }
    const rule = `type='signal',sender='${BUS}',member='NameOwnerChanged',arg0='${reader.bus}'`
    await this.call(ofTheBus('AddMatch', rule))
    wait(TAKE_DEADLINE)
    if (this.#tree.at(notification)) this.#emit(reader, notification, words)
    const shown = await promise
    clearTimeout(timer)
    this.#showing = undefined
    void this.call(ofTheBus('RemoveMatch', rule))
    if (shown !== 'taken') this.#tree.remove(notification)
    return shown
  }

  /** Takes back the words that no reader has come for yet. */
  hide(): void {
    this.#tree.clear()
    this.#showing?.end('hidden')
  }

  async close(): Promise<void> {
    this.hide()
    await this.#connection.destroy()
  }

  /** org.a11y.atspi.Socket.Embed: the registry lists us, and tells what is above us. */
  async #embed(): Promise<boolean> {
    const hello = await this.call({
      destination: 'org.freedesktop.DBus',
      path: '/org/freedesktop/DBus',
      interface: 'org.freedesktop.DBus',
      member: 'GetId',
    })
    const { name } = this.#connection.bus
    if (!hello.ok || name === null) return false
    const reply = await this.call({
      destination: REGISTRY,
      path: ROOT,
      interface: 'org.a11y.atspi.Socket',
      member: 'Embed',
      signature: '(so)',
      body: [[name, ROOT]],
    })
    const above: unknown = reply.ok ? reply.body[0] : undefined
    if (!Array.isArray(above) || above.length !== 2) return false
    this.#desktop = [String(above[0]), String(above[1])]
    return true
  }

  /** The events of org.a11y.atspi.Event.Object: kind, two numbers, a value, properties (xml/Event.xml). */
  #emit({ bus, way }: Reader, path: string, { text }: Words): void {
    const event = {
      announcement: { member: 'Announcement', body: ['', 0, 0, new Variant('s', text), {}] },
      notification: { member: 'StateChanged', body: ['showing', 1, 0, new Variant('i', 0), {}] },
    }[way]
    const signal = Message.newSignal(path, 'org.a11y.atspi.Event.Object', event.member, 'siiva{sv}', event.body)
    signal.destination = bus
    this.#connection.bus.send(signal)
  }

  /** The reader that a message waits for left the bus. */
  #left({ sender, member, body }: Message): void {
    const gone = sender === BUS && member === 'NameOwnerChanged' && body[0] === this.#showing?.reader.bus
    if (gone && body[2] === '') this.#showing?.end('left')
  }

  #answer(asked: Message): boolean {
    const { path, interface: iface, member, body, sender } = asked
    const us = this.#connection.bus.name ?? ''
    const answered = answer({ path, interface: iface, member, body }, this.#tree, us, this.#desktop)
    if (!answered) return false
    this.#connection.bus.send(Message.newMethodReturn(asked, answered[0], [...answered[1]]))
    const showing = this.#showing
    if (showing?.reader.bus !== sender) return true
    if (path === wordsOf(showing)) showing.end('taken')
    else if (path === showing.notification) showing.wait(ASKED_DEADLINE)
    return true
  }
}
