import { MessageChannel, type MessagePort } from 'node:worker_threads'
import type { Port } from '../../../src/main/capture/stage-port'
import { stageRequestSchema, type StageEvent, type StageRequest } from '../../../src/shared/stage-protocol'

/** The other end of main's port, as the stage window has it. */
export interface StageEnd {
  readonly port: Port
  /** All that main posted, checked as the stage does. */
  readonly heard: readonly StageRequest[]
  /** The next request of this kind that was not taken yet. */
  request<T extends StageRequest['type']>(type: T): Promise<Extract<StageRequest, { type: T }>>
  tell(event: StageEvent): void
  /** Whatever a broken stage might send. */
  tellAnything(message: unknown): void
  close(): void
}

/** A real MessageChannel between main's code and a test that plays the stage. */
export function stageEnd(): StageEnd {
  const { port1, port2 } = new MessageChannel()
  const heard: StageRequest[] = []
  const open: StageRequest[] = []
  let waiting: (() => void)[] = []
  port2.on('message', (message) => {
    const request = stageRequestSchema.parse(message)
    heard.push(request)
    open.push(request)
    for (const look of waiting.splice(0)) look()
  })
  return {
    port: electronPort(port1),
    heard,
    async request(type) {
      for (;;) {
        const index = open.findIndex((request) => request.type === type)
        if (index >= 0) return open.splice(index, 1)[0] as never
        await new Promise<void>((resolve) => (waiting = [...waiting, resolve]))
      }
    },
    tell: (event) => port2.postMessage(event),
    tellAnything: (message) => port2.postMessage(message),
    close: () => port2.close(),
  }
}

/** Node's port with the events of Electron's MessagePortMain. */
function electronPort(port: MessagePort): Port {
  return {
    postMessage: (message) => port.postMessage(message),
    on(event: 'message' | 'close', listener: (event: { data: unknown }) => void) {
      return port.on(event as 'message', (data: unknown) => listener({ data }))
    },
    // Node's port starts when somebody listens.
    start: () => undefined,
    close: () => port.close(),
  }
}
