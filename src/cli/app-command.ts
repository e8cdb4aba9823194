import { failure } from '../shared/codes'
import type { Messages } from '../shared/messages'
import { isLive, type Command } from './arguments'
import { EXIT, exitCode } from './exit-codes'
import type { CommandIo } from './io'
import { createReport } from './report'

/** `descry more`, `changed`, `open` and `watch`: done by the running app, which also speaks; what it says is printed. */
export function appCommand(name: 'more' | 'open' | 'watch' | 'changed') {
  return async (command: Command, io: CommandIo, messages: Messages): Promise<number> => {
    const report = createReport(io, messages, command.json)
    const source = command.pictures.map(({ from }) => from).find(isLive)
    const result = (await io.services.app?.run(name, io.cancel, source)) ?? failure('app-not-running')
    if (!result.ok) {
      report.failure(result)
      return exitCode(result.code)
    }
    for (const { text } of result.sentences) report.line(text)
    const { sentences } = result
    report.result({ verb: name, text: sentences.map(({ text }) => text).join(' '), sentences })
    return EXIT.ok
  }
}
