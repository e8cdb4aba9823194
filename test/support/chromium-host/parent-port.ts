import { EventEmitter } from 'node:events'

/** What a utility process sees of its parent: `process.parentPort`. Loaded before the process's own module. */
class ParentPort extends EventEmitter {
  private early: unknown[] | undefined = []

  constructor() {
    super()
    process.on('message', (data) => {
      if (this.early) this.early.push(data)
      else this.emit('message', { data, ports: [] })
    })
    // Messages wait for the first listener, as they do in Electron.
    this.on('newListener', (event) => {
      if (event !== 'message' || !this.early) return
      const { early } = this
      this.early = undefined
      queueMicrotask(() => early.forEach((data) => this.emit('message', { data, ports: [] })))
    })
  }

  postMessage(message: unknown): void {
    process.send?.(message)
  }
}

Object.assign(process, { type: 'utility', parentPort: new ParentPort() })
// Without its parent there is nothing left to do.
process.on('disconnect', () => process.exit())
