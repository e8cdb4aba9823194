import { connect, type Socket } from 'node:net'
import type { SsipAddress } from './ssip-address'
import { SsipParser, type SsipEvent, type SsipReply } from './ssip'

/** A server that answers no command for this long is as good as gone. Milliseconds. */
const REPLY_DEADLINE = 1000

export interface SsipListener {
  event(event: SsipEvent, message: string): void
  /** The connection ended, on whichever side; called once, never after `close`. */
  lost(): void
}

interface Waiting {
  readonly resolve: (reply: SsipReply | undefined) => void
  readonly timer: NodeJS.Timeout
}

/** One connection to Speech Dispatcher: commands are answered in the order in which they were sent. */
export class SsipConnection {
  readonly #socket: Socket
  readonly #listener: SsipListener
  readonly #parser = new SsipParser()
  readonly #waiting: Waiting[] = []
  #open = true

  private constructor(socket: Socket, listener: SsipListener) {
    this.#socket = socket
    this.#listener = listener
    socket.on('data', (bytes: Buffer) => this.#take(bytes))
    socket.on('error', () => undefined)
    socket.on('close', () => this.#end(true))
  }

  /** Resolves with undefined where nobody listens within the deadline. */
  static open(address: SsipAddress, listener: SsipListener): Promise<SsipConnection | undefined> {
    return new Promise((resolve) => {
      const socket = address.type === 'unix' ? connect(address.path) : connect(address.port, address.host)
      const failed = (): void => {
        clearTimeout(timer)
        socket.destroy()
        resolve(undefined)
      }
      const timer = setTimeout(failed, REPLY_DEADLINE)
      socket.once('error', failed)
      socket.once('connect', () => {
        clearTimeout(timer)
        socket.off('error', failed)
        resolve(new SsipConnection(socket, listener))
      })
    })
  }

  get open(): boolean {
    return this.#open
  }

  /** Sends one command or a message's text; undefined when the connection is lost or was silent too long. */
  send(text: string): Promise<SsipReply | undefined> {
    if (!this.#open) return Promise.resolve(undefined)
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#late(waiting), REPLY_DEADLINE)
      const waiting = { resolve, timer }
      this.#waiting.push(waiting)
      this.#socket.write(text.endsWith('\r\n') ? text : `${text}\r\n`)
    })
  }

  /** Ends politely, so that the server speaks nothing more for us and keeps no connection. */
  async close(): Promise<void> {
    if (!this.#open) return
    this.#end(false, 'QUIT\r\n')
    if (!this.#socket.closed) await new Promise((resolve) => this.#socket.once('close', resolve))
  }

  #take(bytes: Uint8Array): void {
    for (const item of this.#parser.push(bytes)) {
      if (!this.#open) return
      if (item.type === 'event') this.#listener.event(item.event, item.message)
      if (item.type === 'nonsense') this.#end(true)
      if (item.type === 'reply') {
        const waiting = this.#waiting.shift()
        clearTimeout(waiting?.timer)
        waiting?.resolve(item.reply)
      }
    }
  }

  /** A process that was busy for so long itself reads what has come before it gives up. */
  #late(waiting: Waiting): void {
    setImmediate(() => {
      if (this.#waiting.includes(waiting)) this.#end(true)
    })
  }

  #end(tell: boolean, goodbye?: string): void {
    if (!this.#open) return
    this.#open = false
    for (const { resolve, timer } of this.#waiting.splice(0)) {
      clearTimeout(timer)
      resolve(undefined)
    }
    if (goodbye) this.#socket.end(goodbye, () => this.#socket.destroy())
    else this.#socket.destroy()
    if (tell) this.#listener.lost()
  }
}
