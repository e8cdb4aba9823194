import { chmod, readdir, rm } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { isPrivateFolder, runtimeFolders, type Place } from '../main/history/private-folder'
import type { StopReply, StopRequest } from './stop-protocol'

const SOCKET_NAME = /^\d{1,10}\.sock$/
const PIPES = '\\\\.\\pipe\\'
const MAX_LINE = 1024
/** A peer that says nothing for this long is dropped, milliseconds. */
const PATIENCE = 2000

const pipePrefix = () => `descry-${userInfo().username}-`

/** The first line a peer sends; undefined when it is too long, or the peer goes or stays silent. */
function firstLine(socket: Socket): Promise<string | undefined> {
  return new Promise((resolve) => {
    let text = ''
    socket.setTimeout(PATIENCE, () => resolve(undefined))
    socket.on('error', () => resolve(undefined))
    socket.on('close', () => resolve(undefined))
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      const end = text.indexOf('\n')
      if (end >= 0) resolve(text.slice(0, end))
      else if (text.length > MAX_LINE) resolve(undefined)
    })
  })
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

async function answer(socket: Socket, stop: Stop, asked: () => void): Promise<void> {
  const line = await firstLine(socket)
  asked()
  // Loaded only when somebody asks: the schema library must not delay the start of a description.
  const { stopRequestSchema } = await import('./stop-protocol')
  const request = stopRequestSchema.safeParse(line === undefined ? undefined : parsed(line))
  const ok = request.success && (await stop(request.data))
  const reply: StopReply = { schema: 1, ok }
  // The peer may never close its end; nothing more is expected of it.
  socket.end(`${JSON.stringify(reply)}\n`, () => socket.destroy())
}

async function ownEndpoint(place: Place, pid: number): Promise<string | undefined> {
  if (place.uid === -1) return PIPES + pipePrefix() + pid
  for (const folder of runtimeFolders(place)) {
    if (await isPrivateFolder(folder, place.uid)) return join(folder, `${pid}.sock`)
  }
  return undefined
}

/** Resolves when what was asked to end is silent; false where it has a reason to go on. */
export type Stop = (request: StopRequest) => Promise<boolean>

interface StopListener {
  close(): Promise<void>
}

/**
 * Lets `descry stop` reach this process: `stop` is called once for each valid request, and the asker is
 * answered when it resolves. Undefined where no socket can be opened; the command then works without.
 */
export async function listenForStop(
  place: Place,
  pid: number,
  stop: Stop,
): Promise<StopListener | undefined> {
  const endpoint = await ownEndpoint(place, pid)
  if (!endpoint) return undefined
  const isFile = place.uid !== -1
  // What lies there was left by a process that had our number before us.
  if (isFile) await rm(endpoint, { force: true })
  const undecided = new Set<Socket>()
  const server = createServer((socket) => {
    undecided.add(socket)
    socket.on('error', () => socket.destroy())
    void answer(socket, stop, () => undecided.delete(socket))
  })
  const listening = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(endpoint, () => resolve(true))
  })
  if (!listening) return undefined
  server.unref()
  if (isFile) await chmod(endpoint, 0o600)
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of undecided) socket.destroy()
      }),
  }
}

async function endpoints(place: Place): Promise<string[]> {
  if (place.uid === -1) {
    const names = await readdir(PIPES).catch(() => [])
    return names.filter((name) => name.startsWith(pipePrefix())).map((name) => PIPES + name)
  }
  const found: string[] = []
  for (const folder of runtimeFolders(place)) {
    if (!(await isPrivateFolder(folder, place.uid))) continue
    const names = await readdir(folder).catch(() => [])
    found.push(...names.filter((name) => SOCKET_NAME.test(name)).map((name) => join(folder, name)))
  }
  return found
}

async function askOne(endpoint: string, isFile: boolean, request: StopRequest): Promise<boolean> {
  const socket = connect(endpoint)
  try {
    const connected = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true))
      socket.once('error', (error: NodeJS.ErrnoException) => {
        // Nobody listens: its process was killed and could not tidy up.
        if (isFile && error.code === 'ECONNREFUSED')
          void rm(endpoint, { force: true }).then(() => resolve(false))
        else resolve(false)
      })
    })
    if (!connected) return false
    socket.write(`${JSON.stringify(request)}\n`)
    const line = await firstLine(socket)
    const { stopReplySchema } = await import('./stop-protocol')
    const reply = stopReplySchema.safeParse(line === undefined ? undefined : parsed(line))
    return reply.success && reply.data.ok
  } finally {
    socket.destroy()
  }
}

async function askOthers(place: Place, request: StopRequest): Promise<number> {
  const isFile = place.uid !== -1
  const ended = await Promise.all((await endpoints(place)).map((endpoint) => askOne(endpoint, isFile, request)))
  return ended.filter(Boolean).length
}

/** Asks every running `descry` of this user to stop, waits until each is silent, and says how many did. */
export function stopOthers(place: Place): Promise<number> {
  return askOthers(place, { schema: 1, request: 'stop' })
}

/**
 * Asks every running `descry` of this user that speaks and is older to end: a newer request cancels an
 * older one. @param since when the newer one began, ms since the epoch
 */
export function askForWay(place: Place, since: number): Promise<number> {
  return askOthers(place, { schema: 1, request: 'make-way', since })
}
