import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { CommandIo } from '../../../src/cli/io'
import { listenForVerbs, type VerbSocket } from '../../../src/main/app/verb-socket'
import { emptyFolder, fakeWorld } from '../../cli/support/fake-io'

const uid = process.getuid?.() ?? -1

/** Folders of this test alone, as a user has them. */
export async function newPlace() {
  return { env: { XDG_RUNTIME_DIR: await emptyFolder(), TMPDIR: await emptyFolder() }, uid }
}
export type TestPlace = Awaited<ReturnType<typeof newPlace>>

export const folderOf = (place: TestPlace): string => join(place.env.XDG_RUNTIME_DIR, 'descry')
export const socketOf = (place: TestPlace): string => join(folderOf(place), 'app.sock')

type Run = (argv: readonly string[], io: CommandIo) => Promise<number>

/** The app's end of the socket, with `run` for what the app does with a command line. */
export async function anAppThatListens(place: TestPlace, run: Run, env: CommandIo['env'] = {}): Promise<VerbSocket> {
  const { io } = await fakeWorld()
  const listening = await listenForVerbs(place, run, { services: io.services, platform: 'linux', env, now: () => 1 })
  if (!listening) throw new Error('does not listen')
  onTestFinished(() => listening.close())
  return listening
}

/** Anything that listens where the app would. */
export async function anImpostor(place: TestPlace, serve: (socket: Socket) => void, mode = 0o700): Promise<Server> {
  await mkdir(folderOf(place), { mode })
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    serve(socket)
  })
  server.listen(socketOf(place))
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return server
}

/** Sends raw bytes to the app and gives back what it answers until it closes. */
export async function sendRaw(place: TestPlace, text: string): Promise<string> {
  const socket = connect(socketOf(place))
  let answer = ''
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()))
  socket.on('error', () => undefined)
  socket.write(text)
  await new Promise((resolve) => socket.on('close', resolve))
  return answer
}
