import { decode, encode } from './codec'
import type { FromPage, PageOptions, ToPage } from './wire'

type PortMessage = Extract<ToPage, { k: 'port' | 'port-close' }>

/** The isolated world's socket to the main process. What is told before it is open is kept in order. */
export class PageSocket {
  onSend: (channel: string, args: unknown[], ports: readonly number[]) => void = () => undefined
  onPort: (message: PortMessage) => void = () => undefined
  private socket: WebSocket | undefined
  private readonly early: Uint8Array<ArrayBuffer>[] = []
  private readonly waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  private last = 0

  constructor({ binding, origin }: PageOptions) {
    // The host answers the binding by calling this with a token that is good for one socket.
    const open = (token: string): void => {
      const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/?token=${token}`)
      socket.binaryType = 'arraybuffer'
      socket.onopen = () => {
        this.socket = socket
        for (const message of this.early.splice(0)) socket.send(message)
      }
      socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => this.hear(decode(new Uint8Array(data)) as ToPage)
    }
    const world = globalThis as unknown as Record<string, unknown>
    world[`${binding}Open`] = open
    ;(world[binding] as (text: string) => void)('')
  }

  tell(message: FromPage): void {
    const bytes = encode(message)
    if (this.socket) this.socket.send(bytes)
    else this.early.push(bytes)
  }

  ask(message: (id: number) => FromPage): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = ++this.last
      this.tell(message(id))
      this.waiting.set(id, { resolve, reject })
    })
  }

  private hear(message: ToPage): void {
    if (message.k === 'send') return this.onSend(message.c, message.v, message.ports)
    if (message.k === 'port' || message.k === 'port-close') return this.onPort(message)
    const waiting = this.waiting.get(message.id)
    this.waiting.delete(message.id)
    if (message.k === 'result') waiting?.resolve(message.v)
    else waiting?.reject(new Error(message.message))
  }
}
