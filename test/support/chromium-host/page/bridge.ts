/**
 * One end of the way between a page's own world and the isolated world of the preload script. Both worlds
 * share the document only, so messages are DOM events, whose detail Chromium copies from one world to the
 * other. They are synchronous, and so are calls. What may cross is what Electron's contextBridge lets cross:
 * plain data (copied), functions and promises (by proxy), errors (their message).
 */
type Packed =
  | readonly ['value', unknown]
  | readonly ['array', readonly Packed[]]
  | readonly ['object', readonly (readonly [string, Packed])[]]
  | readonly ['function', number]
  | readonly ['promise', number]
  | readonly ['error', string]

type Message =
  | readonly ['expose', string, Packed]
  | readonly ['call', number, readonly Packed[]]
  | readonly ['returned', Packed]
  | readonly ['threw', string]
  | readonly ['settled', number, boolean, Packed]
  | readonly ['forget', number]

type Callable = (...args: unknown[]) => unknown

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

export class Bridge {
  // Taken before the page's own scripts run: they may replace what they like afterwards.
  private readonly dispatch = document.dispatchEvent.bind(document)
  private readonly Event = CustomEvent
  private readonly functions = new Map<number, Callable>()
  private readonly promises = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>()
  private readonly gone = new FinalizationRegistry<number>((id) => this.send(['forget', id]))
  private last = 0
  private reply: Message | undefined

  constructor(
    incoming: string,
    private readonly outgoing: string,
    private readonly exposed: (key: string, value: unknown) => void,
  ) {
    document.addEventListener(incoming, (event) => {
      event.stopImmediatePropagation()
      this.hear((event as CustomEvent<Message>).detail)
    })
  }

  expose(key: string, api: unknown): void {
    this.send(['expose', key, this.pack(api, [])])
    const reply = this.take()
    if (reply?.[0] === 'threw') throw new Error(reply[1])
  }

  private hear(message: Message): void {
    switch (message[0]) {
      case 'expose':
        return this.answer(() => this.exposed(message[1], this.unpack(message[2])))
      case 'call':
        return this.answer(() => this.run(message[1], message[2]))
      case 'returned':
      case 'threw':
        this.reply = message
        return
      case 'settled': {
        const waiting = this.promises.get(message[1])
        this.promises.delete(message[1])
        const value = this.unpack(message[3])
        if (message[2]) waiting?.resolve(value)
        else waiting?.reject(value)
        return
      }
      case 'forget':
        this.functions.delete(message[1])
    }
  }

  private run(id: number, args: readonly Packed[]): unknown {
    const called = this.functions.get(id)
    if (!called) throw new Error('the other side has forgotten this function')
    return called(...args.map((arg) => this.unpack(arg)))
  }

  private answer(work: () => unknown): void {
    let message: Message
    try {
      message = ['returned', this.pack(work(), [])]
    } catch (error) {
      message = ['threw', messageOf(error)]
    }
    this.send(message)
  }

  private send(message: Message): void {
    this.dispatch(new this.Event(this.outgoing, { detail: message }))
  }

  private take(): Message | undefined {
    const { reply } = this
    this.reply = undefined
    return reply
  }

  private pack(value: unknown, above: readonly object[]): Packed {
    if (typeof value === 'function') return ['function', this.keep(value as Callable)]
    if (typeof value === 'symbol') throw new TypeError('An object could not be cloned.')
    if (typeof value !== 'object' || value === null) return ['value', value]
    if (above.includes(value)) throw new TypeError('Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.')
    if (value instanceof Promise) return ['promise', this.follow(value)]
    if (value instanceof Error) return ['error', value.message]
    const inside = [...above, value]
    if (Array.isArray(value)) return ['array', value.map((item) => this.pack(item, inside))]
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype === Object.prototype || prototype === null)
      return ['object', Object.entries(value).map(([key, item]) => [key, this.pack(item, inside)])]
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return ['value', value]
    try {
      return ['value', structuredClone(value)]
    } catch {
      throw new TypeError('An object could not be cloned.')
    }
  }

  private keep(value: Callable): number {
    this.functions.set(++this.last, value)
    return this.last
  }

  private follow(promise: Promise<unknown>): number {
    const id = ++this.last
    const settle = (good: boolean, value: unknown): void => {
      let packed: Packed
      try {
        packed = this.pack(value, [])
      } catch (error) {
        this.send(['settled', id, false, ['error', messageOf(error)]])
        return
      }
      this.send(['settled', id, good, packed])
    }
    promise.then(
      (value) => settle(true, value),
      (error: unknown) => settle(false, error),
    )
    return id
  }

  private unpack(packed: Packed): unknown {
    switch (packed[0]) {
      case 'value':
        return packed[1]
      case 'array':
        return packed[1].map((item) => this.unpack(item))
      case 'object':
        return Object.fromEntries(packed[1].map(([key, item]) => [key, this.unpack(item)]))
      case 'error':
        return new Error(packed[1])
      case 'promise':
        return new Promise((resolve, reject) => this.promises.set(packed[1], { resolve, reject }))
      case 'function':
        return this.proxy(packed[1])
    }
  }

  private proxy(id: number): Callable {
    const proxy: Callable = (...args) => {
      this.send(['call', id, args.map((arg) => this.pack(arg, []))])
      const reply = this.take()
      if (reply?.[0] === 'returned') return this.unpack(reply[1])
      throw new Error(reply?.[0] === 'threw' ? reply[1] : 'the other side of the bridge is gone')
    }
    this.gone.register(proxy, id)
    return proxy
  }
}
