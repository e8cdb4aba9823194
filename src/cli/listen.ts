import { answerText } from '../shared/answer'
import { failure } from '../shared/codes'
import type { Messages } from '../shared/messages'
import type { Command } from './arguments'
import { EXIT, exitCode } from './exit-codes'
import type { CommandIo } from './io'
import { createReport } from './report'

/** `descry ask --listen`: the running app listens and answers aloud; what it understood and its answer are printed. */
export async function listen(command: Command, io: CommandIo, messages: Messages): Promise<number> {
  const report = createReport(io, messages, command.json)
  const asked = (await io.services.app?.listen(io.cancel)) ?? failure('app-not-running')
  if (!asked.ok) {
    report.failure(asked)
    return exitCode(asked.code)
  }
  const { understood, answer } = asked
  report.line(messages.say('listen.shown', { text: understood }))
  for (const { text } of answer.sentences) report.line(text)
  report.result({ verb: 'ask', question: understood, text: answerText(answer), ...answer })
  return EXIT.ok
}
