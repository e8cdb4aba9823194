import { chmod, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { appEndpoints, MAX_LINE } from '../../cli/app-endpoint'
import { handoverRequestSchema, type HandoverReply } from '../../cli/handover-protocol'
import type { CommandIo } from '../../cli/io'
import { hearLines } from '../../cli/lines'
import { isPrivateFolder, type Place } from '../history/private-folder'

type Run = (argv: readonly string[], io: CommandIo) => Promise<number>

export interface VerbSocket {
  close(): Promise<void>
}

/**
 * Takes command lines from `descry VERB` of this user and carries them out with the app's own engine and
 * voice. Undefined where there is no folder of this user alone for the socket.
 *
 * @param run the command line's `runCommand`
 * @param base what a command finds here, save for its streams, its language and its cancel
 */
export async function listenForVerbs(
  place: Place,
  run: Run,
  base: Pick<CommandIo, 'services' | 'platform' | 'env' | 'now'>,
): Promise<VerbSocket | undefined> {
  for (const endpoint of appEndpoints(place)) {
    const isFile = place.uid !== -1
    if (isFile && !(await isPrivateFolder(dirname(endpoint), place.uid))) continue
    // The app runs once; what lies there was left by one that was killed.
    if (isFile) await rm(endpoint, { force: true })
    const sockets = new Set<Socket>()
    const server = createServer((socket) => {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => sockets.delete(socket))
      serve(socket, place, run, base)
    })
    if (!(await listens(server, endpoint))) continue
    if (isFile) await chmod(endpoint, 0o600)
    return {
      close: () =>
        new Promise((resolve) => {
          server.close(() => resolve())
          for (const socket of sockets) socket.destroy()
        }),
    }
  }
  return undefined
}

function listens(server: Server, endpoint: string): Promise<boolean> {
  return new Promise((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(endpoint, () => resolve(true))
  })
}

function serve(socket: Socket, place: Place, run: Run, base: Parameters<typeof listenForVerbs>[2]): void {
  const controller = new AbortController()
  const send = (reply: HandoverReply): void => {
    if (!socket.destroyed) socket.write(`${JSON.stringify(reply)}\n`)
  }
  const sink = (to: 'stdout' | 'stderr') => ({ write: (text: string) => send({ to, text }) })
  let started = false
  // Ctrl+C in the terminal, or the terminal closed.
  socket.on('close', () => controller.abort())
  hearLines(socket, MAX_LINE, (message) => {
    const request = handoverRequestSchema.safeParse(message)
    if (!request.success) return socket.destroy()
    if (request.data.request === 'cancel') return controller.abort()
    if (started) return socket.destroy()
    started = true
    const { argv, env, pid, terminal = false } = request.data
    const io: CommandIo = {
      ...base,
      // The language is that of the terminal, everything else that of the app.
      env: { ...base.env, LANGUAGE: undefined, LC_ALL: undefined, LC_MESSAGES: undefined, LANG: undefined, ...env },
      place,
      pid,
      terminal,
      stdin: Readable.from([]),
      stdout: sink('stdout'),
      stderr: sink('stderr'),
      cancel: controller.signal,
    }
    const done = (exit: number): void => {
      send({ exit })
      socket.end()
    }
    run(argv, io).then(done, () => done(1))
  })
}
