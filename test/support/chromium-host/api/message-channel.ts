import { Endpoint } from '../page/host-ports'
import { HostEmitter, offer } from './offer'

const MEMBERS = ['postMessage', 'start', 'close']

/** electron.MessagePortMain */
export class HostPort extends HostEmitter {
  private end: Endpoint | undefined

  constructor(end: Endpoint) {
    super('MessagePortMain', ['message', 'close'])
    this.end = end
  }

  /** Ports given with the message arrive with it and can no longer be used here. */
  postMessage(message: unknown, transfer: readonly object[] = []): void {
    const ports = transfer.map(takeEnd)
    this.end?.post(structuredClone(message), ports)
  }

  /** Messages are kept until this is called, as documented. */
  start(): void {
    this.end?.receive({
      message: (data, ports) => queueMicrotask(() => this.emit('message', { data, ports: ports.map(portOf) })),
      closed: () => queueMicrotask(() => this.emit('close')),
    })
  }

  close(): void {
    this.end?.close()
    this.end = undefined
    queueMicrotask(() => this.emit('close'))
  }

  /** The end goes to somebody else; this port is of no use afterwards. */
  detach(): Endpoint {
    const { end } = this
    if (!end) throw new Error('Port at index 0 is already neutered')
    end.receive(undefined)
    this.end = undefined
    return end
  }
}

const made = new WeakMap<object, HostPort>()

/** The app's view of a port. */
export function portOf(end: Endpoint): HostPort {
  const port = new HostPort(end)
  const seen = offer('MessagePortMain', port, MEMBERS)
  made.set(seen, port)
  return seen
}

export function takeEnd(port: object): Endpoint {
  const known = made.get(port)
  if (!known) throw new TypeError('Found value that is not a MessagePortMain in the transfer list')
  return known.detach()
}

/** electron.MessageChannelMain */
export class MessageChannelMain {
  readonly port1: HostPort
  readonly port2: HostPort

  constructor() {
    const [one, two] = Endpoint.pair()
    this.port1 = portOf(one)
    this.port2 = portOf(two)
  }
}
