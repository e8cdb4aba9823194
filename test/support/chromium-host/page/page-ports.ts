import type { PageSocket } from './page-socket'
import type { ToPage } from './wire'

/**
 * MessagePorts between a page and the main process. The page gets a real one; its other end stays in the
 * isolated world and is joined to the socket. Ports made here have odd numbers, the host's have even ones.
 */
export class PagePorts {
  private readonly ports = new Map<number, MessagePort>()
  private last = -1

  constructor(private readonly socket: PageSocket) {}

  /** The page's end for a port that the host has sent. */
  open(id: number): MessagePort {
    const { port1, port2 } = new MessageChannel()
    this.join(id, port1)
    return port2
  }

  /** Hands a port of the page's to the host; returns its number. */
  give(port: MessagePort): number {
    this.last += 2
    this.join(this.last, port)
    return this.last
  }

  hear(message: Extract<ToPage, { k: 'port' | 'port-close' }>): void {
    const port = this.ports.get(message.port)
    if (!port) return
    if (message.k === 'port') return port.postMessage(message.v, message.ports.map((id) => this.open(id)))
    port.close()
    this.ports.delete(message.port)
  }

  private join(id: number, port: MessagePort): void {
    this.ports.set(id, port)
    port.onmessage = ({ data, ports }: MessageEvent<unknown>) =>
      this.socket.tell({ k: 'port', port: id, v: data, ports: ports.map((given) => this.give(given)) })
    // Chromium tells when the other end is closed or its page is gone.
    port.addEventListener('close', () => {
      this.ports.delete(id)
      this.socket.tell({ k: 'port-close', port: id })
    })
  }
}
