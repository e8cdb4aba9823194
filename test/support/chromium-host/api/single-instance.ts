import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'

/** What a second start tells the first. */
export interface SecondStart {
  readonly argv: string[]
  readonly directory: string
  readonly data: unknown
}

/** Run by Node of its own, since the answer must be there before the call returns. Exit code 0: somebody took it. */
const TELL = `
  const socket = require('node:net').createConnection(process.argv[1])
  socket.on('error', () => process.exit(1))
  socket.on('connect', () => socket.end(process.argv[2]))
  socket.on('data', () => process.exit(0))
  setTimeout(() => process.exit(1), 3000)`

/** Nobody lives long between taking the folder over and listening in it, ms. */
const TELL_PATIENCE = 4_000

/**
 * One instance a data folder: a socket there, for this user alone. Whoever listens holds the lock; a socket
 * that nobody listens on is left over from a crash and taken over.
 */
export class SingleInstance {
  private server: Server | undefined

  constructor(private readonly started: (second: SecondStart) => void) {}

  request(folder: string, second: SecondStart): boolean {
    if (this.server) return true
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const path = join(folder, 'instance.sock')
    if (this.listen(path)) return true
    const told = spawnSync(process.execPath, ['-e', TELL, path, JSON.stringify(second)], { timeout: TELL_PATIENCE })
    return told.status === 0 ? false : this.takeOver(path)
  }

  release(): void {
    this.server?.close()
    this.server = undefined
  }

  /** Two starts at the same moment: only the one that makes this file may remove the dead socket. */
  private takeOver(path: string): boolean {
    const turn = `${path}.taking-over`
    try {
      closeSync(openSync(turn, 'wx'))
    } catch {
      return false
    }
    try {
      rmSync(path, { force: true })
      return this.listen(path)
    } finally {
      rmSync(turn, { force: true })
    }
  }

  /** Node binds a Unix socket within the call, so `listening` is known at once. */
  private listen(path: string): boolean {
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      let text = ''
      socket.setEncoding('utf8')
      socket.on('error', () => undefined)
      socket.on('data', (part: string) => (text += part))
      socket.on('end', () => {
        socket.end('taken')
        this.started(JSON.parse(text) as SecondStart)
      })
    })
    server.on('error', () => undefined)
    const before = process.umask(0o077)
    server.listen(path)
    process.umask(before)
    if (!server.listening) return false
    server.unref()
    this.server = server
    return true
  }
}
