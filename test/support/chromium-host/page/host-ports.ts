import type { FromPage, ToPage } from './wire'

/** What arrives at one end of a channel. */
export interface Receiver {
  message(message: unknown, ports: readonly Endpoint[]): void
  closed(): void
}

/** One end of a message channel; whoever holds it receives. What comes before that is kept. */
export class Endpoint {
  private other: Endpoint | undefined
  private receiver: Receiver | undefined
  private kept: [unknown, readonly Endpoint[]][] = []
  private ended = false

  static pair(): [Endpoint, Endpoint] {
    const [one, two] = [new Endpoint(), new Endpoint()]
    one.other = two
    two.other = one
    return [one, two]
  }

  receive(receiver: Receiver | undefined): void {
    this.receiver = receiver
    if (!receiver) return
    for (const [message, ports] of this.kept.splice(0)) receiver.message(message, ports)
    if (this.ended) receiver.closed()
  }

  post(message: unknown, ports: readonly Endpoint[]): void {
    const { other } = this
    if (!other || this.ended) return
    if (other.receiver) other.receiver.message(message, ports)
    else other.kept.push([message, ports])
  }

  /** Both ends are closed; the other one hears of it. */
  close(): void {
    if (this.ended) return
    this.ended = true
    const { other } = this
    if (!other || other.ended) return
    other.ended = true
    other.receiver?.closed()
  }
}

/** The ends of channels that a page holds, by their numbers on its socket. */
export class HostPorts {
  private readonly ends = new Map<number, Endpoint>()
  private last = 0

  constructor(private readonly tell: (message: ToPage) => void) {}

  /** Gives an end to the page; returns its number. */
  give(end: Endpoint): number {
    this.last += 2
    this.join(this.last, end)
    return this.last
  }

  /** The host's end of a port that the page gave. */
  take(id: number): Endpoint {
    const [page, host] = Endpoint.pair()
    this.join(id, page)
    return host
  }

  hear(message: Extract<FromPage, { k: 'port' | 'port-close' }>): void {
    const end = this.ends.get(message.port)
    if (message.k === 'port') return end?.post(message.v, message.ports.map((id) => this.take(id)))
    this.ends.delete(message.port)
    end?.close()
  }

  /** The page is gone, and its ends with it. */
  close(): void {
    for (const end of this.ends.values()) end.close()
    this.ends.clear()
  }

  private join(id: number, end: Endpoint): void {
    this.ends.set(id, end)
    end.receive({
      message: (v, ports) => this.tell({ k: 'port', port: id, v, ports: ports.map((port) => this.give(port)) }),
      closed: () => {
        this.ends.delete(id)
        this.tell({ k: 'port-close', port: id })
      },
    })
  }
}
