import { connect, type Socket } from 'node:net'
import { dirname, resolve } from 'node:path'
import { isPrivateFolder } from '../main/history/private-folder'
import { appEndpoints, LANGUAGE_VARIABLES, MAX_LINE } from './app-endpoint'
import { parseArguments, type Command } from './arguments'
import type { HandoverRequest } from './handover-protocol'
import type { CommandIo } from './io'
import { hearLines } from './lines'

/** Verbs that the running app carries out; the others say something of this copy of the command itself. */
const HANDED: ReadonlySet<Command['verb']> = new Set(['describe', 'read', 'ask', 'again', 'more', 'changed', 'watch', 'open', 'stop', 'models', 'history'])

/**
 * Hands a command line to the running app, whose engine is loaded and whose voice is the one that may
 * speak. Resolves with the exit code, or undefined where it has to be carried out here: the app does not
 * run, or the command asks for something of its own (a model, a sound file, a rate, the standard input).
 *
 * @param cwd what relative file names are relative to
 */
export async function handOver(argv: readonly string[], io: CommandIo, cwd: string): Promise<number | undefined> {
  const parsed = parseArguments(argv)
  if (!parsed.ok || !isForTheApp(parsed.command)) return undefined
  const socket = await connected(io)
  if (!socket) return undefined
  const { handoverReplySchema } = await import('./handover-protocol')
  const env = Object.fromEntries(LANGUAGE_VARIABLES.flatMap((name) => (io.env[name] ? [[name, io.env[name]]] : [])))
  send(socket, { schema: 1, request: 'run', argv: argvOf(parsed.command, cwd), env, pid: io.pid, ...(io.terminal ? { terminal: true } : {}) })
  const cancel = (): void => send(socket, { schema: 1, request: 'cancel' })
  if (io.cancel.aborted) cancel()
  io.cancel.addEventListener('abort', cancel, { once: true })
  return new Promise<number | undefined>((settle) => {
    hearLines(socket, MAX_LINE * 64, (message) => {
      const reply = handoverReplySchema.safeParse(message)
      if (!reply.success) socket.destroy()
      else if ('exit' in reply.data) settle(reply.data.exit)
      else io[reply.data.to].write(reply.data.text)
    })
    // The app went away in the middle: what it had not done is done here.
    socket.on('close', () => settle(undefined))
  }).finally(() => {
    io.cancel.removeEventListener('abort', cancel)
    socket.destroy()
  })
}

function isForTheApp({ verb, pictures, model, wav, rate }: Command): boolean {
  const own = model !== undefined || wav !== undefined || rate !== undefined
  return HANDED.has(verb) && !own && pictures.every(({ from }) => from !== 'stdin')
}

/**
 * A command that is for the app as a command line, with file names absolute, for the app stands elsewhere.
 * Written anew rather than rewritten: a file may be called like a verb or the value of a flag.
 */
function argvOf({ verb, models, history, question, listen, pictures, length, sure, hedge, json, speech, sounds, forget, acceptLicence, lang }: Command, cwd: string): string[] {
  const flags = pictures
    .filter(({ from }) => from !== 'last')
    .map((picture) => (picture.from === 'file' ? `--file=${resolve(cwd, picture.path)}` : `--${picture.from}`))
  if (length !== 'normal') flags.push(`--length=${length}`)
  if (sure) flags.push('--sure')
  if (hedge !== 'words') flags.push(`--hedge=${hedge}`)
  if (json) flags.push('--json')
  if (speech === 'required') flags.push('--speak')
  if (speech === 'off' && !json) flags.push('--quiet')
  if (!sounds) flags.push('--no-sounds')
  if (forget) flags.push('--forget')
  if (acceptLicence) flags.push('--accept-licence')
  if (lang !== undefined) flags.push(`--lang=${lang}`)
  if (listen) return [verb, '--listen', ...flags]
  // A question may begin like a flag.
  if (verb === 'ask') return [verb, ...flags, '--', question]
  if (verb === 'history') {
    const of = history.action === 'export' ? resolve(cwd, history.of) : history.of
    return [verb, history.action, ...flags, '--', ...(of ? [of] : [])]
  }
  if (verb !== 'models') return [verb, ...flags]
  const of = models.action === 'add' ? resolve(cwd, models.of) : models.of
  return [verb, models.action, ...(of ? [of] : []), ...flags]
}

/** SECURITY: only a socket in a folder of this user alone is spoken to. */
async function connected({ place }: CommandIo): Promise<Socket | undefined> {
  for (const endpoint of appEndpoints(place)) {
    if (place.uid !== -1 && !(await isPrivateFolder(dirname(endpoint), place.uid))) continue
    const socket = await new Promise<Socket | undefined>((settle) => {
      const trying = connect(endpoint)
      trying.once('connect', () => settle(trying))
      trying.once('error', () => settle(undefined))
    })
    socket?.on('error', () => undefined)
    if (socket) return socket
  }
  return undefined
}

function send(socket: Socket, request: HandoverRequest): void {
  if (!socket.destroyed) socket.write(`${JSON.stringify(request)}\n`)
}
