import { version } from '../../package.json'
import { failure } from '../shared/codes'
import { createMessages, type Messages } from '../shared/messages'
import type { Narrator } from '../main/narrate/narrator'
import { parseArguments, type Command } from './arguments'
import { chosenModel } from './chosen-model'
import { EXIT, exitCode } from './exit-codes'
import { generalHelp, verbHelp } from './help'
import type { CommandIo } from './io'
import { languageOf } from './language'
import { createReport } from './report'

type Plain = (command: Command, io: CommandIo, messages: Messages) => Promise<number>
type WithEngine = (
  command: Command,
  io: CommandIo,
  messages: Messages,
  narrator: Promise<Narrator>,
) => Promise<number>

// Each verb is loaded when it is asked for, and the engine is started before its verb is loaded.
const PLAIN: Partial<Record<Command['verb'], () => Promise<Plain>>> = {
  again: async () => (await import('./again')).again,
  stop: async () => (await import('./stop')).stop,
  more: async () => (await import('./app-command')).appCommand('more'),
  changed: async () => (await import('./app-command')).appCommand('changed'),
  open: async () => (await import('./app-command')).appCommand('open'),
  watch: async () => (await import('./app-command')).appCommand('watch'),
  models: async () => (await import('./models')).models,
  history: async () => (await import('./history')).history,
  bench: async () => (await import('./bench')).bench,
  help: async () => help,
  version: async () => printVersion,
}
const WITH_ENGINE: Partial<Record<Command['verb'], () => Promise<WithEngine>>> = {
  describe: async () => (await import('./describe')).describe,
  read: async () => (await import('./describe')).describe,
  ask: async () => (await import('./describe')).describe,
  sample: async () => (await import('./describe')).describe,
  doctor: async () => (await import('./doctor')).doctor,
}

const help: Plain = async ({ topic }, io, messages) => {
  const report = createReport(io, messages, false)
  const lines = topic ? verbHelp(topic, messages) : generalHelp(messages)
  for (const line of lines) report.line(line)
  return EXIT.ok
}

const printVersion: Plain = async (_command, io, messages) => {
  createReport(io, messages, false).line(messages.say('cli.version', { version }))
  return EXIT.ok
}

/** Runs one command line (without the program's own name) and resolves with its exit code. */
export async function runCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const parsed = parseArguments(argv)
  if (!parsed.ok) {
    const messages = createMessages(languageOf(io.env, parsed.lang))
    const detail = messages.say(parsed.problem.key, parsed.problem.values)
    const { code = 'usage', key } = parsed.problem
    createReport(io, messages, parsed.json).failure(failure(code, key), { detail })
    return exitCode(code)
  }
  const { command } = parsed
  const messages = () => createMessages(languageOf(io.env, command.lang))
  const plain = command.listen ? async () => (await import('./listen')).listen : PLAIN[command.verb]
  if (plain) return (await plain())(command, io, messages())
  const engine = WITH_ENGINE[command.verb]
  if (!engine) throw new Error(`no code for ${command.verb}`)
  const { missing, ...chosen } = chosenModel(command.model, io)
  const narrator = io.services.narrator({ textOnly: command.verb === 'read', ...chosen })
  // Whoever awaits it hears of a failure; until then it must not end the process.
  narrator.catch(() => undefined)
  if (missing !== undefined) createReport(io, messages(), false).aside(messages().say('cli.models.missing', { id: missing }))
  return (await engine())(command, io, messages(), narrator)
}
